import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { StationConfig } from '#contract/station-config.ts';
import { startHttpProxy, type HttpProxy } from '#test/fakes/http-proxy.ts';
import { packagedExecutable, pageOf, startPackaged, type Packaged } from '#test/e2e/packaged-app.ts';
import { feedHost, orderFor, publish, startFeed, type Feed } from '#test/fixtures/update/feed.ts';
import { openPracticeWorld, type PracticeWorld } from '#test/practice-world.ts';

export const oldImage = Buffer.from('the image that is installed\n');
export const imageName = 'Rubrica-0.2.0.AppImage';
/** As large as makes it come in several pieces; when it is started it says so and ends. */
export const newImage = Buffer.concat([
  Buffer.from('#!/bin/sh\necho "$@" > "$0.started"\nexit 0\n'),
  Buffer.alloc(400_000, '# the rest of the new version\n'),
]);

/** A practice station with a mirror, the office's proxy before it, and the packed program as if it were an AppImage. */
export type UpdatingWorld = {
  readonly world: PracticeWorld;
  readonly feed: Feed;
  readonly proxy: HttpProxy;
  readonly image: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly updates: NonNullable<StationConfig['updates']>;
  start(
    more?: Readonly<Record<string, string | undefined>>,
    port?: number,
    executable?: string,
  ): Promise<Packaged & { readonly page: Page }>;
  isOld(): boolean;
  isNew(): boolean;
  wasStarted(): boolean;
  remove(): Promise<void>;
};

export async function openUpdatingWorld(patience: { readonly patienceMs?: number } = {}): Promise<UpdatingWorld> {
  const feed = await startFeed();
  const proxy = await startHttpProxy();
  const world = await openPracticeWorld('updates');
  const at = (name: string): string => join(world.folder, name);
  mkdirSync(at('bin'));
  const image = at('bin/Rubrica.AppImage');
  writeFileSync(image, oldImage);
  chmodSync(image, 0o755);
  writeFileSync(at('feed-ca.pem'), feed.caPem);
  const updates = {
    feed: `https://${feedHost}:${feed.port}/rubrica`,
    group: 'piloto',
    keys: [feed.key.line],
    caFile: at('feed-ca.pem'),
    ...patience,
  };
  const policy: StationConfig['policy'] = {
    report: { isReplaced: true, rows: [], problems: [] },
    locked: [],
    language: 'es',
    urgentHours: 24,
    onlyNamedModules: false,
    proxy: { url: `http://127.0.0.1:${proxy.port}` },
    contingencyAfterMinutes: 30,
    retentionYears: 10,
    addresses: [],
    log: { level: 'debug', keep: 5 },
  };
  const configFile = at('updates.json');
  // the version is the program's own, as where a policy configures it
  const { version: _, ...config } = world.practice.config;
  writeFileSync(configFile, JSON.stringify({ ...config, updates, policy: { ...policy, proxy: policy.proxy } }));
  const env = { APPIMAGE: image, APPDIR: dirname(await packagedExecutable()), XDG_CACHE_HOME: at('cache'), XDG_CONFIG_HOME: at('config') };
  const holds = (bytes: Buffer): boolean => readFileSync(image).equals(bytes);
  return {
    world,
    feed,
    proxy,
    image,
    env,
    updates,
    start: async (more = {}, port = 0, executable) => {
      const running = await startPackaged([`--config=${configFile}`], { ...env, ...more }, port, executable);
      const page = await pageOf(running.browser, '/index.html');
      await showSettings(page);
      return { ...running, page };
    },
    isOld: () => holds(oldImage),
    isNew: () => holds(newImage),
    wasStarted: () => existsSync(`${image}.started`),
    remove: async () => {
      await feed.close();
      await proxy.close();
      await world.remove();
    },
  };
}

export async function showSettings(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/settings';
  });
  await expect(panelOf(page)).toBeVisible();
}

export function panelOf(page: Page) {
  return page.getByRole('region', { name: 'Actualizaciones' });
}

/** Presses the button and waits until the station has decided. */
export async function check(page: Page): Promise<void> {
  const look = panelOf(page).getByRole('button', { name: 'Buscar ahora' });
  await look.click();
  await expect(look).toBeEnabled();
}

export function publishGood({ feed }: UpdatingWorld, change: Readonly<Record<string, unknown>> = {}): void {
  publish(feed, orderFor(imageName, newImage, 'appimage', change));
  feed.files.set(imageName, newImage);
}
