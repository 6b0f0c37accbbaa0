import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { timelineSentence } from '#core/text/timeline.ts';
import { openConnection } from '#main/store/connection.ts';
import { type OpenedStore, openStore } from '#main/store/open-store.ts';
import { after, approveInStore, queueInStore, someSignature, someSummary, someTime, someWork, valueOf } from '#test/fakes/store.ts';

let folder: string;
let file: string;
const open: OpenedStore['store'][] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-damage-'));
  file = join(folder, 'store.db');
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  rmSync(folder, { recursive: true, force: true });
});
function opened(path = file): OpenedStore {
  const result = valueOf(openStore({ file: path }));
  open.push(result.store);
  return result;
}
function closed(): void {
  open.pop()?.close();
}
const big = (n: number): Uint8Array => new TextEncoder().encode(`<certificate>${n}${'x'.repeat(6000)}${n}</certificate>`);
function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}

describe('one flipped byte', () => {
  it('in a document is found when the document is read: it is never shown, signed or sent', () => {
    const { store } = opened();
    valueOf(store.outgoing.receive(someWork(1, { bytes: big(1) })));
    closed();
    const position = readFileSync(file).indexOf('xxxxxxxx');
    overwrite(file, position + 100, new Uint8Array([0x79]));
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
    const whole = readFileSync(file);
    overwrite(file, whole.indexOf('3xxxxxxxx') + 100, new Uint8Array([0x79]));
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
    const whole = readFileSync(file);
    for (let at = whole.indexOf('THE-TRUTH'); at >= 0; at = whole.indexOf('THE-TRUTH', at + 1))
      overwrite(file, at, new TextEncoder().encode('THE-TRUST'));
    expect(valueOf(opened().store.journal.verify()).broken).toEqual({ sequence: 1, why: 'changed', subject: null });
  });
});

describe('a file that is no store any more', () => {
  async function withBackupAndMore(): Promise<void> {
    const { store } = opened();
    queueInStore(store, 1);
    valueOf(store.outgoing.receive(someWork(2)));
    valueOf(await store.backup({ at: someTime }));
    queueInStore(store, 3);
    closed();
  }

  it('is set aside, and the backup takes its place with a word about what is missing', async () => {
    await withBackupAndMore();
    const damaged = readFileSync(file);
    damaged.fill(0x55, 0, 100);
    writeFileSync(file, damaged);
    const { store, opening } = opened();
    expect(opening.salvaged).toMatchObject({ toAsk: ['out-1'], mayHaveBeenSigned: ['out-2'], journal: { isComplete: false } });
    expect(valueOf(store.outgoing.row('out-1')).state).toBe('unconfirmed');
    const aside = opening.salvaged?.aside ?? '';
    expect(readFileSync(join(aside, 'store.db')).equals(damaged)).toBe(true);
    expect(JSON.parse(readFileSync(join(aside, 'statement.json'), 'utf8'))).toEqual(opening.salvaged);
    const [es = '', en = ''] = readFileSync(join(aside, 'statement.txt'), 'utf8').split(/-{72}/);
    expect(es).toMatch(
      /se partió de la copia store-.*\.db[^]*pregunta a la ventanilla[^]*CL-2026-1\n[^]*antes de firmarlos:\n {2}CL-2026-2$/im,
    );
    expect(en).toMatch(/made from the copy store-.*\.db[^]*asks the gateway[^]*CL-2026-1\n[^]*before you sign them:\n {2}CL-2026-2$/im);
    expect(timelineSentence(valueOf(store.journal.of('out-1')).at(-1)?.kind ?? '', {}).es).toContain('se reconstruyeron tras un daño');
    expect(valueOf(store.journal.list({})).at(-1)?.kind).toBe('storeSalvaged');
    expect(valueOf(store.journal.verify()).broken).toBeNull();
    closed();
    expect(opened().opening.salvaged).toBeNull();
  });

  it('is not taken for a new station when it is empty or gone', async () => {
    await withBackupAndMore();
    for (const harm of [() => truncateSync(file, 0), () => rmSync(file)]) {
      harm();
      const { store, opening } = opened();
      expect([opening.isNew, opening.salvaged?.toAsk]).toEqual([false, ['out-1']]);
      expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(2);
      closed();
      rmSync(join(folder, 'damaged'), { recursive: true });
    }
  });

  it('gives up what pages can still be read, without any backup', () => {
    const { store } = opened();
    for (let n = 0; n < 40; n += 1) queueInStore(store, n, { work: { bytes: big(n) }, signature: { signedBytes: big(n + 1000) } });
    closed();
    // one page in the middle of the contents is lost
    const position = readFileSync(file).indexOf('20xxxxxx');
    overwrite(file, Math.floor(position / 4096) * 4096, new Uint8Array(4096).fill(0xaa));
    writeFileSync(`${file}.suspect`, 'a check');
    const { store: mended, opening } = opened();
    const lost = opening.salvaged?.bytesMissing ?? [];
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(5);
    expect(valueOf(mended.outgoing.list({ box: 'outbox' })).total).toBe(40);
    for (let n = 0; n < 40; n += 1)
      if (!lost.includes(`out-${n}`)) expect(valueOf(mended.outgoing.get(`out-${n}`)).signed?.length).toBe(big(n + 1000).length);
  });
});

