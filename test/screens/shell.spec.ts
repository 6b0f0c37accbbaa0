import { failureTexts } from '#core/text/failures.ts';
import { noTokens, oneToken } from '#test/fakes/station-tokens.ts';
import { expect, picture, settled, test } from '#test/screens/window.ts';

test('language and theme change at once, without a restart', async ({ open }) => {
  const { page } = await open({ at: '#/settings' });
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
  await expect(page.getByText('Setting saved.')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('what policy fixes cannot be changed and says so', async ({ open }) => {
  const { page, station } = await open({ at: '#/settings', settings: { locked: ['gatewayUrl', 'modules'] } });
  await expect(page.getByText('Fijado por la política de su institución').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Dirección/ })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: /^Nombre del funcionario/ })).toBeEnabled();
  const user = page.getByRole('textbox', { name: /^Usuario/ });
  await user.fill('otra');
  await user.press('Enter');
  await expect(page.getByText('Ajuste guardado.')).toBeVisible();
  const sent = station.calls.find(({ name }) => name === 'changeSettings')?.request;
  expect(sent).toMatchObject({ gatewayUser: 'otra' });
  expect(sent).not.toHaveProperty('gatewayUrl', expect.anything());
  await picture(page, 'settings-locked-es-light');
});

test('the policy shows each value, where it came from, and what of it was refused', async ({ open }) => {
  const row = { key: 'gateway.url', value: 'https://ventanilla.ejemplo', place: '/etc/rubrica/policy.json', isHeld: true };
  const sentence = { es: 'log.level: el valor no sirve', en: 'log.level: the value cannot be used' };
  const { page } = await open({
    at: '#/settings',
    policy: {
      isReplaced: false,
      rows: [
        { ...row, source: 'machine' },
        { ...row, key: 'updates.mode', value: 'on', source: 'user' },
        { ...row, key: 'log.level', value: 'info', source: 'default', place: null },
      ],
      problems: [{ kind: 'badValue', key: 'log.level', source: 'machine', place: row.place, sentence }],
    },
  });
  const policy = page.getByRole('region', { name: 'Política vigente' });
  await expect(policy.getByRole('row', { name: /Dirección de la ventanilla.*https:\/\/ventanilla\.ejemplo.*Equipo/ })).toBeVisible();
  await expect(policy.getByRole('row', { name: /updates\.mode.*Usuario/ })).toBeVisible();
  await expect(policy.getByText('log.level: el valor no sirve')).toBeVisible();
  await policy.getByText('Todos los valores').click();
  await expect(policy.getByRole('row', { name: /Detalle del registro.*info.*Por defecto/ })).toBeVisible();
  await picture(page, 'settings-policy-es-light');
});

test('a wrong address is told before it is saved', async ({ open }) => {
  const { page } = await open({ at: '#/settings' });
  await page.getByRole('textbox', { name: /^Dirección/ }).fill('http://ejemplo');
  await expect(page.getByText('Escriba una dirección completa que empiece por https://')).toBeVisible();
});

test('a token put in or taken out shows in the header without a restart', async ({ open }) => {
  const { page, station } = await open({ tokens: noTokens });
  const chip = page.locator('header a[href="#/tokens"]');
  await expect(chip).toContainText('Sin token');
  station.setTokens(oneToken);
  await expect(chip).toContainText('Token: PRACTICA');
  const [token] = oneToken.tokens;
  if (token) station.setTokens({ ...oneToken, tokens: [{ ...token, pin: { ...token.pin, state: 'locked' } }] });
  await expect(chip).toContainText('PIN bloqueado');
  await chip.click();
  await expect(page.getByText('Quien emitió el token debe desbloquearlo o reponerlo.')).toBeVisible();
  await picture(page, 'tokens-locked-es-light');
});

