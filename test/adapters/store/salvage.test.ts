import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { timelineSentence } from '#core/text/timeline.ts';
import { openConnection } from '#main/store/connection.ts';
import type { Store } from '#main/ports/store.ts';
import { big, overwrite, storeOnDisk } from '#test/adapters/store/store-on-disk.ts';
import { approveInStore, queueInStore, someSignature, someSummary, someTime, someWork, valueOf } from '#test/fakes/store.ts';

const disk = storeOnDisk();
const { opened, closed } = disk;

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
    const damaged = readFileSync(disk.file);
    damaged.fill(0x55, 0, 100);
    writeFileSync(disk.file, damaged);
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
    for (const harm of [() => truncateSync(disk.file, 0), () => rmSync(disk.file)]) {
      harm();
      const { store, opening } = opened();
      expect([opening.isNew, opening.salvaged?.toAsk]).toEqual([false, ['out-1']]);
      expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(2);
      closed();
      rmSync(join(disk.folder, 'damaged'), { recursive: true });
    }
  });

  it('gives up what pages can still be read, without any backup', () => {
    const { store } = opened();
    for (let n = 0; n < 40; n += 1) queueInStore(store, n, { work: { bytes: big(n) }, signature: { signedBytes: big(n + 1000) } });
    closed();
    // one page in the middle of the contents is lost
    const position = readFileSync(disk.file).indexOf('20xxxxxx');
    overwrite(disk.file, Math.floor(position / 4096) * 4096, new Uint8Array(4096).fill(0xaa));
    writeFileSync(`${disk.file}.suspect`, 'a check');
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
  const found = (store: Store, search: string) => valueOf(store.outgoing.list({ box: 'all', search })).rows.map(({ id }) => id);

  it('is found by both after a salvage', () => {
    const { store } = opened();
    queueInStore(store, 7, ownNumber);
    closed();
    writeFileSync(`${disk.file}.suspect`, 'a check found damage');
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
    const damaged = openConnection({ file: disk.file });
    damaged.exec('PRAGMA foreign_keys = OFF; DROP TRIGGER outgoing_only_drafts_go; DELETE FROM outgoing');
    damaged.close();
    writeFileSync(`${disk.file}.suspect`, 'a check found damage');
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
    copyFileSync(disk.file, `${disk.file}.${name}`);
    overwrite(disk.file, 0, new Uint8Array(4096).fill(0x55));
  }

  it('before its file was finished begins again', () => {
    halfWay('salvaging');
    truncateSync(`${disk.file}.salvaging`, 5000);
    const { store, opening } = opened();
    expect(opening.salvaged?.backup).toBeNull();
    expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(0);
    expect(existsSync(join(opening.salvaged?.aside ?? '', 'store.db'))).toBe(true);
  });

  it('between its last two renames is finished, with the damaged file still there or already aside', () => {
    for (const isAside of [false, true]) {
      halfWay('salvaged');
      if (isAside) rmSync(disk.file);
      const { store, opening } = opened();
      expect([opening.isNew, opening.salvaged]).toEqual([false, null]);
      expect(valueOf(store.outgoing.list({ box: 'all' })).total).toBe(2);
      closed();
      expect(readdirSync(disk.folder).filter((name) => name.includes('salvag'))).toEqual([]);
      rmSync(disk.file);
    }
    expect(readdirSync(join(disk.folder, 'damaged'))).toHaveLength(1);
  });
});