describe('a certificate that has another number than the one it came under', () => {
  const ownNumber = { signature: { summary: someSummary('CERT-00') } };
  const found = (store: OpenedStore['store'], search: string) =>
    valueOf(store.outgoing.list({ box: 'all', search })).rows.map(({ id }) => id);

  it('is found by both after a salvage', () => {
    const { store } = opened();
    queueInStore(store, 7, ownNumber);
    closed();
    writeFileSync(`${file}.suspect`, 'a check found damage');
    const { store: mended, opening } = opened();
    expect(opening.salvaged).toMatchObject({ lost: [] });
    for (const number of ['CERT-00', 'CL-2026-7']) {
      expect(found(mended, number), number).toEqual(['out-7']);
      expect(valueOf(mended.outgoing.bearing(number)), number).toMatchObject([{ id: 'out-7', number: 'CERT-00' }]);
    }
  });

  it('is told to be lost by the number it was signed under, though its row of before is there', async () => {
    const { store } = opened();
    valueOf(store.outgoing.receive(someWork(7)));
    approveInStore(store, 'out-7');
    valueOf(await store.backup({ at: someTime }));
    valueOf(store.outgoing.storeSignature(someSignature(7, ownNumber.signature)));
    closed();
    const damaged = openConnection({ file });
    damaged.exec('PRAGMA foreign_keys = OFF; DROP TRIGGER outgoing_only_drafts_go; DELETE FROM outgoing');
    damaged.close();
    writeFileSync(`${file}.suspect`, 'a check found damage');
    const { store: mended, opening } = opened();
    expect(opening.salvaged).toMatchObject({ lost: ['out-7'], numbers: { 'out-7': 'CERT-00' } });
    expect(valueOf(mended.outgoing.row('out-7'))).toMatchObject({ state: 'approved', number: 'CL-2026-7' });
  });
});

describe('a salvage that was killed', () => {
  /** A store with two certificates under the salvage's name, and a damaged file with the store's. */
  function halfWay(name: string): void {
    const { store } = opened();
    queueInStore(store, 1);
    queueInStore(store, 2);
    closed();
    copyFileSync(file, `${file}.${name}`);
    overwrite(file, 0, new Uint8Array(4096).fill(0x55));
  }

  it('before its file was finished begins again', () => {
    halfWay('salvaging');
    truncateSync(`${file}.salvaging`, 5000);
    const { store, opening } = opened();
    expect(opening.salvaged?.backup).toBeNull();
    expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(0);
    expect(existsSync(join(opening.salvaged?.aside ?? '', 'store.db'))).toBe(true);
  });

  it('between its last two renames is finished, with the damaged file still there or already aside', () => {
    for (const isAside of [false, true]) {
      halfWay('salvaged');
      if (isAside) rmSync(file);
      const { store, opening } = opened();
      expect([opening.isNew, opening.salvaged]).toEqual([false, null]);
      expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(2);
      closed();
      expect(readdirSync(folder).filter((name) => name.includes('salvag'))).toEqual([]);
      rmSync(file);
    }
    expect(readdirSync(join(folder, 'damaged'))).toHaveLength(1);
  });
});

