import type { UpdateState } from '#contract/update-api.ts';
import { expect, expectNoSideways, picture, settled, test } from '#test/screens/window.ts';

const at = (step: UpdateState['step']): UpdateState => ({ version: '0.1.0', checkedAt: '2026-11-27T14:05:00.000Z', step });
const steps: Readonly<Record<string, UpdateState['step']>> = {
  off: { kind: 'off' },
  current: { kind: 'current' },
  downloading: { kind: 'downloading', version: '0.2.0', percent: 42 },
  ready: { kind: 'ready', version: '0.2.0', isRequired: false, isDowngrade: false },
  required: { kind: 'ready', version: '0.2.0', isRequired: true, isDowngrade: false },
  'by-it': { kind: 'byIt', version: '0.2.0', isRequired: true },
  refused: { kind: 'failed', failure: { code: 'updateRefused', reason: 'badSignature' } },
};

for (const language of ['es', 'en'] as const) {
  for (const [name, step] of Object.entries(steps)) {
    test(`where the station stands with updates reads well, in ${language}: ${name}`, async ({ open }) => {
      const { page } = await open({ at: '#/settings', settings: { language }, updates: { state: at(step), asked: [] } });
      await settled(page);
      await expectNoSideways(page);
      await page.getByRole('region', { name: /^(Actualizaciones|Updates)$/ }).scrollIntoViewIfNeeded();
      await picture(page, `updates-${name}-${language}-light`);
    });
  }
}

test('a refusal says that nothing was installed, why, and the code for IT', async ({ open }) => {
  const { page } = await open({ at: '#/settings', updates: { state: at(steps['refused'] ?? { kind: 'off' }), asked: [] } });
  const panel = page.getByRole('region', { name: 'Actualizaciones' });
  await expect(panel.getByText('La actualización no se aceptó')).toBeVisible();
  await expect(panel.getByText(/No se instaló nada: la orden de actualización fue alterada.*badSignature/)).toBeVisible();
});

test('a version that is ready is offered in the header, and installed after one question', async ({ open }) => {
  const updates = { state: at(steps['ready'] ?? { kind: 'off' }), asked: [] as string[], refuse: { code: 'updateMustWait' } };
  const { page } = await open({ at: '#/inbox', updates });
  await page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
  await picture(page, 'updates-dialog-es-light');
  expect(updates.asked).not.toContain('restart');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancelar' }).click();
  await page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
  await expect.poll(() => updates.asked.filter((ask) => ask === 'restart')).toHaveLength(1);
  await expect(page.getByRole('alert')).toContainText('hay una firma en curso');
  await page.getByRole('alert').getByRole('button', { name: 'Intentar de nuevo' }).click();
  await expect.poll(() => updates.asked.filter((ask) => ask === 'restart').length).toBe(2);
});

test('a station that must be updated by IT says so in the header, which leads to the very panel that says what to do', async ({ open }) => {
  const updates = { state: at(steps['by-it'] ?? { kind: 'off' }), asked: [] as string[] };
  const { page } = await open({ at: '#/inbox', updates });
  const chip = page.getByRole('link', { name: 'Versión no admitida' });
  const panel = page.getByRole('region', { name: 'Actualizaciones' });
  await chip.click();
  await expect(panel).toContainText('Hay una versión 0.2.0. En este equipo la instala informática.');
  await expect(panel).toContainText('pida hoy mismo que la instalen');
  await expect(panel).toBeFocused();
  await expect(panel).toBeInViewport({ ratio: 1 });

  updates.state = at({ kind: 'failed', failure: { code: 'updateNotDownloaded', detail: '> 30 s' }, isRequired: true });
  await page.evaluate(() => dispatchEvent(new CustomEvent('station', { detail: { event: 'updateChanged', body: {} } })));
  await expect(panel).toContainText('La versión nueva no terminó de descargarse');
  await expect(chip).toBeVisible();

  // again, from wherever one went in that page meanwhile, and by the keyboard
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await chip.press('Enter');
  await expect(panel).toBeInViewport({ ratio: 1 });
  await page.getByRole('link', { name: 'Por firmar' }).click();
  await page.getByRole('link', { name: 'Ajustes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ajustes' })).toBeFocused();
});
