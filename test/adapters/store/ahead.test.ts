import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { approveInStore, someSignature, someWork, valueOf } from '#test/fakes/store.ts';
import { temporaryFolder } from '#test/adapters/token/station.ts';

/** How the disk answers when the log is forced in the background; null is the real disk. */
let refusal: NodeJS.ErrnoException | null = null;
let waits: (() => void)[] | null = null;
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const fdatasync: typeof real.fdatasync = Object.assign((descriptor: number, told: (error: NodeJS.ErrnoException | null) => void) => {
    const answer = (): void => (refusal === null ? real.fdatasync(descriptor, told) : told(refusal));
    if (waits === null) answer();
    else waits.push(answer);
  }, real.fdatasync);
  return { ...real, fdatasync, default: { ...real, fdatasync } };
});

const folder = temporaryFolder();
afterAll(() => folder.remove());
afterEach(() => {
  refusal = null;
  waits = null;
});

function openWithApproved(name: string) {
  const file = join(folder.path, `${name}.db`);
  const { store } = valueOf(openStore({ file }));
  for (const n of [1, 2]) {
    valueOf(store.outgoing.receive(someWork(n)));
    approveInStore(store, `out-${n}`);
  }
  return { file, store };
}

describe('signatures whose disk confirms in the background', () => {
  it('are confirmed when the disk has confirmed, and not before', async () => {
    const { store } = openWithApproved('waits');
    waits = [];
    const { forced } = valueOf(store.outgoing.storeSignatures([someSignature(1), someSignature(2)]));
    let isConfirmed = false;
    void forced.then(() => (isConfirmed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isConfirmed).toBe(false);
    for (const go of waits) go();
    expect(await forced).toEqual({ ok: true, value: null });
    store.close();
  });

  it('are written into the store itself where the disk refuses to force the log: what it forgot there cannot take them along', async () => {
    const { file, store } = openWithApproved('refuses');
    refusal = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    const { forced } = valueOf(store.outgoing.storeSignatures([someSignature(1), someSignature(2)]));
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(await forced).toEqual({ ok: true, value: null });
    expect(statSync(`${file}-wal`).size).toBe(0);
    copyFileSync(file, `${file}.alone`);
    const alone = new Database(`${file}.alone`);
    expect(alone.prepare(`SELECT count(*) FROM outgoing WHERE state = 'queued'`).pluck().get()).toBe(2);
    alone.close();
    store.close();
  });
});
