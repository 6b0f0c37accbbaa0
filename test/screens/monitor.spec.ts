import { expect, picture, test } from '#test/screens/window.ts';

test('the monitor says what is late against the agreed times, by day or month, for one official', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  await expect(page.getByText('3 h de atraso')).toHaveCount(1);
  await page.getByText('Día', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Certificados por hora, último día' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Añadir un país' }).selectOption('PE');
  const hours = page.getByRole('textbox', { name: 'Horas acordadas: Perú' });
  await hours.fill('12');
  await hours.press('Enter');
  await expect
    .poll(() => station.calls.findLast((call) => call.name === 'changeSettings')?.request)
    .toEqual({
      agreedHours: { '*': 48, PE: 12 },
    });
  await page.getByRole('combobox', { name: 'Funcionario' }).selectOption({ label: 'Inspector de Práctica' });
  const incomplete = page.getByRole('region', { name: 'Lo que no se ha completado' });
  await expect(incomplete.getByRole('cell', { name: 'Inspector de Práctica' }).first()).toBeVisible();
  await expect(incomplete.getByRole('cell', { name: 'Funcionaria de Práctica' })).toHaveCount(0);
  await picture(page, 'monitor-one-official');
});

for (const [language, { sent, late }] of [
  ['es', { sent: 'Enviado', late: 'Con atraso' }],
  ['en', { sent: 'Sent', late: 'Late' }],
] as const) {
  test(`how late a certificate is stands whole in the list of all: ${language}`, async ({ open }) => {
    const { page } = await open({ at: '#/all/out-sent', settings: { language } });
    const row = page.getByRole('row', { name: sent });
    await expect(row.getByText('3 h')).toBeVisible();
    const heading = page.getByRole('columnheader', { name: late });
    for (const words of [row.getByText('3 h'), heading])
      expect(await words.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await picture(page, `all-late-${language}-light`);
  });
}

test('an agreed time that is none is refused at its field in words, and the earlier one holds', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  const hours = page.getByRole('textbox', { name: 'Horas acordadas: Los demás países' });
  for (const typed of ['0', '-5', '1.5', '']) {
    await hours.fill(typed);
    await hours.press('Enter');
    await expect(page.getByText('Escriba un número entero entre 1 y 8760.')).toBeInViewport();
    await expect(hours).toHaveAccessibleDescription('Escriba un número entero entre 1 y 8760.');
  }
  await picture(page, 'monitor-agreed-refused-es-light');
  await hours.fill('72');
  await expect(page.getByText('Escriba un número entero entre 1 y 8760.')).toHaveCount(0);
  await hours.press('Enter');
  await expect
    .poll(() => station.calls.filter(({ name }) => name === 'changeSettings').map(({ request }) => request))
    .toEqual([{ agreedHours: { '*': 72 } }]);
});

test('all certificates are narrowed, kept as a view, and taken away as they stand', async ({ open }) => {
  const { page, station, saved } = await open({ at: '#/all', extra: 10_000 });
  const rows = page.getByRole('row');
  await expect(page.getByText(/10\.0\d\d certificados/)).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  await page.getByText('En camino', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Funcionario' }).selectOption({ label: 'Funcionaria de Práctica' });
  await expect
    .poll(() => station.calls.findLast((call) => call.name === 'work')?.request)
    .toMatchObject({
      box: 'all',
      official: 'CN=Funcionaria de Práctica,O=Autoridad',
      states: ['queued', 'sending', 'unconfirmed', 'sent'],
    });
  await page.getByRole('textbox', { name: 'Nombre de la vista' }).fill('Lo mío en camino');
  await page.getByRole('button', { name: 'Guardar la vista' }).click();
  await expect(page.getByRole('button', { name: 'Lo mío en camino', exact: true })).toBeVisible();
  await page.getByText('Todos', { exact: true }).click();
  await page.getByRole('button', { name: 'Lo mío en camino', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'En camino' })).toBeChecked();
  await page.getByRole('button', { name: 'Exportar Excel' }).click();
  await expect(page.getByText(/Se exportaron .* certificados/)).toBeVisible();
  expect(saved[0]?.size).toBe(3);
  expect(station.calls.find((call) => call.name === 'exportWork')?.request).toMatchObject({
    format: 'xlsx',
    language: 'es',
    official: 'CN=Funcionaria de Práctica,O=Autoridad',
  });
});

test('a view kept while the earlier ones are still on their way leaves them there', async ({ open }) => {
  const view = { name: 'La de siempre', filter: { stage: 'done' as const } };
  const { page, station } = await open({ settings: { views: [view] } });
  const answerNow = station.holdNext('settings');
  await page.evaluate(() => (location.hash = '#/all'));
  await page.getByText('En camino', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Nombre de la vista' }).fill('Lo mío');
  await page.getByRole('button', { name: 'Guardar la vista' }).click();
  const kept = () => station.calls.findLast((call) => call.name === 'changeSettings')?.request;
  await expect.poll(kept).toMatchObject({ views: [view, { name: 'Lo mío' }] });
  answerNow();
  await expect(page.getByRole('button', { name: 'La de siempre', exact: true })).toBeVisible();
});

test('an agreed time goes on being written while it is kept: the cursor stays, and no figure is lost', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  const hours = page.getByRole('textbox', { name: 'Horas acordadas: Los demás países' });
  const kept = () => station.calls.filter(({ name }) => name === 'changeSettings').map(({ request }) => request);
  await hours.fill('7');
  const answerNow = station.holdNext('changeSettings');
  await page.keyboard.press('Enter');
  await expect.poll(kept).toEqual([{ agreedHours: { '*': 7 } }]);
  const asked = station.calls.length;
  await page.keyboard.press('2');
  answerNow();
  await expect.poll(() => station.calls.slice(asked).some(({ name }) => name === 'settings')).toBe(true);
  await page.keyboard.press('0');
  await expect(hours).toHaveValue('720');
  await expect(hours).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(kept).toEqual([{ agreedHours: { '*': 7 } }, { agreedHours: { '*': 720 } }]);
  await expect(hours).toBeFocused();
});

test('an agreed time and a kept view that are taken away leave the focus where one was', async ({ open }) => {
  const views = [{ name: 'Lo mío', filter: { stage: 'done' as const } }];
  const { page } = await open({ at: '#/monitor', settings: { views, agreedHours: { '*': 48, CO: 24, PE: 12 } } });
  const time = page.getByRole('button', { name: 'Quitar el plazo de Perú' });
  await time.press('Enter');
  await expect(time).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Horas acordadas: Colombia' })).toBeFocused();
  await page.evaluate(() => (location.hash = '#/all'));
  const view = page.getByRole('button', { name: 'Quitar la vista Lo mío' });
  await view.press('Enter');
  await expect(view).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});
