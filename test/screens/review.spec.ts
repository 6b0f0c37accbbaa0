import { resolve } from 'node:path';
import type { FakeStation } from '#test/fakes/station.ts';
import { bentSample } from '#test/fakes/station-documents.ts';
import { expect, picture, test } from '#test/screens/window.ts';
import { declineByKeys } from '#test/decide.ts';
import { pressAt } from '#test/screens/press-at.ts';

test('a certificate with errors cannot be approved; each error leads to its place', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-PE-2026-000403' });
  await expect(page.getByRole('heading', { name: 'No puede aprobarse todavía' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Aprobar' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Ver en el certificado' }).first().click();
  await expect(page.locator('[data-shown]')).toBeInViewport();
});

test('what is wrong with an element stands beside the first field beneath it, or else around it or at the head', async ({
  open,
  samples,
}) => {
  const [sample] = samples;
  if (!sample) throw new Error('no sample');
  const bent = bentSample(resolve('schemas'), sample, (xml) =>
    xml
      .replace(/(<ram:ConsignorSPSParty>.*?<\/ram:ConsignorSPSParty>\s*)(<ram:ConsigneeSPSParty>.*?<\/ram:ConsigneeSPSParty>)/s, '$2$1')
      .replace('<ram:TypeCode>', '<ram:Name/><ram:TypeCode>')
      .replace('<ram:SequenceNumeric>2', '<ram:AppliedSPSProcess><ram:Unknown/></ram:AppliedSPSProcess><ram:SequenceNumeric>2'),
  );
  const { page } = await open({ samples: [bent], at: '#/review/PRACTICA-CL-2026-000101' });
  const paper = page.getByRole('article');
  const places = [
    { sentence: '«ram:ConsigneeSPSParty» no se espera aquí', beside: paper.getByText('Mercados de Ensayo de Lima S.A.C.').locator('..') },
    { sentence: 'no entiende: ram:Unknown', beside: paper.locator('tbody').filter({ hasText: 'Uva de mesa fresca, Red Globe' }) },
    { sentence: '«ram:Name» no se espera aquí', beside: paper.locator('header').filter({ hasText: 'De ningún campo de esta hoja' }) },
  ];
  await picture(page, 'review-beside-es-light');
  for (const { sentence, beside } of places) {
    await expect(beside.getByText(sentence)).toBeVisible();
    const told = page.getByRole('region', { name: 'Observaciones' }).getByRole('listitem').filter({ hasText: sentence });
    await told.getByRole('button', { name: 'Ver en el certificado' }).click();
    await expect(paper.locator('[data-shown]').and(beside).or(beside.locator('[data-shown]'))).toBeInViewport();
  }
});

test('only keys that can do something are told', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-PE-2026-000403' });
  const keys = page.getByText('J/K: siguiente o anterior');
  await expect(keys).toHaveText('J/K: siguiente o anterior · Alt+R: rechazar · Esc: volver');
  await page.evaluate(() => (location.hash = '#/review/PRACTICA-CL-2026-000101'));
  await expect(keys).toHaveText('J/K: siguiente o anterior · Alt+A: aprobar · Alt+R: rechazar · Esc: volver');
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeEnabled();
  await page.keyboard.press('Alt+a');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.goBack();
  await expect(keys).toHaveText('J/K: siguiente o anterior · S: firmar · Esc: volver');
});

test('a button that copies is called as what it copies', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  const copying = page.getByRole('region', { name: 'Identidad del documento' }).getByRole('button', { name: /^Copiar/ });
  await expect(copying).toHaveCount(3);
  for (const [nth, what] of ['Huella que se firma', 'SHA-256 del archivo', 'SHA-256 del esquema'].entries()) {
    await expect(copying.nth(nth)).toHaveAccessibleName(`Copiar: ${what}`);
  }
});

test('what the station does not understand is listed, never dropped', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-PE-2026-000404', settings: { language: 'en' } });
  await expect(page.getByRole('region', { name: 'Not understood by the station' })).toContainText('signed too');
});

