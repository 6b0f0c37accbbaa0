import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { big, storeOnDisk } from '#test/adapters/store/store-on-disk.ts';
import { after, queueInStore, someTime, someWork, valueOf } from '#test/fakes/store.ts';

const disk = storeOnDisk();
const { opened, closed } = disk;

describe('copies', () => {
  it('are whole, can be opened as a store, and the oldest go', async () => {
    const { store } = opened({ keepBackups: 2 });
    queueInStore(store, 1);
    for (let n = 0; n < 4; n += 1) valueOf(await store.backup({ at: after(n) }));
    const names = readdirSync(join(disk.folder, 'backups')).sort();
    expect(names).toEqual(['store-20260302T140002000Z.db', 'store-20260302T140003000Z.db']);
    const restored = join(disk.folder, 'restored', 'store.db');
    valueOf(openStore({ file: restored })).store.close();
    copyFileSync(join(disk.folder, 'backups', names[1] ?? ''), restored);
    const copy = opened({ file: restored }).store;
    expect(valueOf(copy.outgoing.get('out-1')).row.state).toBe('queued');
    expect(valueOf(copy.journal.verify()).broken).toBeNull();
    expect(valueOf(copy.journal.head())).toEqual(valueOf(store.journal.head()));
  });

  it('are made while work goes on', async () => {
    const { store } = opened();
    for (let n = 0; n < 300; n += 1) valueOf(store.outgoing.receive(someWork(n, { bytes: big(n) })));
    const copying = store.backup({ at: someTime });
    queueInStore(store, 'meanwhile');
    expect((await copying).ok).toBe(true);
    expect(existsSync(valueOf(await store.backup({ at: after(1) })).path)).toBe(true);
  });
});

describe('the disk', () => {
  it('is told to be nearly full early, and nothing is signed that could not be kept', () => {
    let free = 2_000_000_000;
    const { store } = opened({ freeBytesOf: () => free });
    expect([valueOf(store.space()).isNearlyFull, store.outgoing.roomForSignature(5000).ok]).toEqual([false, true]);
    free = 500_000_000;
    expect([valueOf(store.space()).isNearlyFull, store.outgoing.roomForSignature(5000).ok]).toEqual([true, true]);
    free = 50_000_000;
    expect(store.outgoing.roomForSignature(5000)).toEqual({ ok: false, failure: { code: 'storeFull' } });
    expect(statSync(join(disk.folder, 'store.reserve')).size).toBe(4_000_000);
  });
});

describe('two instances', () => {
  it('are impossible on one folder, and the second is told so', () => {
    opened();
    expect(openStore({ file: disk.file })).toEqual({ ok: false, failure: { code: 'storeInUse' } });
    closed();
    valueOf(opened().store.outgoing.receive(someWork(1)));
  });
});
