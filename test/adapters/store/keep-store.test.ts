import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import { keepStore } from '#main/station/keep-store.ts';
import type { Station } from '#main/station/station-parts.ts';
import { openStore } from '#main/store/open-store.ts';
import { queueInStore, someTime, valueOf } from '#test/fakes/store.ts';

let folder: string;
let file: string;
let store: Store;
let free: number;
let ms: number;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-keep-'));
  file = join(folder, 'store.db');
  [free, ms, told] = [5_000_000_000, 0, []];
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});
function open(): void {
  store = valueOf(openStore({ file, freeBytesOf: () => free })).store;
}
/** What keeping the store asks of a station, and nothing else. */
function station(): Station {
  const nothing = (): void => {};
  const parts = {
    store,
    clock: { now: () => new Date(Date.parse(someTime) + ms), monotonicMs: () => ms },
    log: { write: (_level: string, event: string) => void told.push(event) },
    desktop: { notify: (notice: { body: string }) => void told.push(notice.body) },
    announce: { statusChanged: nothing },
    wake: { deliver: nothing, mail: nothing },
    policy: { digestAfter: 5, addresses: [] },
    identity: { station: 'E', country: 'CL' },
    mail: null,
    language: () => 'es',
  };
  return parts as unknown as Station;
}
const copies = (): number => valueOf(store.backups()).length;
const hour = 3_600_000;

describe('looking after the store', () => {
  it('leaves the start alone, then reads it through and copies it once a day', async () => {
    queueInStore(store, 1);
    const turn = keepStore(
      station(),
      () => false,
      () => false,
    );
    expect([await turn(), copies()]).toEqual([30_000, 0]);
    await turn();
    expect([copies(), told]).toEqual([1, ['store.copied']]);
    ms = 5 * hour;
    await turn();
    expect(copies()).toBe(1);
    ms = 25 * hour;
    await turn();
    expect(copies()).toBe(2);
    // a new start on the same day makes no further copy
    const again = keepStore(
      station(),
      () => false,
      () => false,
    );
    await again();
    await again();
    expect(copies()).toBe(2);
  });

  it('waits while a batch is signed, and is not put off for ever', async () => {
    let isSigning = true;
    const turn = keepStore(
      station(),
      () => false,
      () => isSigning,
    );
    await turn();
    expect([await turn(), copies()]).toEqual([15_000, 0]);
    isSigning = false;
    await turn();
    expect(copies()).toBe(1);
    // a batch of some hours, the day after
    isSigning = true;
    ms = 25 * hour;
    await turn();
    expect(copies()).toBe(1);
    ms = 26 * hour;
    await turn();
    expect(copies()).toBe(2);
  });

  it('tells early that the disk fills up, once, and that there is room again', async () => {
    const turn = keepStore(
      station(),
      () => false,
      () => false,
    );
    free = 400_000_000;
    await turn();
    await turn();
    expect(told.filter((body) => body.includes('400 MB'))).toHaveLength(1);
    free = 5_000_000_000;
    await turn();
    expect(told.at(-1)).toBe('Vuelve a haber espacio en el disco.');
  });

  it('finds damage, tells it, makes no copy of it, and the next start mends it', async () => {
    queueInStore(store, 1, { work: { bytes: new TextEncoder().encode(`<a>${'y'.repeat(6000)}</a>`) } });
    store.close();
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('yyyyyyyy') + 50] = 0x5a;
    writeFileSync(file, bytes);
    open();
    const turn = keepStore(
      station(),
      () => false,
      () => false,
    );
    await turn();
    await turn();
    expect(told).toContain('store.damaged');
    expect(copies()).toBe(0);
    store.close();
    const { opening, ...reopened } = valueOf(openStore({ file }));
    store = reopened.store;
    expect(opening.salvaged?.bytesMissing).toEqual(['out-1']);
  });

  it('stops when the station stops', async () => {
    const turn = keepStore(
      station(),
      () => true,
      () => false,
    );
    await turn();
    await turn();
    expect(copies()).toBe(0);
  });
});