test('a replacement shows field by field what changed', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000104' });
  const changes = page.getByRole('region', { name: /^Cambios respecto de/ });
  await expect(changes.getByRole('columnheader', { name: 'Antes' })).toBeVisible();
  await expect(changes.getByRole('row')).not.toHaveCount(1);
});

test('what has no place for a signature is shown whole, one after the other, and can only be declined', async ({ open }) => {
  const { page, station } = await open({ at: '#/inbox' });
  const numbers = ['PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000102'];
  for (const number of numbers) station.unsignable.add(number);
  for (const number of numbers) {
    await page.evaluate((id) => (location.hash = `#/review/${id}`), number);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);
    await expect(page.getByRole('article').getByText(number).first()).toBeVisible();
    await expect(page.getByText('No se puede calcular la huella')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Aprobar' })).toHaveCount(0);
  }
  await declineByKeys(page);
  await page.getByRole('dialog').getByRole('textbox').fill('Viene firmado a medias.');
  await page.getByRole('dialog').getByRole('button', { name: 'Rechazar' }).click();
  await expect.poll(() => station.stateOf('PRACTICA-CL-2026-000102')).toBe('declined');
});

test('declining needs a reason the exporter can read', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000101');
  await declineByKeys(page);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Rechazar' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('Falta el permiso de importación.');
  await picture(page, 'review-decline-es-light');
  await dialog.getByRole('button', { name: 'Rechazar' }).click();
  await expect.poll(() => station.stateOf('PRACTICA-CL-2026-000101')).toBe('declined');
  expect(station.calls.find((call) => call.name === 'decline')?.request).toMatchObject({ reason: 'Falta el permiso de importación.' });
});

test('a certificate that changed since the review is not approved, and the way out is to review again', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  station.failNext('approve', { code: 'reviewChanged' });
  await page.getByRole('button', { name: 'Aprobar y seguir' }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('El certificado cambió desde que lo revisó');
  await expect(alert.getByRole('button', { name: 'Revisar de nuevo' })).toBeVisible();
  await picture(page, 'review-failure-es-light');
  expect(station.stateOf('PRACTICA-CL-2026-000101')).toBe('inReview');
});

test('an approval can be taken back before it is signed', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await page.getByRole('button', { name: 'Aprobar y seguir' }).click();
  await expect.poll(() => station.stateOf('PRACTICA-CL-2026-000101')).toBe('approved');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.goBack();
  await page.getByRole('button', { name: 'Retirar la aprobación' }).click();
  await expect.poll(() => station.stateOf('PRACTICA-CL-2026-000101')).toBe('inReview');
});

