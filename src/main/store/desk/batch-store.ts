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
      connection.write(() => {
        const { changes } = connection.run(
          'UPDATE batch SET state = ?, failure = ? WHERE id = ?',
          change.state,
          jsonText(change.failure),
          change.id,
        );
        if (changes === 0) return failed({ code: 'documentNotFound', id: change.id });
        writeLine(connection, {
          at: change.at,
          kind: 'batchState',
          subject: change.id,
          by: change.by,
          detail: { state: change.state, failure: change.failure?.code ?? null },
        });
        return done(null);
      }),
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
    get: (id) => connection.read(() => getBatch(connection, id)),
    unfinished: () =>
      connection.read(() => {
        // one that stands still has something left to sign: the rest may have been signed in another batch
        const rows = connection.all<BatchRow>(
          `SELECT * FROM batch b WHERE state NOT IN ('finished', 'stopped') AND (state NOT IN ('paused', 'halted') OR EXISTS (
             SELECT 1 FROM batch_item i JOIN outgoing o ON o.id = i.outgoing_id WHERE i.batch_id = b.id AND NOT (${isSigned})))
           ORDER BY started_at`,
        );
        return done(rows.map((row) => batchOf(connection, row)));
      }),
  };
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
  const failure = parseJson<Failure | null>(row.failure);
  // with nothing left to sign it is over, whoever signed the rest; what the disk did not confirm stays told
  const standsStill = row.state === 'paused' || (row.state === 'halted' && failure?.code.startsWith('store') !== true);
  const isOver = standsStill && items.every(({ state }) => state === 'signed');
  return {
    id: row.id,
    state: isOver ? 'finished' : row.state,
    fingerprint: row.fingerprint,
    startedAt: row.started_at,
    by: row.started_by,
    failure: isOver ? null : failure,
    items: items.map((item) => ({
      id: item.outgoing_id,
      number: item.number,
      state: item.state,
      failure: parseJson<Failure | null>(item.failure),
    })),
  };
}
