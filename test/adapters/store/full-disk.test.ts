import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { type Disk, boundlessDisk } from '#main/store/disk.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';
import { storeOn } from '#main/store/store.ts';
import { approveInStore, someSignature, someWork, valueOf } from '#test/fakes/store.ts';

let connection: Connection;
beforeEach(() => {
  connection = openConnection({ file: ':memory:' });
  migrate(connection, migrations);
});
/** No page more than there are: SQLite then answers as it does on a full disk. */
const fill = (): unknown => connection.pragma(`max_page_count = ${Number(connection.pragma('page_count'))}`);
const signed = someSignature(1, { signedBytes: new Uint8Array(50_000).fill(60) });
function approved(disk: Disk): Store {
  const store = storeOn(connection, disk, null, () => {});
  valueOf(store.outgoing.receive(someWork(1)));
  approveInStore(store, 'out-1');
  fill();
  return store;
}

describe('a full disk', () => {
  it('refuses a signature whole: the certificate stays approved and nothing is half written', () => {
    const store = approved(boundlessDisk);
    const before = valueOf(store.journal.head());
    expect(store.outgoing.storeSignature(signed)).toEqual({ ok: false, failure: { code: 'storeFull' } });
    expect(valueOf(store.outgoing.row('out-1'))).toMatchObject({ state: 'approved', signedSha256: null });
    expect(valueOf(store.journal.head())).toEqual(before);
    expect(valueOf(store.outbox.waiting())).toEqual([]);
  });

  it('gives up the room held back, so that a signature already made is kept', () => {
    const given: string[] = [];
    const disk: Disk = {
      ...boundlessDisk,
      giveReserve: () => {
        given.push('reserve');
        connection.pragma('max_page_count = 100000');
        return true;
      },
    };
    const store = approved(disk);
    valueOf(store.outgoing.storeSignature(signed));
    expect([given, valueOf(store.outgoing.row('out-1')).state]).toEqual([['reserve'], 'queued']);
  });

  it('inside a longer transaction undoes all of it, also when the work goes on regardless', () => {
    const store = approved(boundlessDisk);
    const result = store.together(() => {
      const full = store.outgoing.receive(someWork(2, { bytes: new Uint8Array(100_000) }));
      expect(full).toMatchObject({ ok: false });
      return store.setCursor('work', 'after');
    });
    expect(result).toEqual({ ok: false, failure: { code: 'storeFull' } });
    expect(valueOf(store.cursor('work'))).toBeNull();
  });
});