test('a certificate of two thousand lines is drawn in portions, to the last line', async ({ open, samples }) => {
  const [sample] = samples;
  if (!sample) throw new Error('no sample');
  const sections = sample.view.sections.map((section) => {
    const [row] = section.id === 'produce' ? (section.table?.rows ?? []) : [];
    if (!section.table || !row) return section;
    const rows = Array.from({ length: 2_000 }, (_, index) => ({
      ...row,
      more: row.more.slice(0, 1),
      path: `/line[${index + 1}]`,
      cells: row.cells.map((cell, at) => ({
        ...cell,
        value: at === 0 ? String(index + 1) : cell.value,
        path: `/line[${index + 1}]/cell[${at}]`,
      })),
    }));
    return { ...section, table: { ...section.table, rows } };
  });
  const { page } = await open({ samples: [{ ...sample, view: { ...sample.view, sections } }] });
  await page.evaluate(() => {
    const drawn: number[] = [];
    Object.assign(globalThis, { drawn });
    const count = (): void => {
      const now = document.querySelectorAll('article tbody').length;
      if (now > 0 && drawn.at(-1) !== now) drawn.push(now);
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  await page.evaluate(() => (location.hash = '#/review/PRACTICA-CL-2026-000101'));
  await expect(page.locator('article tbody')).toHaveCount(2_000, { timeout: 20_000 });
  const portions = await page.evaluate(() => (globalThis as unknown as { drawn: number[] }).drawn);
  expect(portions.length, `drawn in steps of ${portions.join(', ')}`).toBeGreaterThan(2);
  await page.locator('article tbody').last().scrollIntoViewIfNeeded();
  await expect(page.locator('article tbody').last()).toContainText('2000');
});

test('two quick presses approve one certificate, and a key held down no more: the next one was not seen yet', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  const states = (): string[] => ['101', '102', '103'].map((number) => station.stateOf(`PRACTICA-CL-2026-000${number}`) ?? '');
  const approve = page.getByRole('button', { name: 'Aprobar y seguir' });
  await expect(approve).toBeEnabled();
  const second = await pressAt(page, 'PRACTICA-CL-2026-000102', { key: 'a', altKey: true });
  await page.keyboard.press('Alt+a');
  await second();
  await expect(approve).toBeEnabled();
  expect(states()).toEqual(['approved', 'inReview', 'pending']);

  await page.keyboard.down('Alt');
  for (let i = 0; i < 3; i++) {
    await page.keyboard.down('a'); // the second and later ones are a key held down
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000103');
    await expect(approve).toBeEnabled();
  }
  await page.keyboard.up('a');
  await page.keyboard.up('Alt');
  expect(states()).toEqual(['approved', 'approved', 'inReview']);
});

test('a double press of the mouse on the button approves one certificate', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  const approve = page.getByRole('button', { name: 'Aprobar y seguir' });
  const second = await pressAt(page, 'PRACTICA-CL-2026-000102', { button: 'Aprobar y seguir' });
  await approve.click();
  await second();
  await expect(approve).toBeEnabled();
  expect(station.stateOf('PRACTICA-CL-2026-000102')).toBe('inReview');
});

test('a key that can do nothing here says what comes first', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeEnabled();
  await page.keyboard.press('s');
  await expect(page.getByRole('status').filter({ hasText: 'Antes de firmarlo, apruébelo: Alt+A.' })).toBeVisible();
  await page.keyboard.press('Alt+a');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Firmar ahora' })).toBeEnabled();
  await page.keyboard.press('Alt+a');
  await expect(page.getByRole('status').filter({ hasText: 'Ya está aprobado. Fírmelo ahora: S.' })).toBeVisible();
  await page.keyboard.press('Alt+r');
  await expect(page.getByRole('status').filter({ hasText: 'Para rechazarlo, retire antes la aprobación' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.evaluate(() => (location.hash = '#/review/PRACTICA-PE-2026-000403'));
  await expect(page.getByRole('button', { name: 'Rechazar…' })).toBeEnabled();
  await page.keyboard.press('s');
  await expect(page.getByRole('status').filter({ hasText: 'Los motivos están junto al certificado.' })).toBeVisible();
});

test('the key that signs is answered as soon as the approval of the key before it shows, and not where it was refused', async ({
  open,
}) => {
  const { page, station } = await open();
  const [first, ...others] = await inboxOf(station);
  for (const id of others) {
    await station.call('openReview', { id });
    await station.call('decline', { id, reason: 'No corresponde.' });
  }
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  await expect(page.getByRole('button', { name: 'Aprobar', exact: true })).toBeEnabled();

  station.failNext('approve', { code: 'storeFull' });
  const refuseNow = station.holdNext('approve');
  for (const key of ['Alt+a', 's']) await page.keyboard.press(key);
  refuseNow();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Aprobar', exact: true })).toBeEnabled();

  const showNow = station.holdNext('openReview');
  await page.keyboard.press('Alt+a');
  await expect(page.getByText(`${first} quedó aprobado.`)).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first ?? '');
  showNow();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeFocused();
});

async function inboxOf(station: FakeStation): Promise<readonly string[]> {
  const all = await station.call('work', { box: 'inbox' });
  return all.ok ? (all.value as { rows: { id: string }[] }).rows.map(({ id }) => id) : [];
}
