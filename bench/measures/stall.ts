import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { givePin, launchApp, type RunningApp } from '#test/e2e/launch.ts';
import { findElectron } from '../../scripts/electron-runtime.ts';
import { atMost, type Measure, type Measurement } from '../measure.ts';

const root = join(import.meta.dirname, '../..');
const documents = 40;
/** what a person does not notice */
const limitMs = 100;

/** How long the shell's and the window's threads stand still: at the start, and while forty are signed and sent. */
export const stall: Measure = {
  id: 'stall',
  title: `the longest that shell and window stand still: start, and a batch of ${documents}`,
  run: async () => {
    const electron = await findElectron(() => undefined);
    process.env['RUBRICA_ELECTRON'] = electron.executable;
    if (electron.nativeBinding !== null) process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] = electron.nativeBinding;
    const running = await launchApp({ work: work() }, watchShell);
    const { app, page } = running;
    try {
      await watchWindow(page);
      await page.getByText('Con línea').waitFor();
      const atStart = await longest(app, page);
      await signAll(running);
      const inBatch = await longest(app, page);
      return [...told('start', atStart), ...told(`a batch of ${documents}, signed and sent`, inBatch)];
    } finally {
      await running.close();
    }
  },
};

function work(): { readonly name: string; readonly bytes: Uint8Array }[] {
  const sample = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), 'utf8');
  return Array.from({ length: documents }, (_, i) => {
    const number = `PRACTICA-CL-2026-${400 + i}`;
    return { name: `${number}.xml`, bytes: new TextEncoder().encode(sample.replaceAll('PRACTICA-CL-2026-000101', number)) };
  });
}

async function signAll({ app, page, practice }: RunningApp): Promise<void> {
  await page.getByText(`${documents} certificados`, { exact: true }).waitFor();
  await page.evaluate(approveAll);
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: `Firmar ${documents} certificados`, exact: true }).click();
  await page.getByRole('button', { name: `Firmar ${documents} certificados con un PIN` }).click();
  await givePin(app, practice.pin);
  await expect.poll(() => practice.gateway.admin.deliveries().length, { timeout: 60_000 }).toBe(documents);
}

type Bridge = { call(name: string, body: unknown): Promise<unknown> };

/** Runs in the page: each is opened and approved by the digest its review shows. */
async function approveAll(): Promise<void> {
  const { rubrica } = globalThis as unknown as { rubrica: Bridge };
  const ask = async (name: string, body: unknown): Promise<{ value: Record<string, unknown> }> => {
    const reply = await rubrica.call(name, body);
    return (typeof reply === 'string' ? JSON.parse(reply) : reply) as { value: Record<string, unknown> };
  };
  const rows = (await ask('work', { box: 'inbox', limit: 1000 })).value['rows'] as { id: string }[];
  for (const { id } of rows) await ask('approve', { id, digest: (await ask('openReview', { id })).value['digest'] });
}

type Watched = { longest: number; last: number };

/** A timer every 5 ms: how late it comes is how long the thread stood still. */
async function watchShell(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const watched = { longest: 0, last: performance.now() };
    (globalThis as unknown as { watched: Watched }).watched = watched;
    setInterval(() => {
      const now = performance.now();
      watched.longest = Math.max(watched.longest, now - watched.last - 5);
      watched.last = now;
    }, 5);
  });
}

/** Chromium's own measure, those from before it was asked too. */
async function watchWindow(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = { longest: 0, last: 0 };
    (globalThis as unknown as { watched: Watched }).watched = watched;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** Since the last time. */
async function longest(app: ElectronApplication, page: Page): Promise<{ shell: number; window: number }> {
  const take = (): number => {
    const { watched } = globalThis as unknown as { watched: Watched };
    const { longest } = watched;
    watched.longest = 0;
    return longest;
  };
  return { shell: await app.evaluate(take), window: await page.evaluate(take) };
}

function told(when: string, { shell, window }: { shell: number; window: number }): Measurement[] {
  return Object.entries({ shell, window }).map(([who, ms]) => ({
    what: `${when}: the ${who}`,
    figures: `${ms < 50 ? 'under 50' : ms.toFixed(0)} ms against ${limitMs} ms`,
    ...atMost(ms / limitMs, 1),
  }));
}
