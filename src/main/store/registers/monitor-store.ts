import { done } from '#core/failure.ts';
import { answeredStates, incompleteStates, unsentStates } from '#core/agreed-times.ts';
import { inboxStates, outboxStates } from '#core/lifecycle.ts';
import type { MonitorStore } from '#main/ports/store-registers.ts';
import type { Connection } from '#main/store/connection.ts';
import { type OutgoingColumns, outgoingRow, outgoingSelect, signedBy } from '#main/store/outgoing/outgoing-rows.ts';
import { type Keys, pageOf } from '#main/store/pages.ts';
import { searchQuery } from '#main/store/search-text.ts';

type Direction = 'outgoing' | 'incoming';

/** Figures for the monitor, each answered from an index alone. */
export function monitorStore(connection: Connection): MonitorStore {
  /** an hour is the first 13 characters of a time */
  const arrivals = (from: string, to: string): readonly Both[] => {
    const of = (direction: Direction): ReadonlyMap<string, number> =>
      new Map(
        connection
          .all<{ part: string; count: number }>(
            `SELECT substr(arrived_at, 1, 13) AS part, count(*) AS count FROM ${direction} WHERE arrived_at >= ? AND arrived_at < ? GROUP BY part`,
            from,
            `${to}T99`,
          )
          .map((row) => [row.part, row.count]),
      );
    return bothOf(of('outgoing'), of('incoming'));
  };
  const amounts = (direction: Direction, column: string): ReadonlyMap<string, number> =>
    new Map(
      connection
        .all<{ name: string | null; count: number }>(`SELECT ${column} AS name, count(*) AS count FROM ${direction} GROUP BY ${column}`)
        .flatMap((row) => (row.name === null ? [] : [[row.name, row.count] as const])),
    );
  const before = (direction: Direction, at: string): number =>
    connection.first<{ count: number }>(`SELECT count(*) AS count FROM ${direction} WHERE arrived_at < ?`, at)?.count ?? 0;
  return {
    arrivedBefore: (at) => connection.read(() => done(before('outgoing', at) + before('incoming', at))),
    byState: () =>
      connection.read(() =>
        done(
          (['outgoing', 'incoming'] as const).flatMap((direction) =>
            connection
              .all<{ state: string; count: number }>(`SELECT state, count(*) AS count FROM ${direction} GROUP BY state`)
              .map((row) => ({ direction, ...row })),
          ),
        ),
      ),
    byHour: ({ from, to }) => connection.read(() => done(arrivals(from, to).map(({ name, ...counts }) => ({ hour: name, ...counts })))),
    byCountry: () =>
      connection.read(() => {
        const both = bothOf(amounts('outgoing', 'destination_country'), amounts('incoming', 'from_country'));
        return done(both.map(({ name, ...counts }) => ({ country: name, ...counts })));
      }),
    byType: () =>
      connection.read(() => {
        const both = bothOf(amounts('outgoing', 'type'), amounts('incoming', 'type'));
        return done(both.map(({ name, ...counts }) => ({ type: name, ...counts })));
      }),
    officials: () =>
      connection.read(() => {
        // one step in the index for each official, however many certificates each signed
        const next = `SELECT min(${signedBy}) FROM outgoing WHERE signer IS NOT NULL AND ${signedBy}`;
        return done(
          connection
            .all<{ subject: string }>(
              `WITH RECURSIVE s (subject) AS (SELECT (${next} > '') UNION ALL SELECT (${next} > s.subject) FROM s WHERE s.subject IS NOT NULL)
               SELECT subject FROM s WHERE subject IS NOT NULL`,
            )
            .map((row) => row.subject),
        );
      }),
    incomplete: (query) =>
      connection.read(() => {
        const marks = incompleteStates.map(() => '?').join(', ');
        const bySigner = query.official === undefined ? '' : ` AND o.signer IS NOT NULL AND ${signedBy} = ?`;
        const open = `o.state IN (${marks}) AND o.changed_at < ?${bySigner}`;
        const values = [...incompleteStates, query.before ?? '9999', ...(query.official === undefined ? [] : [query.official])];
        const search = searchQuery(query.search);
        const keys: Keys =
          search === null
            ? { from: `outgoing o WHERE ${open}`, order: 'o.changed_at', values }
            : {
                from: `outgoing o WHERE ${open} AND o.key IN (SELECT s.rowid FROM outgoing_search s WHERE s.outgoing_search MATCH ?)`,
                order: 'o.changed_at',
                values: [...values, search],
                isCostly: true,
              };
        const page = pageOf(connection, keys, query);
        const rows = page.keys.map((key) => connection.first<OutgoingColumns>(`${outgoingSelect} WHERE o.key = ?`, key));
        return done({ rows: rows.flatMap((row) => (row ? [outgoingRow(row)] : [])), total: page.total });
      }),
    heardFrom: ({ country, since }) =>
      connection.read(() => {
        const acknowledged = answeredStates.map((state) => `'${state}'`).join(', ');
        return done(
          connection.first(
            `SELECT 1 FROM outgoing WHERE state IN (${acknowledged}) AND changed_at > ? AND +destination_country = ? LIMIT 1`,
            since,
            country,
          ) !== undefined,
        );
      }),
    late: ({ '*': usual, ...byCountry }) =>
      connection.read(() => {
        const marks = (states: readonly string[]): string => states.map(() => '?').join(', ');
        const countries = Object.entries(byCountry).flat();
        const before = `CASE destination_country ${'WHEN ? THEN ? '.repeat(countries.length / 2)}WHEN '*' THEN NULL ELSE ? END`;
        const since = `CASE WHEN state IN (${marks(unsentStates)}) THEN ifnull(signed_at, changed_at) ELSE changed_at END`;
        const row = connection.first<{ count: number }>(
          `SELECT count(*) AS count FROM outgoing WHERE state IN (${marks(incompleteStates)}) AND ${since} < ${before}`,
          ...incompleteStates,
          ...unsentStates,
          ...countries,
          usual,
        );
        return done(row?.count ?? 0);
      }),
  };
}

export function countsOf(connection: Connection): { inbox: number; outbox: number; attention: number; incoming: number } {
  const count = (table: Direction, states: readonly string[]): number =>
    connection.first<{ count: number }>(
      `SELECT count(*) AS count FROM ${table} WHERE state IN (${states.map(() => '?').join(', ')})`,
      ...states,
    )?.count ?? 0;
  return {
    inbox: count('outgoing', inboxStates),
    outbox: count('outgoing', outboxStates),
    attention: count('outgoing', ['needsAttention', 'refused', 'receivedWithErrors', 'replacementAsked']),
    incoming: count('incoming', ['arrived', 'valid', 'invalid', 'undecided']),
  };
}

type Both = { readonly name: string; readonly outgoing: number; readonly incoming: number };

function bothOf(outgoing: ReadonlyMap<string, number>, incoming: ReadonlyMap<string, number>): readonly Both[] {
  const names = [...new Set([...outgoing.keys(), ...incoming.keys()])].sort();
  return names.map((name) => ({ name, outgoing: outgoing.get(name) ?? 0, incoming: incoming.get(name) ?? 0 }));
}
