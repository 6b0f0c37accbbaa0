import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';
import { within } from '#test/patience.ts';

let packed: Promise<string> | null = null;

/** The packed program's executable; made once for all tests of a worker. */
export function packagedExecutable(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-packaged-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { unpacked } = await packageApp(await findElectron(() => undefined), join(folder, 'dist'));
  return join(unpacked, 'rubrica');
}

export type Packaged = {
  readonly pid: number;
  readonly browser: Browser;
  /** the code it ended with by itself */
  ended(): Promise<number | null>;
  /** ends it from outside, whatever it is doing */
  stop(): Promise<void>;
};

/** How long a busy machine may take over anything a person waits for. */
const patienceMs = 60_000;

/** The packed program takes no inspector, so it is driven as a browser is: over Chromium's own protocol. */
export async function startPackaged(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  port = 0,
  executable?: string,
): Promise<Packaged> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(executable ?? (await packagedExecutable()), [...asRoot, `--remote-debugging-port=${port}`, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const exit = new Promise<number | null>((resolve) => app.once('exit', resolve));
  const listening = new Promise<string>((resolve, reject) => {
    createInterface({ input: app.stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    app.once('exit', (code) => reject(new Error(`the packaged app ended with ${code}`)));
  });
  const browser = await chromium.connectOverCDP(await within(patienceMs, 'the packaged app listens', listening));
  return {
    pid: app.pid ?? 0,
    browser,
    ended: async () => {
      const code = await within(patienceMs, 'the packaged app ends by itself', exit);
      await within(patienceMs, 'its line is closed', browser.close());
      return code;
    },
    stop: async () => {
      await within(patienceMs, 'the line to the packaged app is closed', browser.close());
      app.kill('SIGTERM');
      await within(patienceMs, 'the packaged app ends when told', exit);
    },
  };
}

/** A program that began again by itself, at the port its predecessor had. */
export async function reachAgain(port: number): Promise<Browser> {
  let browser: Browser | null = null;
  await expect(async () => {
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  }).toPass({ timeout: patienceMs });
  if (browser === null) throw new Error(`nothing at port ${port}`);
  return browser;
}

/** The station, and then the processes of its tokens: all of them children of the program. */
export function servicesOf(program: number): number[] {
  const isService = (pid: string): boolean => {
    try {
      const parent = / (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S/, ''))?.[1];
      return Number(parent) === program && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node.mojom.NodeService');
    } catch {
      return false; // it ended while we looked
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isService(pid))
    .map(Number)
    .toSorted((one, other) => one - other);
}

/** Types the PIN into its window, which goes at once, often before the press itself is confirmed. */
export async function givePinTo(browser: Browser, pin: string): Promise<void> {
  const window = await pageOf(browser, '/pin.html');
  const field = window.getByLabel(/^PIN/);
  await field.fill(pin);
  await field.press('Enter', { noWaitAfter: true }).catch((error: Error) => expect(error.message).toContain('closed'));
  await expect.poll(() => window.isClosed(), { timeout: patienceMs }).toBe(true);
}

/** As a person does; the page goes with it, so there is no answer to wait for. */
export function closeWindow(page: Page): void {
  void page.evaluate(() => window.close()).catch(() => undefined);
}

export async function pageOf(browser: Browser, ending: string): Promise<Page> {
  const find = (): Page | undefined =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().includes(ending));
  await expect.poll(() => find() !== undefined, { timeout: 30_000 }).toBe(true);
  const page = find();
  if (page === undefined) throw new Error(`no page ${ending}`);
  return page;
}
