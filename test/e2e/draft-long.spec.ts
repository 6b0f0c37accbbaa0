import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';

const pictures = join(root, 'screenshots/e2e');
mkdirSync(pictures, { recursive: true });

const count = 2000;
const number = 'PRACTICA-CL-2026-000101';

/** The product's own sample with its line again and again, each under its own number. */
function longCertificate(): Uint8Array {
  const text = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), 'utf8');
  const line = /<(\w+:)?IncludedSPSTradeLineItem>[\s\S]*?<\/(\w+:)?IncludedSPSTradeLineItem>/.exec(text)?.[0];
  if (line === undefined) throw new Error('the sample has no line');
  const lines = Array.from({ length: count }, (_, i) => line.replace(/(<(?:\w+:)?SequenceNumeric>)\d+/, `$1${i + 1}`));
  const from = text.indexOf(line);
  const to = text.lastIndexOf('IncludedSPSTradeLineItem>') + 'IncludedSPSTradeLineItem>'.length;
  return new TextEncoder().encode(text.slice(0, from) + lines.join('\n') + text.slice(to));
}

const limitMs = 100;

test('a certificate of 2,000 lines is judged and reviewed while the window answers within 100 ms', async () => {
  const { page, practice, close } = await launchApp({ work: [] });
  try {
    await expect(page.getByText('Con línea')).toBeVisible();
    await watch(page);
    practice.gateway.admin.addWork({ bytes: longCertificate(), country: 'CL', dueAt: new Date(Date.now() + 86_400_000).toISOString() });
    await page.getByRole('button', { name: 'Enviar y recibir ahora' }).click();
    await expect(page.getByText(number)).toBeVisible({ timeout: 30_000 });
    expect((await measured(page)).task).toBeLessThan(limitMs);

    // the best of three: a machine that does other things makes any one of them longer, none of them shorter
    const reviews: Measured[] = [];
    for (let again = 0; again < 3; again += 1) {
      await measured(page);
      await page.getByText(number).dblclick();
      await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible({ timeout: 30_000 });
      for (let i = 0; i < 60; i += 1) await page.keyboard.press(i % 2 === 0 ? 'Tab' : 'Shift+Tab');
      await expect(page.locator('article tbody').last()).toContainText(String(count), { timeout: 30_000 });
      if (again === 0) await page.screenshot({ path: join(pictures, 'long-review.png') });
      reviews.push(await measured(page));
      await page.keyboard.press('Escape');
    }
    test.info().annotations.push({ type: 'each review', description: JSON.stringify(reviews) });
    expect(Math.min(...reviews.map(({ task }) => task))).toBeLessThan(limitMs);
    expect(Math.min(...reviews.map(({ input }) => input))).toBeLessThan(limitMs);
  } finally {
    await page.screenshot({ path: join(pictures, 'long-last.png') }).catch(() => null);
    await close();
  }
});

type Measured = { task: number; input: number; answer: number };

/** Chromium's own measures: the longest task of the page's thread, the longest wait of an input; and of the station, a call every 50 ms. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const record = { task: 0, input: 0, answer: 0 };
    const window = globalThis as unknown as { record: typeof record; rubrica: { call(name: string, body: unknown): Promise<unknown> } };
    window.record = record;
    const on = (type: string, key: 'task' | 'input', options: object): void =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) record[key] = Math.max(record[key], entry.duration);
      }).observe({ type, ...options });
    on('longtask', 'task', {});
    on('event', 'input', { durationThreshold: 16 });
    setInterval(() => {
      const at = performance.now();
      void window.rubrica.call('status', {}).then(() => (record.answer = Math.max(record.answer, performance.now() - at)));
    }, 50);
  });
}

/** The longest since the last time. */
function measured(page: Page): Promise<Measured> {
  return page.evaluate(() => {
    const window = globalThis as unknown as { record: Measured };
    const now = { ...window.record };
    Object.assign(window.record, { task: 0, input: 0, answer: 0 });
    return now;
  });
}
