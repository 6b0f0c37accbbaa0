import { type Result, done, failed } from '#core/failure.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Json } from '#main/ports/store.ts';
import type { IncomingCertificate, IncomingStore } from '#main/ports/store-incoming.ts';
import type { Evidence } from '#main/ports/trust.ts';
import { parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { contentOf } from '#main/store/content.ts';
import { type IncomingColumns, incomingRow } from '#main/store/incoming/incoming-rows.ts';
import { judgeIncoming, moveIncoming } from '#main/store/incoming/judge-incoming.ts';
import { receiveIncoming } from '#main/store/incoming/receive-incoming.ts';
import { ownTime } from '#main/store/instants.ts';
import { enqueue } from '#main/store/outbox/outbox.ts';
import { type Keys, pageOf } from '#main/store/pages.ts';
import { searchQuery } from '#main/store/search-text.ts';

/** The incoming part of the store: each operation one transaction. */
export function incomingStore(connection: Connection): IncomingStore {
  const find = (id: string): IncomingColumns | undefined => connection.first<IncomingColumns>('SELECT * FROM incoming WHERE id = ?', id);
  return {
    receive: (document) => connection.write(() => receiveIncoming(connection, document)),
    list: (query) =>
      connection.read(() => {
        const { keys, total } = pageOf(connection, incomingKeys(query), query);
        const rows = keys.map((key) => connection.first<IncomingColumns>('SELECT * FROM incoming WHERE key = ?', key));
        return done({ rows: rows.flatMap((row) => (row ? [incomingRow(row)] : [])), total });
      }),
    row: (id) =>
      connection.read(() => {
        const columns = find(id);
        return columns ? done(incomingRow(columns)) : failed({ code: 'documentNotFound', id });
      }),
    get: (id) => connection.read(() => getIncoming(connection, find(id), id)),
    byNumber: (number) =>
      connection.read(() =>
        done(connection.all<IncomingColumns>('SELECT * FROM incoming WHERE number = ? ORDER BY key DESC', number).map(incomingRow)),
      ),
    replacing: (number) =>
      connection.read(() =>
        done(connection.all<IncomingColumns>('SELECT * FROM incoming WHERE replaces = ? ORDER BY key DESC', number).map(incomingRow)),
      ),
    toJudge: ({ before, limit }) =>
      connection.read(() =>
        done(
          connection
            .all<{ id: string }>(
              `SELECT id FROM (SELECT id, arrived_at FROM incoming WHERE state = 'arrived'
               UNION ALL SELECT id, arrived_at FROM incoming WHERE state = 'undecided' AND judged_at < ?) ORDER BY arrived_at LIMIT ?`,
              ownTime(before),
              limit,
            )
            .map((row) => row.id),
        ),
      ),
    judge: (judged) => connection.write(() => judgeIncoming(connection, judged)),
    apply: (step) => connection.write(() => moveIncoming(connection, step)),
    answer: (step) =>
      connection.write(() => {
        const moved = moveIncoming(connection, step);
        if (!moved.ok) return moved;
        const queued = enqueue(connection, {
          key: step.key,
          kind: 'answer',
          subject: step.id,
          destination: find(step.id)?.from_country ?? null,
          payload: step.answer,
          at: step.at,
          by: step.by,
        });
        return queued.ok ? moved : queued;
      }),
  };
}

/** The SQL that names the keys of a list, in its order. */
export function incomingKeys(query: Parameters<IncomingStore['list']>[0]): Keys {
  const search = searchQuery(query.search);
  const states = query.states ?? [];
  const marks = `(${states.map(() => '?').join(', ')})`;
  if (search !== null && states.length === 0)
    return { from: 'incoming_search s WHERE s.incoming_search MATCH ?', order: 's.rowid DESC', values: [search], isCostly: true };
  if (search !== null)
    return {
      from: `incoming_search s WHERE s.incoming_search MATCH ? AND +s.rowid IN (SELECT o.key FROM incoming o WHERE o.state IN ${marks})`,
      order: 's.rowid DESC',
      values: [search, ...states],
      isCostly: true,
    };
  if (query.states) return { from: `incoming o WHERE o.state IN ${marks}`, order: 'o.arrived_at DESC', values: states };
  return { from: 'incoming o', order: 'o.arrived_at DESC', values: [] };
}

function getIncoming(connection: Connection, columns: IncomingColumns | undefined, id: string): Result<IncomingCertificate> {
  if (!columns) return failed({ code: 'documentNotFound', id });
  const bytes = contentOf(connection, columns.sha256);
  if (!bytes) return failed({ code: 'storeDamaged', detail: `bytes of ${id} are missing` });
  const last = connection.first<{ report: string; evidence: string }>(
    'SELECT report, evidence FROM incoming_report WHERE incoming_key = ? ORDER BY key DESC LIMIT 1',
    columns.key,
  );
  return done({
    row: incomingRow(columns),
    header: parseJson<Header | null>(columns.header),
    bytes,
    report: last ? parseJson<Json>(last.report) : null,
    evidence: last ? parseJson<readonly Evidence[]>(last.evidence) : [],
  });
}
