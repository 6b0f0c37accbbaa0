import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { openStore } from '#main/store/open-store.ts';
import { startElectron } from '#test/e2e/launch.ts';
import { fillStore } from '#test/fakes/store-filled.ts';
import { valueOf } from '#test/fakes/store.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';
import { findElectron } from '../../scripts/electron-runtime.ts';
import { atMost, type Measure } from '../measure.ts';

const certificates = 200_000;
const frames = 240;
/** a fast wheel: six rows a frame */
const pixelsAFrame = 312;
const frameMs = 1000 / 60;
const jumps = 9;
const limitMs = 100;

/** The list of all certificates while a person scrolls it: what each frame costs, and how soon a far place is there. */
export const scroll: Measure = {
  id: 'scroll',
  title: `the list of ${certificates} certificates, scrolled in the real window`,
  run: async () => {
    const electron = await findElectron(() => undefined);
    process.env['RUBRICA_ELECTRON'] = electron.executable;
    if (electron.nativeBinding !== null) process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] = electron.nativeBinding;
    const world = await openPracticeWorld('scroll', { work: [] });
    const file = join(world.practice.config.dataFolder, 'station.db');
    valueOf(openStore({ file })).store.close();
    fillStore(file, certificates);
    const app = await startElectron(world.practice, [root]);
    try {
      const page = await app.firstWindow();
      await page.evaluate(() => (location.hash = '#/all'));
      await page
        .getByRole('row', { name: /CL-2026-/ })
        .first()
        .waitFor();
      await expect(page.getByText('Con línea')).toBeVisible();
      const passes: Pass[] = [];
      for (let round = 0; round < 3; round += 1) passes.push(await scrolled(app, page));
      const best = passes.toSorted((a, b) => a.cpuMs - b.cpuMs)[0] as Pass;
      const arrivals = await page.evaluate(jumpAround, jumps);
      const middle = arrivals.toSorted((a, b) => a - b)[Math.floor(jumps / 2)] ?? Number.NaN;
      return [
        {
          what: 'a frame, in the window’s own processor time',
          figures: `${best.cpuMs.toFixed(1)} ms of ${frameMs.toFixed(1)}; ${best.rate.toFixed(0)} frames a second came on the screen`,
          ...atMost(best.cpuMs / frameMs, 1),
        },
        { what: 'rows of a far place, from the jump', figures: `${middle.toFixed(0)} ms of ${limitMs}`, ...atMost(middle / limitMs, 1) },
      ];
    } finally {
      await app.close();
      await world.remove();
    }
  },
};

type Pass = { readonly cpuMs: number; readonly rate: number };

type TraceEvent = {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** All tasks of the window's main thread by Chromium's trace, in its own processor time, shared among the frames. */
async function scrolled(app: ElectronApplication, page: Page): Promise<Pass> {
  const pid = await app.evaluate(async ({ BrowserWindow, contentTracing }) => {
    await contentTracing.startRecording({ included_categories: ['toplevel'] });
    return BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0;
  });
  const tookMs = await page.evaluate(scrollDown, { frames, pixelsAFrame });
  const trace = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8')) as { traceEvents: readonly TraceEvent[] };
  rmSync(trace);
  const main = traceEvents.find((event) => event.pid === pid && event.name === 'thread_name' && event.args?.name === 'CrRendererMain');
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === main?.tid);
  const cpuMs = tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
  return { cpuMs: cpuMs / frames, rate: (frames * 1000) / tookMs };
}

/** Runs in the page: so many pixels further with each frame; how long all took. */
async function scrollDown(order: { readonly frames: number; readonly pixelsAFrame: number }): Promise<number> {
  const scroller = [...document.querySelectorAll<HTMLElement>('main *')].find((each) => each.scrollHeight > 1_000_000);
  if (!scroller) throw new Error('nothing to scroll');
  const frame = (): Promise<number> => new Promise((next) => requestAnimationFrame(next));
  const start = await frame();
  let now = start;
  for (let n = 0; n < order.frames; n += 1) {
    scroller.scrollTop += order.pixelsAFrame;
    now = await frame();
  }
  return now - start;
}

/** Runs in the page: to far places; after how many milliseconds the rows there are shown. */
async function jumpAround(count: number): Promise<number[]> {
  const scroller = [...document.querySelectorAll<HTMLElement>('main *')].find((each) => each.scrollHeight > 1_000_000);
  if (!scroller) throw new Error('nothing to scroll');
  const frame = (): Promise<number> => new Promise((next) => requestAnimationFrame(next));
  const took: number[] = [];
  for (let n = 1; n <= count; n += 1) {
    const before = scroller.textContent;
    scroller.scrollTop = (scroller.scrollHeight * n) / (count + 1);
    const start = performance.now();
    const areThere = (): boolean => {
      const rows = [...scroller.querySelectorAll('[role="row"]')].filter((row) => row.getAttribute('aria-rowindex') !== '1');
      return rows.length > 0 && scroller.textContent !== before && rows.every((row) => (row.textContent ?? '').includes('CL-2026-'));
    };
    while (!areThere()) await frame();
    took.push(performance.now() - start);
  }
  return took;
}
