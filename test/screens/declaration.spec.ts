import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, expectNoSideways, picture, screenshots, test } from '#test/screens/window.ts';

const pdftotext = '/usr/bin/pdftotext';
/** Words without the line breaks a page puts in. */
const flat = (text: string): string => text.replaceAll(/[\s\u00AD]+/g, '');
const number = 'PRACTICA-CL-2026-000151';

test('a customs declaration is reviewed as its paper: parties, countries, items with their packages and documents', async ({ open }) => {
  const { page } = await open({ at: `#/review/${number}` });
  const paper = page.getByRole('article', { name: 'Declaración de exportación' });
  await expect(paper).toContainText(number);
  for (const [region, words] of [
    ['Declarante', 'Frutas de Ensayo del Valle S.A.'],
    ['Países y transporte', 'marítimo'],
    ['Mercancías', 'Uva de mesa fresca, Red Globe'],
  ] as const)
    await expect(paper.getByRole('region', { name: region })).toContainText(words);
  await expect(paper.getByRole('region', { name: 'Mercancías' })).toContainText('2300');
  await expectNoSideways(page);
  await picture(page, 'review-declaration-es-light');
});

test('a customs declaration is written from nothing by keyboard, told at its fields and shown as paper', async ({ open }) => {
  const { page, station } = await open({ at: '#/drafts', settings: { language: 'en', theme: 'dark' } });
  await page.getByRole('button', { name: /^Begin: Customs declaration/ }).click();
  const fill = async (group: string, label: string | RegExp, value: string): Promise<void> => {
    const field = page.getByRole('region', { name: group, exact: true }).getByLabel(label).first();
    await field.focus();
    await page.keyboard.type(value);
    await page.keyboard.press('Tab');
  };
  await fill('Declaration', 'Number', 'PRACTICA-CL-2026-000950');
  await fill('Declaration', 'Customs office', 'CL-ENSAYO-34');
  for (const group of ['Declarant', 'Exporter', 'Importer']) await fill(group, 'Name', `Ensayo ${group}`);
  await fill('Shipment', 'Country of export', 'CL');
  await fill('Shipment', 'Country of destination', 'CL');
  await expect(page.getByText('The country of export and of destination are the same (CL). Check the destination.').first()).toBeVisible();
  await fill('Goods', 'Description of goods', 'Uva fresca');
  await fill('Goods', 'Tariff classification', '080610');
  await fill('Goods', 'Country of origin', 'CL');
  await page.getByLabel('Date of declaration').fill('2026-11-22T10:30');
  await expect(page.getByText('Ready to be reviewed and signed')).toBeVisible();
  await expectNoSideways(page);
  await picture(page, 'draft-declaration-en-dark');
  await page.getByText('Preview', { exact: true }).click();
  await expect(page.getByRole('article', { name: 'Export declaration' })).toContainText('PRACTICA-CL-2026-000950');
  await picture(page, 'draft-declaration-preview-en-dark');
  const saved = () => station.calls.filter((call) => call.name === 'saveDraft').at(-1)?.request as { values: Record<string, string> };
  await expect
    .poll(() => saved().values)
    .toMatchObject({ 'declaration.type': '830', 'items[0].tariff': '080610', 'shipment.exportCountry': 'CL' });
});

test(`a customs declaration on paper says what it says, value by value${existsSync(pdftotext) ? '' : ' (not read: pdftotext is not installed)'}`, async ({
  open,
}) => {
  const { page, pdfs } = await open({ at: `#/certificate/${number}` });
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  await expect.poll(() => pdfs.length).toBe(1);
  const [pdf] = pdfs;
  if (!pdf || !existsSync(pdftotext)) return;
  writeFileSync(resolve(screenshots, 'declaration.pdf'), pdf);
  const text = flat(spawnSync(pdftotext, ['-raw', '-', '-'], { input: pdf }).stdout.toString());
  const shown = await page.locator('article [class*="value"], article td').allTextContents();
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.map(flat).filter((value) => !text.includes(value))).toEqual([]);
});
