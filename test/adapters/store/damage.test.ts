import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '#main/store/connection.ts';
import { openStore } from '#main/store/open-store.ts';
import { big, overwrite, storeOnDisk } from '#test/adapters/store/store-on-disk.ts';
import { queueInStore, someDigest, someTime, someWork, valueOf } from '#test/fakes/store.ts';

const disk = storeOnDisk();
const { opened, closed } = disk;

describe('one flipped byte', () => {
  it('in a document is found when the document is read: it is never shown, signed or sent', () => {
    const { store } = opened();
    valueOf(store.outgoing.receive(someWork(1, { bytes: big(1) })));
    closed();
    const position = readFileSync(disk.file).indexOf('xxxxxxxx');
    overwrite(disk.file, position + 100, new Uint8Array([0x79]));
    const again = opened().store;
    expect(again.outgoing.get('out-1')).toMatchObject({ ok: false, failure: { code: 'storeDamaged' } });
    expect(valueOf(again.outgoing.row('out-1')).number).toBe('CL-2026-1');
  });

  it('is found by the check, and the next start salvages from the backup', async () => {
    const { store } = opened();
    for (let n = 0; n < 5; n += 1) valueOf(store.outgoing.receive(someWork(n, { bytes: big(n) })));
    valueOf(await store.backup({ at: someTime }));
    expect(valueOf(await store.check())).toEqual([]);
    closed();
    const whole = readFileSync(disk.file);
    overwrite(disk.file, whole.indexOf('3xxxxxxxx') + 100, new Uint8Array([0x79]));
    const damaged = opened().store;
    expect(valueOf(await damaged.check()).join()).toContain('no longer has its hash');
    closed();
    const { store: mended, opening } = opened();
    expect(opening.salvaged).toMatchObject({ bytesMissing: [], lost: [], journal: { isComplete: true } });
    for (let n = 0; n < 5; n += 1) expect(valueOf(mended.outgoing.get(`out-${n}`)).bytes?.length).toBe(big(n).length);
    expect(valueOf(await mended.check())).toEqual([]);
    expect(valueOf(mended.journal.verify()).broken).toBeNull();
  });

  it('in the journal is found, by the entry', () => {
    const { store } = opened();
    valueOf(store.journal.append({ at: someTime, kind: 'note', subject: null, by: 'x', detail: { text: 'THE-TRUTH' } }));
    valueOf(store.journal.append({ at: someTime, kind: 'note', subject: null, by: 'x' }));
    for (let n = 0; n < 80; n += 1) valueOf(store.journal.append({ at: someTime, kind: 'later', subject: null, by: 'x' }));
    closed();
    const whole = readFileSync(disk.file);
    for (let at = whole.indexOf('THE-TRUTH'); at >= 0; at = whole.indexOf('THE-TRUTH', at + 1))
      overwrite(disk.file, at, new TextEncoder().encode('THE-TRUST'));
    expect(valueOf(opened().store.journal.verify()).broken).toEqual({ sequence: 1, why: 'changed', subject: null });
  });
});

describe('a foreign write-ahead log', () => {
  it('of another station is set aside and nothing of it gets in', () => {
    const other = mkdtempSync(join(tmpdir(), 'rubrica-other-'));
    const theirs = opened({ file: join(other, 'store.db') }).store;
    for (let n = 100; n < 140; n += 1) queueInStore(theirs, n);
    const { store } = opened();
    queueInStore(store, 1);
    closed();
    copyFileSync(join(other, 'store.db-wal'), `${disk.file}-wal`);
    const { store: again, opening } = opened();
    expect(readdirSync(opening.foreignLog ?? '')).toContain('store.db-wal');
    expect(valueOf(again.outgoing.list({ box: 'all' })).rows.map((row) => row.id)).toEqual(['out-1']);
    rmSync(other, { recursive: true });
  });

  it('left beside an older copy of the same store does not tear it', async () => {
    const { store } = opened();
    for (let n = 0; n < 10; n += 1) queueInStore(store, n, { work: { bytes: big(n) } });
    const backup = valueOf(await store.backup({ at: someTime })).path;
    closed();
    const later = opened().store;
    for (let n = 10; n < 40; n += 1) queueInStore(later, n, { work: { bytes: big(n) } });
    closed();
    const latest = opened().store;
    for (let n = 40; n < 45; n += 1) queueInStore(latest, n, { work: { bytes: big(n) } });
    copyFileSync(`${disk.file}-wal`, join(disk.folder, 'kept-wal'));
    closed();
    copyFileSync(backup, disk.file);
    copyFileSync(join(disk.folder, 'kept-wal'), `${disk.file}-wal`);
    const { store: restored } = opened();
    expect(valueOf(restored.journal.verify()).broken).toBeNull();
    expect(valueOf(await restored.check())).toEqual([]);
    for (let n = 0; n < 10; n += 1) expect(valueOf(restored.outgoing.get(`out-${n}`)).bytes?.length).toBe(big(n).length);
  });
});

describe('torn writes', () => {
  it('at the end of the log cost at most what was not finished', () => {
    const { store } = opened();
    for (let n = 0; n < 5; n += 1) queueInStore(store, n);
    const logged = readFileSync(`${disk.file}-wal`);
    copyFileSync(disk.file, join(disk.folder, 'kept.db'));
    closed();
    for (let cut = 1; cut <= 24; cut += 1) {
      const torn = join(disk.folder, `torn-${cut}`);
      const path = join(torn, 'store.db');
      rmSync(torn, { recursive: true, force: true });
      valueOf(openStore({ file: path })).store.close();
      copyFileSync(join(disk.folder, 'kept.db'), path);
      const length = Math.floor((logged.length * cut) / 24) - (cut % 3) * 7;
      writeFileSync(`${path}-wal`, logged.subarray(0, length));
      const result = openStore({ file: path });
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      expect(valueOf(result.value.store.journal.verify()).broken).toBeNull();
      result.value.store.close();
    }
  });
});

it('a row from a copy, with the bytes of an earlier approval, is not told as judged by the schema of the last one', () => {
  const { store } = opened();
  valueOf(store.outgoing.receive(someWork(1)));
  const approve = (hash: string) => {
    const prepared = new TextEncoder().encode(`<${hash}/>`);
    const detail = { schema: { name: 'cod', hash } };
    return valueOf(store.outgoing.approve({ id: 'out-1', digest: someDigest, prepared, at: someTime, by: 'An Official', detail }));
  };
  const step = { id: 'out-1', at: someTime, by: 'An Official' };
  valueOf(store.outgoing.apply({ ...step, event: 'claim' }));
  approve('first');
  const pinned = valueOf(store.outgoing.toSign('out-1'));
  valueOf(store.outgoing.apply({ ...step, event: 'withdrawApproval' }));
  approve('second');
  expect([pinned.judgedBy, valueOf(store.outgoing.toSign('out-1')).judgedBy]).toEqual(['first', 'second']);
  closed();
  const raw = openConnection({ file: disk.file });
  const sha256 = createHash('sha256').update('<first/>').digest('hex');
  raw.run('UPDATE outgoing SET to_sign_sha256 = ?', sha256);
  raw.close();
  expect(valueOf(opened().store.outgoing.toSign('out-1'))).toMatchObject({ state: 'approved', judgedBy: null });
});
