import { join } from 'node:path';
import { expect } from 'vitest';
import { openConnection } from '#main/store/connection.ts';
import { boundlessDisk } from '#main/store/disk.ts';
import { nameStore } from '#main/store/identity.ts';
import { migrate } from '#main/store/migrate.ts';
import { knownVersion, migrations } from '#main/store/migrations/migrations.ts';
import { openStore } from '#main/store/open-store.ts';
import { storeOn } from '#main/store/store.ts';
import { after, queueInStore, someSummary, valueOf } from '#test/fakes/store.ts';

const oldVersion = 20;
/** enough that rows go over several pages */
const certificates = 40;

/** A store as an earlier version of the product left it: certificates sent, waiting, and one that waits for another. */
export function makeOldStore(dir: string): void {
  const connection = openConnection({ file: join(dir, 'store.db') });
  migrate(
    connection,
    migrations.filter(({ version }) => version <= oldVersion),
  );
  nameStore(connection);
  const store = storeOn(connection, boundlessDisk, null, () => undefined);
  for (let n = 0; n < certificates; n += 1) queueInStore(store, n);
  const work = { id: 'out-last', summary: someSummary('CL-2026-last', { replaces: 'CL-2026-39' }) };
  queueInStore(store, 'last', { work });
  const claim = valueOf(store.outbox.claimDue({ now: after(1), leaseMs: 60_000, owner: 'old' }));
  const outcome = { kind: 'accepted', receiptId: 'receipt-old', at: after(2) } as const;
  valueOf(store.outbox.settle({ key: claim?.key ?? '', owner: 'old', at: after(2), outcome }));
  store.close();
}

/** Whatever happened during the migration: the next start has every row in the new form, with what each refers to. */
export async function expectMigrated(dir: string): Promise<void> {
  const startedAt = performance.now();
  const { store, opening } = valueOf(openStore({ file: join(dir, 'store.db') }));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect([opening.salvaged, opening.foreignLog]).toEqual([null, null]);
  expect(valueOf(store.journal.verify()).broken).toBeNull();
  expect(valueOf(await store.check())).toEqual([]);
  const { rows, total } = valueOf(store.outgoing.list({ box: 'all', limit: 100 }));
  expect(total).toBe(certificates + 1);
  expect(rows.filter((row) => row.receiptId === 'receipt-old').map((row) => row.state)).toEqual(['sent']);
  expect(valueOf(store.outbox.attempts('out-0'))).toMatchObject([{ outcome: 'accepted' }]);
  expect(valueOf(store.outbox.certificatesWaiting({ after: null })).at(-1)).toEqual({
    id: 'out-last',
    key: 'key-last',
    earlierKey: 'key-39',
  });
  const queued = valueOf(
    store.outbox.enqueue({ key: 'carried-1', kind: 'carried', subject: null, destination: null, payload: null, at: after(3), by: 'x' }),
  );
  expect(queued.isNew).toBe(true);
  store.close();
  const connection = openConnection({ file: join(dir, 'store.db') });
  expect(Number(connection.pragma('user_version'))).toBe(knownVersion);
  connection.close();
}
