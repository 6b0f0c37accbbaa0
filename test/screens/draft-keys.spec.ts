import type { FakeStation } from '#test/fakes/station.ts';
import { expect, test } from '#test/screens/window.ts';

const named = (station: FakeStation, wanted: string) => station.calls.filter(({ name }) => name === wanted);
const saved = (station: FakeStation) =>
  (named(station, 'saveDraft').at(-1)?.request as { values: Record<string, string> } | undefined)?.values;

test('a number emptied to be written anew keeps the cursor where it is', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page
    .getByRole('button', { name: /^Empezar: Certificado de origen/ })
    .first()
    .click();
  await expect(page.getByLabel('Código del acuerdo')).toBeFocused();
  const number = page.getByLabel('Factura', { exact: true });
  const title = page.getByRole('heading', { level: 1 });
  const untitled = await title.textContent();
  await number.fill('CO-1');
  await expect(title).toHaveText('CO-1');
  await number.fill('');
  await expect(title).toHaveText(untitled ?? '');
  await expect(number).toBeFocused();
  expect(saved(station)).toBeDefined();
});

test('decimals after a comma are understood by the keys that write the next row and go on, too', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByLabel(/^Peso neto/).fill('90,5');
  await page.keyboard.press('Control+d');
  await expect.poll(() => saved(station)).toMatchObject({ 'lines[0].netWeight': '90.5', 'lines[1].netWeight': '90.5' });
});

test('the last row of a group that may be empty, removed by keyboard, leaves the focus where the next is added', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const containers = page.getByRole('region', { name: 'Contenedores y precintos' });
  const add = containers.getByRole('button', { name: 'Añadir fila' });
  await add.press('Enter');
  await expect(containers.getByLabel('Contenedor')).toBeFocused();
  await containers.getByRole('button', { name: 'Quitar fila' }).press('Enter');
  await expect(add).toBeFocused();
});
