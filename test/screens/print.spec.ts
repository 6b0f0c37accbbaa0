import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { create } from 'qrcode';
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

test('a copy the gateway has not confirmed says so on paper', async ({ open }) => {
  const { page, pdfs } = await open({ at: '#/certificate/out-queued' });
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  await expect.poll(() => pdfs.length).toBe(1);
  if (!existsSync(pdftotext)) return;
  const text = spawnSync(pdftotext, ['-raw', '-', '-'], { input: pdfs[0] }).stdout.toString();
  expect(text.toLowerCase()).toContain('copia de contingencia');
});

test('a copy of what a country in contingency has not answered says so on paper, though the gateway has it', async ({ open }) => {
  const current = { id: 'c-1', reason: 'x', declaredAt: new Date().toISOString(), declaredBy: 'Ana', issued: 1 };
  const outage = { why: 'silent', since: current.declaredAt, state: 'declared', offeredAt: null, unanswered: 1, mayClose: false } as const;
  const countries = ['CL', 'MX', 'PE'].map((country) => ({ country, current, ...outage }));
  const { page, pdfs } = await open({ at: '#/certificate/out-sent', contingency: { countries } });
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  await expect.poll(() => pdfs.length).toBe(1);
  if (!existsSync(pdftotext)) return;
  const text = flat(spawnSync(pdftotext, ['-raw', '-', '-'], { input: pdfs[0] }).stdout.toString().toLowerCase());
  expect(text).toMatch(/copiadecontingenciapara\S+:laventanillalatiene,elpaísaúnnoacusarecibo/);
});

test('the QR carries number, digest, signer and where to ask, as they stand beside it in words', async ({ open }) => {
  const { page, pdfs } = await open({ at: '#/certificate/out-sent' });
  // the sheet is in the page only while it is printed
  const sheet = page.evaluate(
    () =>
      new Promise<{ facts: string[]; modules: string }>((resolve) => {
        new MutationObserver((_, observer) => {
          const found = document.querySelector('[data-print-sheet]');
          const modules = found?.querySelector('svg[role="img"] path')?.getAttribute('d');
          if (!found || !modules) return;
          observer.disconnect();
          resolve({ facts: [...found.querySelectorAll('dd')].map(({ textContent }) => textContent ?? ''), modules });
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
  await page.getByRole('button', { name: 'Guardar PDF…' }).click();
  const { facts, modules } = await sheet;
  const [number = '', , digest = '', , fingerprint = ''] = facts;
  expect([number, digest, fingerprint]).toEqual([
    expect.stringMatching(/^PRACTICA-/),
    expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
  const carried = ['RUBRICA 1', `N=${number}`, `D=${digest}`, `F=${fingerprint}`, 'G=https://127.0.0.1:8443'].join('\n');
  expect(drawn(modules)).toEqual(modulesOf(carried));
  await expect.poll(() => pdfs.length).toBe(1);
});

/** Each dark square as `column row`, four squares of quiet around them taken off. */
function drawn(path: string): string[] {
  return [...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, column, row]) => `${Number(column) - 4} ${Number(row) - 4}`);
}

function modulesOf(text: string): string[] {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) if (modules.get(row, column)) squares.push(`${column} ${row}`);
  }
  return squares;
}
