import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';

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

export type Packaged = { readonly process: ChildProcess; readonly browser: Browser; readonly ended: Promise<number | null> };

/** The packed program takes no inspector, so it is driven as a browser is: over Chromium's own protocol. */
export async function startPackaged(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
  port = 0,
): Promise<Packaged> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(await packagedExecutable(), [...asRoot, `--remote-debugging-port=${port}`, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number | null>((resolve) => app.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: app.stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    app.once('exit', (code) => reject(new Error(`the packaged app ended with ${code}`)));
  });
  return { process: app, browser: await chromium.connectOverCDP(address), ended };
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
