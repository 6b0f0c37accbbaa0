import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, screenshots, test } from '#test/screens/window.ts';

const pdftotext = '/usr/bin/pdftotext';

/** Words without the line breaks a page puts in. */
const flat = (text: string): string => text.replaceAll(/[\s\u00AD]+/g, '');

test(`the PDF says what the document says, value by value${existsSync(pdftotext) ? '' : ' (not read: pdftotext is not installed)'}`, async ({
  open,
  samples,
}) => {
  const { page, pdfs } = await open({ at: '#/certificate/out-sent', settings: { theme: 'dark' } });
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  await expect(page.getByText(/^Guardado en/)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('[data-print-sheet]')).toHaveCount(0);
  const [pdf] = pdfs;
  if (!pdf) throw new Error('no PDF was made');
  mkdirSync(screenshots, { recursive: true });
  writeFileSync(resolve(screenshots, 'certificate.pdf'), pdf);
  if (!existsSync(pdftotext)) return;
  const text = flat(spawnSync(pdftotext, ['-raw', '-', '-'], { input: pdf }).stdout.toString());
  const shown = await page.locator('article [class*="value"], article td').allTextContents();
  expect(shown.length).toBeGreaterThan(20);
  const missing = shown.map(flat).filter((value) => value !== '' && !text.includes(value));
  expect(missing).toEqual([]);
  const digest = samples.map((sample) => `sha256:${sample.sha256}`).find((one) => text.includes(one));
  expect(digest).toBeDefined();
  expect(text).not.toContain('Porfirmar');
});

test('a copy the exchange has not confirmed says so on paper', async ({ open }) => {
  const { page, pdfs } = await open({ at: '#/certificate/out-queued' });
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  await expect.poll(() => pdfs.length).toBe(1);
  if (!existsSync(pdftotext)) return;
  const text = spawnSync(pdftotext, ['-raw', '-', '-'], { input: pdfs[0] }).stdout.toString();
  expect(text.toLowerCase()).toContain('copia de contingencia');
});
