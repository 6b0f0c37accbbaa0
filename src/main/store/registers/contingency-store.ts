import { type Result, done, failed } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';
import type { Contingency, ContingencyStore } from '#main/ports/store-registers.ts';
import { canonicalJson, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';

type Row = {
  readonly id: string;
  readonly reason: string;
  readonly scope: string;
  readonly declared_at: string;
  readonly declared_by: string;
  readonly closed_at: string | null;
  readonly report: string;
  readonly issued: number;
};

const select = `SELECT c.*, (SELECT count(*) FROM outgoing o WHERE o.contingency_id = c.id) AS issued FROM contingency c`;

export function contingencyStore(connection: Connection): ContingencyStore {
  return {
    declare: ({ id, reason, scope, at, by }) =>
      connection.write(() => {
        if (connection.first('SELECT 1 FROM contingency WHERE closed_at IS NULL AND scope = ?', scope))
          return failed({ code: 'stateForbids', state: 'contingency', action: 'declare' });
        connection.run(
          'INSERT INTO contingency (id, reason, scope, declared_at, declared_by) VALUES (?, ?, ?, ?, ?)',
          id,
          reason,
          scope,
          ownTime(at),
          by,
        );
        writeLine(connection, { at, kind: 'contingencyDeclared', subject: id, by, detail: { reason, scope } });
        return done(null);
      }),
    close: ({ id, report, at, by }) =>
      connection.write(() => {
        const { changes } = connection.run(
          'UPDATE contingency SET closed_at = ?, report = ? WHERE id = ? AND closed_at IS NULL',
          ownTime(at),
          canonicalJson(report),
          id,
        );
        if (changes === 0) return failed({ code: 'stateForbids', state: 'closed', action: 'close' });
        writeLine(connection, { at, kind: 'contingencyClosed', subject: id, by, detail: { report } });
        return done(null);
      }),
    open: () =>
      connection.read(() => done(connection.all<Row>(`${select} WHERE c.closed_at IS NULL ORDER BY c.declared_at`).map(contingencyOf))),
    list: () => connection.read(() => done(connection.all<Row>(`${select} ORDER BY c.declared_at DESC`).map(contingencyOf))),
    certificates: (id) =>
      connection.read(() =>
        done(
          connection.all<{ id: string; number: string; state: OutgoingState }>(
            'SELECT id, number, state FROM outgoing WHERE contingency_id = ? ORDER BY signed_at, number',
            id,
          ),
        ),
      ),
    grantNumbers: ({ kind, prefix, from, to, digits, at }) =>
      connection.write(() => {
        const { changes } = connection.run(
          `INSERT INTO contingency_grant (kind, prefix, first, last, next, digits, granted_at) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (prefix, first, last) DO NOTHING`,
          kind,
          prefix,
          from,
          to,
          from,
          digits,
          ownTime(at),
        );
        if (changes === 1)
          writeLine(connection, { at, kind: 'numbersGranted', subject: null, by: 'gateway', detail: { document: kind, prefix, from, to } });
        return done(null);
      }),
    numbersLeft: (kind) =>
      connection.read(() =>
        done(
          connection.first<{ left: number | null }>('SELECT sum(last - next + 1) AS left FROM contingency_grant WHERE kind = ?', kind)
            ?.left ?? 0,
        ),
      ),
    retireNumbers: (kind) =>
      connection.write(() => {
        connection.run('UPDATE contingency_grant SET next = last + 1 WHERE kind = ? AND next <= last', kind);
        return done(null);
      }),
    takeNumber: (request) => connection.write(() => takeNumber(connection, request)),
  };
}

/** A number is taken once, whatever becomes of it: the journal says for what. */
function takeNumber(connection: Connection, request: Parameters<ContingencyStore['takeNumber']>[0]): Result<string | null> {
  const grant = connection.first<{ prefix: string; taken: number; digits: number }>(
    `UPDATE contingency_grant SET next = next + 1
     WHERE key = (SELECT key FROM contingency_grant WHERE kind = ? AND next <= last ORDER BY key LIMIT 1)
     RETURNING prefix, next - 1 AS taken, digits`,
    request.kind,
  );
  if (!grant) return done(null);
  const number = `${grant.prefix}${String(grant.taken).padStart(grant.digits, '0')}`;
  writeLine(connection, { at: request.at, kind: 'numberTaken', subject: request.subject, by: request.by, detail: { number } });
  return done(number);
}

function contingencyOf(row: Row): Contingency {
  const { id, reason, scope, issued } = row;
  return {
    id,
    reason,
    scope,
    issued,
    declaredAt: row.declared_at,
    declaredBy: row.declared_by,
    closedAt: row.closed_at,
    report: parseJson<Json>(row.report),
  };
}
