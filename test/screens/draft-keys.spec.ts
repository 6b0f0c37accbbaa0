import type { Page } from '@playwright/test';
import type { FakeStation } from '#test/fakes/station.ts';
import { expect, test } from '#test/screens/window.ts';

const named = (station: FakeStation, wanted: string) => station.calls.filter(({ name }) => name === wanted);
const saved = (station: FakeStation) =>
  (named(station, 'saveDraft').at(-1)?.request as { values: Record<string, string> } | undefined)?.values;

/** A draft that lacks nothing. */
async function completeDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Usar como base' }).click();
  await page.getByLabel('Número', { exact: true }).fill('PRACTICA-CL-2026-000903');
  await page.getByLabel('Fecha de emisión').fill('2026-11-22T10:30');
  await expect(page.getByRole('button', { name: 'Terminar y revisar' })).toBeEnabled();
}

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
  await expect.poll(() => saved(station)).toBeDefined();
});

test('decimals after a comma are understood by the keys that write the next row and go on, too', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  await page.getByLabel(/^Peso neto/).fill('90,5');
  await page.keyboard.press('Control+d');
  await expect.poll(() => saved(station)).toMatchObject({ 'lines[0].netWeight': '90.5', 'lines[1].netWeight': '90.5' });
});

test('the key that goes on does nothing behind a dialog', async ({ open }) => {
  const { page, station } = await open({ at: '#/certificate/out-receivedWithErrors' });
  await completeDraft(page);
  await page.getByRole('button', { name: 'Guardar como plantilla…' }).click();
  await page.getByLabel('Nombre de la plantilla').fill('Uvas');
  await page.keyboard.press('Alt+s');
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).press('Enter');
  await expect(page.getByText('La plantilla quedó guardada.')).toBeVisible();
  expect(named(station, 'finishDraft')).toEqual([]);
});

test('two quick presses of the key that goes on make one certificate', async ({ open }) => {
  const { page, station } = await open({ at: '#/certificate/out-receivedWithErrors' });
  await completeDraft(page);
  await page.evaluate(() => {
    for (let i = 0; i < 2; i++) dispatchEvent(new KeyboardEvent('keydown', { key: 's', altKey: true }));
  });
  await page.waitForURL(/#\/review\//);
  expect(named(station, 'finishDraft')).toHaveLength(1);
});

test('a letter typed with AltGr, which Windows sends as Ctrl and Alt, neither reads a number half written nor saves', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const weight = page.getByLabel(/^Peso neto/);
  await weight.fill('90,5');
  const isTyped = await weight.evaluate((field) => {
    const ctrl = { ctrlKey: true, bubbles: true, cancelable: true };
    const altGr = { ...ctrl, altKey: true, modifierAltGraph: true };
    const keys = [
      { key: 'Control', ...ctrl },
      { key: 'AltGraph', ...altGr },
      { key: 's', ...altGr },
    ];
    return keys.every((key) => field.dispatchEvent(new KeyboardEvent('keydown', key)));
  });
  expect(isTyped).toBe(true);
  await expect(weight).toHaveValue('90,5');
});

test('a number that is selected is copied, and gives way to what is pasted', async ({ open }) => {
  const { page } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const number = page.getByLabel('Número', { exact: true });
  await number.fill('300');
  for (const key of ['Control+a', 'Control+x']) await page.keyboard.press(key);
  const weight = page.getByLabel(/^Peso neto/);
  await weight.pressSequentially('12,5');
  for (const key of ['Shift+Home', 'Control+v']) await page.keyboard.press(key);
  await expect(weight).toHaveValue('300');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await weight.pressSequentially('12,5');
  for (const key of ['Shift+Home', 'Control+c']) await page.keyboard.press(key);
  await number.focus();
  await page.keyboard.press('Control+v');
  await expect(number).toHaveValue('12,5');
});

test('decimals after a comma are saved as the document says them, and the field stays as it is being written', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts' });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const weight = page.getByLabel(/^Peso neto/);
  for (const [written, key] of [
    ['90,5', 'Control+s'],
    ['91,5', 'Meta+s'],
  ] as const) {
    await weight.fill(written);
    await page.keyboard.press(key);
    await expect.poll(() => saved(station)).toMatchObject({ 'lines[0].netWeight': written.replace(',', '.') });
    await expect(weight).toHaveValue(written);
  }
});

test('the key that goes on takes decimals after a comma for no mistake', async ({ open }) => {
  const { page, station } = await open({ at: '#/certificate/out-receivedWithErrors' });
  await completeDraft(page);
  await page.getByLabel(/^Peso neto/).fill('90,5');
  await page.keyboard.press('Alt+s');
  await page.waitForURL(/#\/review\//);
  expect(saved(station)).toMatchObject({ 'lines[0].netWeight': '90.5' });
});

test('the key that goes on judges by what was just written', async ({ open }) => {
  const { page, station } = await open({ at: '#/certificate/out-receivedWithErrors' });
  await completeDraft(page);
  const issued = page.getByLabel('Fecha de emisión');
  await issued.fill('1926-11-22T10:30');
  await page.getByLabel('Número', { exact: true }).focus();
  await page.keyboard.press('Alt+s');
  await expect(issued).toBeFocused();
  expect(named(station, 'finishDraft')).toEqual([]);
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

test('what is typed while a contingency number is on its way stays beside it', async ({ open }) => {
  const current = { id: 'c-1', reason: 'Corte', declaredAt: new Date().toISOString(), declaredBy: 'Funcionaria de Práctica', issued: 0 };
  const contingency = { state: 'declared', current } as const;
  const { page, station } = await open({ at: '#/drafts', line: 'down', contingency, numbers: ['CL-C851-0000007'] });
  await page.getByRole('button', { name: /^Empezar: Certificado fitosanitario/ }).click();
  const answerNow = station.holdNext('contingencyNumber');
  await page.getByRole('button', { name: 'Poner un número de contingencia' }).click();
  await expect.poll(() => named(station, 'contingencyNumber')).toHaveLength(1);
  const exporter = page.getByRole('region', { name: 'Exportador' }).getByLabel('Nombre');
  await exporter.fill('Exportadora de Ensayo');
  answerNow();
  await expect(page.getByLabel('Número', { exact: true }).first()).toHaveValue('CL-C851-0000007');
  await expect(exporter).toHaveValue('Exportadora de Ensayo');
  await expect
    .poll(() => saved(station))
    .toMatchObject({ 'certificate.number': 'CL-C851-0000007', 'exporter.name': 'Exportadora de Ensayo' });
});
