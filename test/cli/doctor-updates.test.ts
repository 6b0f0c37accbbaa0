import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderFileName } from '#contract/update-order.ts';
import { updateCheck } from '#main/cli/update-check.ts';
import { unconfigured } from '#main/read-config.ts';
import { startHttpProxy, type HttpProxy } from '#test/fakes/http-proxy.ts';
import { feedHost, orderFor, publish, startFeed, type Feed } from '#test/fixtures/update/feed.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';
import { systemClock } from '#main/system-clock.ts';

let folder: string;
let feed: Feed;
let proxy: HttpProxy;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-doctor-updates-'));
  [feed, proxy] = await Promise.all([startFeed(), startHttpProxy()]);
  writeFileSync(join(folder, 'ca.pem'), feed.caPem);
});
afterEach(async () => {
  await feed.close();
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = Buffer.from('installer');
const dayMs = 24 * 3_600_000;
const iso = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toISOString();

function look(change: Readonly<Record<string, unknown>> = {}, through: string | null = `http://127.0.0.1:${proxy.port}`) {
  const updates = {
    feed: `https://${through === null ? '127.0.0.1' : feedHost}:${feed.port}/rubrica`,
    group: null,
    keys: [feed.key.line],
    caFile: join(folder, 'ca.pem'),
    ...change,
  };
  const config = { ...unconfigured({ dataFolder: folder, schemaFolder: folder, version: '0.1.0' }), updates };
  return updateCheck(config, through, systemClock);
}

describe('rubrica doctor, of updates', () => {
  it('asks nobody where they are off', async () => {
    const config = unconfigured({ dataFolder: folder, schemaFolder: folder, version: '0.1.0' });
    expect(await updateCheck(config, null, systemClock)).toMatchObject({ state: 'notSet', words: { es: 'desactivadas' } });
    expect(feed.connections()).toBe(0);
  });

  it('says which version the feed orders and until when, through a proxy and without one', async () => {
    publish(feed, orderFor('a.AppImage', bytes, 'appimage'));
    for (const through of [undefined, null]) {
      const { state, words } = await look({}, through);
      expect(state, words.en).toBe('good');
      expect(words.en).toMatch(/^version 0\.2\.0, signed order of \d{4}-\d\d-\d\d, holds until \d{4}-\d\d-\d\d$/);
    }
    expect(proxy.tunnels).toEqual([`${feedHost}:${feed.port}`]);
    expect(feed.asked).toEqual([orderFileName, orderFileName]);
  });

  it('warns in the last week of an order', async () => {
    publish(feed, orderFor('a.AppImage', bytes, 'appimage', { expiresAt: iso(6 * dayMs) }));
    expect(await look()).toMatchObject({ state: 'warning', mendForIt: { en: expect.stringContaining('ask whoever releases') } });
  });

  it('says why a feed is of no use', async () => {
    publish(feed, orderFor('a.AppImage', bytes, 'appimage'), makeUpdateKey());
    expect(await look()).toMatchObject({ state: 'error', words: { en: expect.stringContaining('a key this station does not know') } });
    publish(feed, orderFor('a.AppImage', bytes, 'appimage', { expiresAt: iso(-1) }));
    expect(await look()).toMatchObject({ state: 'error', words: { en: expect.stringContaining('out of date') } });
    feed.files.clear();
    expect(await look()).toMatchObject({ state: 'error', words: { en: expect.stringContaining('404') } });
    expect(await look({ caFile: null })).toMatchObject({ state: 'error', words: { en: expect.stringContaining('does not answer') } });
    expect(await look({ caFile: join(folder, 'none.pem') })).toMatchObject({
      state: 'error',
      words: { en: expect.stringContaining('none.pem') },
    });
    feed.isDown = true;
    expect(await look()).toMatchObject({ state: 'error', mendForIt: { en: expect.stringContaining('updates.feed') } });
  });
});
