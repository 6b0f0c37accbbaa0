import { type Failure, type Result, done, failed } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Batch, BatchItemState, BatchState, BatchStore } from '#main/ports/store-desk.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';

type BatchRow = {
  readonly id: string;
  readonly state: BatchState;
  readonly fingerprint: string;
  readonly started_at: string;
  readonly started_by: string;
  readonly failure: string;
};
type ItemRow = { readonly outgoing_id: string; readonly number: string; readonly state: BatchItemState; readonly failure: string };

export function batchStore(connection: Connection): BatchStore {
  return {
    create: (batch) =>
      connection.write(() => {
        const at = ownTime(batch.at);
        const ids = jsonText(batch.ids);
        connection.run(
          `INSERT INTO batch (id, state, fingerprint, started_at, started_by) VALUES (?, 'askingPin', ?, ?, ?)`,
          batch.id,
          batch.fingerprint,
          at,
          batch.by,
        );
        const refused = notApproved(connection, ids);
        if (refused) return failed(refused);
        connection.run(
          `INSERT INTO batch_item (batch_id, position, outgoing_id, state) SELECT ?, key, value, 'waiting' FROM json_each(?)`,
          batch.id,
          ids,
        );
        writeLine(connection, {
          at,
          kind: 'batchStarted',
          subject: batch.id,
          by: batch.by,
          detail: { fingerprint: batch.fingerprint, ids: batch.ids },
        });
        return done(null);
      }),
    setState: (change) =>
      connection.write(() => (setState(connection, change) ? done(null) : failed({ code: 'documentNotFound', id: change.id }))),
    setItem: ({ batchId, id, state, failure }) =>
      connection.write(() => {
        const { changes } = connection.run(
          'UPDATE batch_item SET state = ?, failure = ? WHERE batch_id = ? AND outgoing_id = ?',
          state,
          jsonText(failure),
          batchId,
          id,
        );
        return changes === 1 ? done(null) : failed({ code: 'documentNotFound', id });
      }),
    endThoseOver: (now) =>
      connection.write(() => {
        // what the disk did not confirm stays told: whatever was written after it was confirmed with it
        const over = connection.all<{ id: string; isAllSigned: number }>(
          `SELECT b.id, min(${isSigned}) AS isAllSigned
           FROM batch b JOIN batch_item i ON i.batch_id = b.id JOIN outgoing o ON o.id = i.outgoing_id
           WHERE b.state NOT IN ('finished', 'stopped') AND b.state IN ('paused', 'halted')
           GROUP BY b.id HAVING min(${isSigned} OR o.state = 'declined')
             AND NOT (coalesce(b.failure ->> '$.code', '') LIKE 'store%' AND min(i.state = 'signed'))`,
        );
        for (const { id, isAllSigned } of over)
          setState(connection, { id, state: isAllSigned === 1 ? 'finished' : 'stopped', failure: null, ...now });
        return done(over.map(({ id }) => id));
      }),
    get: (id) => connection.read(() => getBatch(connection, id)),
    unfinished: () =>
      connection.read(() => {
        const rows = connection.all<BatchRow>(`SELECT * FROM batch WHERE state NOT IN ('finished', 'stopped') ORDER BY started_at`);
        return done(rows.map((row) => batchOf(connection, row)));
      }),
  };
}

type StateChange = Parameters<BatchStore['setState']>[0];

/** Whether there is such a batch. */
function setState(connection: Connection, { id, state, failure, at, by }: StateChange): boolean {
  const { changes } = connection.run('UPDATE batch SET state = ?, failure = ? WHERE id = ?', state, jsonText(failure), id);
  if (changes > 0) writeLine(connection, { at, kind: 'batchState', subject: id, by, detail: { state, failure: failure?.code ?? null } });
  return changes > 0;
}

/** In this batch or in another one. */
const isSigned = `i.state = 'signed' OR (o.signed_sha256 IS NOT NULL AND o.state <> 'approved')`;

/** The first of them, if any, that nobody may sign now. */
function notApproved(connection: Connection, ids: string): Failure | null {
  const row = connection.first<{ id: string; state: OutgoingState | null }>(
    `SELECT j.value AS id, (SELECT state FROM outgoing o WHERE o.id = j.value) AS state FROM json_each(?) j
     WHERE state IS NOT 'approved' LIMIT 1`,
    ids,
  );
  if (!row) return null;
  return row.state === null ? { code: 'documentNotFound', id: row.id } : { code: 'stateForbids', state: row.state, action: 'sign' };
}

function getBatch(connection: Connection, id: string): Result<Batch> {
  const row = connection.first<BatchRow>('SELECT * FROM batch WHERE id = ?', id);
  return row ? done(batchOf(connection, row)) : failed({ code: 'documentNotFound', id });
}

function batchOf(connection: Connection, row: BatchRow): Batch {
  const items = connection.all<ItemRow>(
    `SELECT i.outgoing_id, o.number, CASE WHEN ${isSigned} THEN 'signed' ELSE i.state END AS state,
       CASE WHEN ${isSigned} THEN 'null' ELSE i.failure END AS failure
     FROM batch_item i JOIN outgoing o ON o.id = i.outgoing_id WHERE i.batch_id = ? ORDER BY i.position`,
    row.id,
  );
  return {
    id: row.id,
    state: row.state,
    fingerprint: row.fingerprint,
    startedAt: row.started_at,
    by: row.started_by,
    failure: parseJson<Failure | null>(row.failure),
    items: items.map((item) => ({
      id: item.outgoing_id,
      number: item.number,
      state: item.state,
      failure: parseJson<Failure | null>(item.failure),
    })),
  };
}