test('a failure shows its title, its advice and its one action, in the language of the person', async ({ open }) => {
  const { page, station } = await open({ settings: { language: 'en' } });
  station.failNext('syncNow', { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' });
  await page.getByRole('button', { name: 'Send and receive now' }).click();
  const alert = page.getByRole('alert');
  const text = failureTexts.en.gatewayUnreachable;
  await expect(alert).toContainText(text.title);
  await expect(alert).toContainText('is sent by itself when the line returns. (ECONNREFUSED)');
  await alert.getByRole('button', { name: text.action }).click();
  await expect(alert).toHaveCount(0);
  await expect.poll(() => station.calls.filter((call) => call.name === 'syncNow')).toHaveLength(2);
});

test('what failed on a screen ends with it; what concerns the station stays until it was read', async ({ open }) => {
  const { page, station } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  const alert = (code: 'reviewChanged' | 'gatewayUnreachable') => page.getByRole('alert').filter({ hasText: failureTexts.es[code].title });
  station.failNext('syncNow', { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' });
  await page.getByRole('button', { name: 'Enviar y recibir ahora' }).click();
  station.failNext('approve', { code: 'reviewChanged' });
  await page.getByRole('button', { name: 'Aprobar y seguir' }).click();
  await expect(alert('reviewChanged')).toBeVisible();
  await expect(alert('gatewayUnreachable')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('PRACTICA-CL-2026-000101');
  await expect(alert('reviewChanged')).toHaveCount(0);
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  await expect(alert('gatewayUnreachable')).toBeVisible();
});

for (const at of [
  'inbox',
  'review/PRACTICA-CL-2026-000101',
  'outbox',
  'certificate/out-received',
  'incoming',
  'report/inc-valid',
  'monitor',
  'tokens',
  'settings',
]) {
  test(`every control has a name a screen reader can say: ${at}`, async ({ open }) => {
    const { page } = await open({ at: `#/${at}` });
    await settled(page);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea, [role="grid"], [role="region"]')]
        .filter((element) => {
          const labelled = element
            .getAttribute('aria-labelledby')
            ?.split(' ')
            .some((id) => document.getElementById(id)?.textContent);
          const label = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])].some((one) => one.textContent) : false;
          return !element.getAttribute('aria-label') && !labelled && !label && !element.textContent?.trim();
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });
}

test('a page of the network in the gateway’s place is called that, with what to do about it', async ({ open }) => {
  const { page } = await open({ line: 'down', lineCode: 'gatewayIsSomethingElse' });
  const chip = page.locator('header').getByRole('status').getByRole('link');
  await expect(chip).toContainText('Contesta otra cosa');
  await expect(chip).toHaveAttribute('title', /página de acceso de una red o un proxy/);
});

test('a window that was open before shows its frame as it looked, and no row and no empty list before the station answers', async ({
  open,
}) => {
  const { page } = await open({ settings: { language: 'en', theme: 'dark' } });
  await expect(page.locator('#row-0')).toBeVisible();
  await page.addInitScript(() => {
    const window = globalThis as unknown as { rubrica: { call(...words: unknown[]): Promise<unknown> }; answer(): void };
    const { call } = window.rubrica;
    const asked = new Promise<void>((resolve) => (window.answer = resolve));
    window.rubrica.call = async (...words) => asked.then(() => call(...words));
  });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('To sign');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('row')).toHaveCount(1);
  await page.evaluate(() => (globalThis as unknown as { answer(): void }).answer());
  await expect(page.locator('#row-0')).toBeVisible();
});

test('a screen that cannot be read from the disk says so in its place, the others are reached, and loading the window again mends it', async ({
  open,
  page,
  troubles,
}) => {
  await page.route('**/assets/monitor-*.js', (request) => request.abort());
  const { station } = await open();
  await page.getByRole('link', { name: 'Seguimiento' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Esta pantalla no se pudo mostrar');
  await expect(page.getByRole('alert')).toContainText('Nada de lo guardado se perdió.');
  // the log is told of it, without a word of what stood on the screen
  await expect
    .poll(() => station.calls.find(({ name }) => name === 'notDrawn')?.request)
    .toMatchObject({ screen: 'monitor', error: 'TypeError' });
  await picture(page, 'not-shown-es-light');
  await page.getByRole('link', { name: /^Salida/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  await page.getByRole('link', { name: 'Seguimiento' }).click();
  await page.unroute('**/assets/monitor-*.js');
  await page.getByRole('button', { name: 'Volver a cargar la ventana' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Seguimiento');
  expect(troubles.join()).toMatch(/monitor|ERR_FAILED/);
  // that the file was missing is what this test is about
  troubles.length = 0;
});
