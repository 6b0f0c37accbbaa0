import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { UpdateState } from '#contract/update-api.ts';
import { FakeStation, type FakeOptions } from '#test/fakes/station.ts';
import { readSamples, type SampleDocument } from '#test/fakes/station-documents.ts';
import type { OpenedFile } from '#contract/window-api.ts';
import type { Reply } from '#contract/rpc.ts';
import { installBridge, pack, unpack } from '#test/screens/bridge.ts';
import { builtWindow } from '#test/screens/build-window.ts';
import { serveWindow } from '#test/screens/serve-window.ts';

const root = resolve(import.meta.dirname, '../..');
export const screenshots = resolve(root, 'screenshots');

export type Opened = {
  readonly page: Page;
  readonly station: FakeStation;
  readonly saved: { readonly name: string; readonly size: number }[];
  readonly pdfs: readonly Buffer[];
  /** the kinds of key source that were to be added */
  readonly keySources: readonly string[];
  /** the desktop opens these with the program */
  openFromDesktop(...files: readonly OpenedFile[]): Promise<void>;
};
/** `off` in every other test, as it is without a policy. */
const noUpdates: UpdateState = { version: '0.1.0', checkedAt: null, step: { kind: 'off' } };
type Updating = { state: UpdateState; readonly asked: string[]; refuse?: { readonly code: string } };
type OpenOptions = Partial<FakeOptions> & {
  readonly updates?: Updating;
  readonly at?: string;
  readonly chosen?: readonly { name: string; bytes: number[] }[];
  readonly addKeySource?: Reply<Record<string, never> | null>;
};

type Worker = { server: { readonly url: string }; samples: readonly SampleDocument[] };
type Fixtures = { open(options?: OpenOptions): Promise<Opened>; troubles: string[] };

/** A window on a fake station, under the shell's own policy; any violation or page error fails the test. */
export const test = base.extend<Fixtures, Worker>({
  server: [
    // Playwright wants the pattern even when nothing is taken from it
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await serveWindow(builtWindow);
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  // oxlint-disable-next-line no-empty-pattern
  samples: [async ({}, use) => use(readSamples(resolve(root, 'schemas'))), { scope: 'worker' }],
  troubles: async ({ page }, use) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('Content Security Policy')) troubles.push(`console: ${message.text()}`);
    });
    await use(troubles);
    expect(troubles, 'no error and no violation of the content policy').toEqual([]);
  },
  open: async ({ page, server, samples, troubles }, use) => {
    const stations: FakeStation[] = [];
    await use(
      async ({
        at = '',
        chosen = [],
        updates = { state: noUpdates, asked: [] },
        addKeySource = { ok: true, value: {} },
        ...options
      } = {}) => {
        const station = new FakeStation({ samples, ...options });
        stations.push(station);
        const saved: { name: string; size: number }[] = [];
        const pdfs: Buffer[] = [];
        const keySources: string[] = [];
        await page.exposeFunction('__call', async (name: string, request: unknown) => pack(await station.call(name, unpack(request))));
        await page.exposeFunction('__updates', (ask: string) => {
          updates.asked.push(ask);
          return ask === 'restart' && updates.refuse ? { ok: false, failure: updates.refuse } : { ok: true, value: updates.state };
        });
        const opened: OpenedFile[] = [];
        await page.exposeFunction('__opened', () => opened.splice(0));
        await page.exposeFunction('__choose', () => chosen);
        await page.exposeFunction('__pdf', async (name: string) => {
          const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true, tagged: true });
          pdfs.push(bytes);
          saved.push({ name, size: bytes.length });
          return { ok: true, value: { path: `/tmp/${name}` } };
        });
        await page.exposeFunction('__addKeySource', (kind: string) => {
          keySources.push(kind);
          return addKeySource;
        });
        await page.exposeFunction('__save', (name: string, size: number) => {
          saved.push({ name, size });
          return { ok: true, value: { path: `/tmp/${name}` } };
        });
        await page.exposeFunction('__trouble', (what: string) => troubles.push(what));
        await page.addInitScript(installBridge);
        station.onEvent((name, payload) => {
          // the page may be gone by the time a batch tells something
          page
            .evaluate(([event, body]) => dispatchEvent(new CustomEvent('station', { detail: { event, body } })), [name, payload] as const)
            .catch(() => undefined);
        });
        await page.goto(`${server.url}/index.html${at}`);
        await page.locator('main h1').waitFor();
        const openFromDesktop = async (...files: readonly OpenedFile[]): Promise<void> => {
          opened.push(...files);
          await page.evaluate(() => dispatchEvent(new CustomEvent('station', { detail: { event: 'filesOpened', body: {} } })));
        };
        return { page, station, saved, pdfs, keySources, openFromDesktop };
      },
    );
    for (const station of stations) station.close();
  },
});

/** The screen has its answer: a title, no word of loading, and one painted frame. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await expect(page.locator('main').getByText(/^(Cargando|Loading)…$/)).toHaveCount(0);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

/** Leads to an address; what was there before is gone when this resolves. */
export async function lead(page: Page, at: string): Promise<void> {
  await page.evaluate(
    (to) =>
      new Promise<void>((led) => {
        if (location.hash === to) return led();
        addEventListener('hashchange', () => led(), { once: true });
        location.hash = to;
      }),
    at,
  );
  await settled(page);
}

/** A picture for people, in the git-ignored folder. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: resolve(screenshots, `${name}.png`), animations: 'disabled' });
}

/** Nothing is cut off to the side. */
export async function expectNoSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const found: string[] = [];
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > limit) found.push('the page');
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const style = getComputedStyle(element);
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      if (scrolls && element.scrollWidth > element.clientWidth + 1) found.push(`${element.tagName} ${element.className}`);
      if (element.getBoundingClientRect().right > limit + 1) found.push(`beyond: ${element.tagName} ${element.className}`);
    }
    return found;
  });
  expect(wide).toEqual([]);
}

export { expect };
