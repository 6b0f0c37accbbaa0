import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { launchApp } from '#test/e2e/launch.ts';
import { traceOf } from '#test/e2e/trace.ts';
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
  const { app, page, practice, close } = await launchApp({ work: [] });
  try {
    await expect(page.getByText('Con línea')).toBeVisible();
    const whenItArrives = await longestTask(app, async () => {
      practice.gateway.admin.addWork({ bytes: longCertificate(), country: 'CL', dueAt: new Date(Date.now() + 86_400_000).toISOString() });
      await page.getByRole('button', { name: 'Enviar y recibir ahora' }).click();
      await expect(page.getByText(number)).toBeVisible({ timeout: 30_000 });
    });
    expect(whenItArrives).toBeLessThan(limitMs);

    // the best of three: caches that other programs emptied make any one of them longer, none of them shorter
    const whenReviewed: number[] = [];
    const waits: number[] = [];
    await watchKeys(page);
    for (let again = 0; again < 3; again += 1) {
      whenReviewed.push(
        await longestTask(app, async () => {
          await page.getByText(number).dblclick();
          await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible({ timeout: 30_000 });
          for (let i = 0; i < 60; i += 1) await page.keyboard.press(i % 2 === 0 ? 'Tab' : 'Shift+Tab');
          // a locator that goes through 2,000 lines at every look would be the longest task itself
          await page.waitForFunction((lines) => document.getElementsByTagName('tbody').length >= lines, count, { polling: 200 });
        }),
      );
      waits.push(await longestWaitOfAKey(page));
      if (again === 0) await page.screenshot({ path: join(pictures, 'long-review.png') });
      await page.keyboard.press('Escape');
    }
    process.stdout.write(
      `2,000 lines: longest tasks ${JSON.stringify({ whenItArrives, whenReviewed })} ms; longest waits of a key ${JSON.stringify(waits)} ms\n`,
    );
    expect(Math.min(...whenReviewed)).toBeLessThan(limitMs);
    expect(Math.min(...waits)).toBeLessThan(limitMs);
  } finally {
    await page.screenshot({ path: join(pictures, 'long-last.png') }).catch(() => null);
    await close();
  }
});

type Watched = { longestWait: number };

/** From the moment a key is pressed, by Chromium's own stamp, until the page begins with it. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = Object.assign(globalThis, { longestWait: 0 });
    const note = (event: Event): void => {
      watched.longestWait = Math.max(watched.longestWait, performance.now() - event.timeStamp);
    };
    addEventListener('keydown', note, true);
  });
}

/** In milliseconds by the clock, since it was asked last. */
function longestWaitOfAKey(page: Page): Promise<number> {
  return page.evaluate(() => {
    const watched = globalThis as unknown as Watched;
    const longest = watched.longestWait;
    watched.longestWait = 0;
    return longest;
  });
}

type TraceEvent = {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/**
 * The longest task of the window's main thread, in milliseconds of that thread's own processor time, from Chromium's
 * trace: a task that holds the thread holds every click, and what other programs take of the machine is not counted.
 */
async function longestTask(app: ElectronApplication, doing: () => Promise<void>): Promise<number> {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
  const { traceEvents } = JSON.parse(await traceOf(app, ['toplevel'], doing)) as { traceEvents: readonly TraceEvent[] };
  const main = traceEvents.find((event) => event.pid === pid && event.name === 'thread_name' && event.args?.name === 'CrRendererMain');
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === main?.tid && event.tdur !== undefined);
  expect(tasks.length, 'tasks in the trace').toBeGreaterThan(100);
  return Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000;
}
