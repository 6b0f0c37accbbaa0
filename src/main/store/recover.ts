import { type Result, done } from '#core/failure.ts';
import { type OutgoingState, recoveredAtStart } from '#core/lifecycle.ts';
import type { Recovered } from '#main/ports/store.ts';
import type { Connection } from '#main/store/connection.ts';
import { later, ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { setOutgoingState } from '#main/store/outgoing/move-outgoing.ts';

const longestWaitMs = 24 * 3_600_000;

/** Inside a transaction: nobody but us holds the store, so every lease and every work in progress is a dead process's. */
export function recoverAtStart(connection: Connection, startedAt: string): Result<Recovered> {
  const at = ownTime(startedAt);
  const changed = Object.entries(recoveredAtStart).flatMap(([from, to]) =>
    connection
      .all<{ id: string; key: number; state: OutgoingState }>('SELECT id, key, state FROM outgoing WHERE state = ?', from)
      .map(({ id, key, state }) => {
        // `sending` is asked about at once: the lease that it was under means nothing any more
        setOutgoingState(connection, { id, key, from: state, to, kind: 'recovered', at, by: 'station', dueAt: at });
        return { id, from, to };
      }),
  );
  const leasesReleased = connection.run(
    `UPDATE outbox SET lease_owner = NULL, lease_until = NULL, due_at = ? WHERE lease_owner IS NOT NULL AND phase IN ('deliver', 'ask')`,
    at,
  ).changes;
  // no backoff waits this long: these times were set by a clock that was ahead, and would hold the rows until it comes true
  connection.run(`UPDATE outbox SET due_at = ? WHERE due_at > ? AND phase IN ('deliver', 'ask')`, at, later(at, longestWaitMs));
  connection.run(`UPDATE attempt SET ended_at = ?, outcome = 'interrupted' WHERE ended_at IS NULL`, at);
  const batches = connection
    .all<{ id: string }>(`UPDATE batch SET state = 'halted' WHERE state IN ('askingPin', 'signing') RETURNING id`)
    .map((row) => row.id);
  connection.run(`UPDATE batch_item SET state = 'waiting' WHERE state = 'signing'`);
  for (const id of batches)
    writeLine(connection, { at, kind: 'batchState', subject: id, by: 'station', detail: { state: 'halted', why: 'restart' } });
  return done({ changed, leasesReleased, batches });
}