describe('a foreign write-ahead log', () => {
  it('of another station is set aside and nothing of it gets in', () => {
    const other = mkdtempSync(join(tmpdir(), 'rubrica-other-'));
    const theirs = opened(join(other, 'store.db')).store;
    for (let n = 100; n < 140; n += 1) queueInStore(theirs, n);
    const { store } = opened();
    queueInStore(store, 1);
    closed();
    copyFileSync(join(other, 'store.db-wal'), `${file}-wal`);
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
    copyFileSync(`${file}-wal`, join(folder, 'kept-wal'));
    closed();
    copyFileSync(backup, file);
    copyFileSync(join(folder, 'kept-wal'), `${file}-wal`);
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
    const logged = readFileSync(`${file}-wal`);
    copyFileSync(file, join(folder, 'kept.db'));
    closed();
    for (let cut = 1; cut <= 24; cut += 1) {
      const torn = join(folder, `torn-${cut}`);
      const path = join(torn, 'store.db');
      rmSync(torn, { recursive: true, force: true });
      valueOf(openStore({ file: path })).store.close();
      copyFileSync(join(folder, 'kept.db'), path);
      const length = Math.floor((logged.length * cut) / 24) - (cut % 3) * 7;
      writeFileSync(`${path}-wal`, logged.subarray(0, length));
      const result = openStore({ file: path });
      if (!result.ok) throw new Error(JSON.stringify(result.failure));
      expect(valueOf(result.value.store.journal.verify()).broken).toBeNull();
      result.value.store.close();
    }
  });
});

describe('copies', () => {
  it('are whole, can be opened as a store, and the oldest go', async () => {
    const { store } = valueOf(openStore({ file, keepBackups: 2 }));
    open.push(store);
    queueInStore(store, 1);
    for (let n = 0; n < 4; n += 1) valueOf(await store.backup({ at: after(n) }));
    const names = readdirSync(join(folder, 'backups')).sort();
    expect(names).toEqual(['store-20260302T140002000Z.db', 'store-20260302T140003000Z.db']);
    const restored = join(folder, 'restored', 'store.db');
    valueOf(openStore({ file: restored })).store.close();
    copyFileSync(join(folder, 'backups', names[1] ?? ''), restored);
    const copy = opened(restored).store;
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
    const { store } = valueOf(openStore({ file, freeBytesOf: () => free }));
    open.push(store);
    expect([valueOf(store.space()).isNearlyFull, store.outgoing.roomForSignature(5000).ok]).toEqual([false, true]);
    free = 500_000_000;
    expect([valueOf(store.space()).isNearlyFull, store.outgoing.roomForSignature(5000).ok]).toEqual([true, true]);
    free = 50_000_000;
    expect(store.outgoing.roomForSignature(5000)).toEqual({ ok: false, failure: { code: 'storeFull' } });
    expect(statSync(join(folder, 'store.reserve')).size).toBe(4_000_000);
  });
});

describe('two instances', () => {
  it('are impossible on one folder, and the second is told so', () => {
    const { store } = opened();
    expect(openStore({ file })).toEqual({ ok: false, failure: { code: 'storeInUse' } });
    store.close();
    open.pop();
    approveInStore((valueOf(opened().store.outgoing.receive(someWork(1))), open[0] as OpenedStore['store']), 'out-1');
    valueOf((open[0] as OpenedStore['store']).outgoing.storeSignature(someSignature(1)));
  });
});
