import { done } from '#core/failure.ts';
import { type OutgoingState, inboxStates, outboxStates } from '#core/lifecycle.ts';
import type { MonitorStore } from '#main/ports/store-registers.ts';
import type { Connection } from '#main/store/connection.ts';
import { type OutgoingColumns, outgoingRow, outgoingSelect } from '#main/store/outgoing/outgoing-rows.ts';
import { type Keys, pageOf } from '#main/store/pages.ts';
import { searchQuery } from '#main/store/search-text.ts';

type Direction = 'outgoing' | 'incoming';

/** On its way and without an end yet. */
export const incompleteStates: readonly OutgoingState[] = [
  'queued',
  'sending',
  'unconfirmed',
  'needsAttention',
  'sent',
  'receivedWithErrors',
  'refused',
  'replacementAsked',
];

/** Figures for the monitor, each answered from an index alone. */
export function monitorStore(connection: Connection): MonitorStore {
  return {
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
    byDay: ({ from, to }) =>
      connection.read(() => {
        const days = (direction: Direction): ReadonlyMap<string, number> =>
          new Map(
            connection
              .all<{ day: string; count: number }>(
                `SELECT substr(arrived_at, 1, 10) AS day, count(*) AS count FROM ${direction} WHERE arrived_at >= ? AND arrived_at < ? GROUP BY day`,
                from,
                `${to}T99`,
              )
              .map((row) => [row.day, row.count]),
          );
        return done(bothOf(days('outgoing'), days('incoming')).map(({ name, ...counts }) => ({ day: name, ...counts })));
      }),
    byCountry: () =>
      connection.read(() => {
        const countries = (direction: Direction, column: string): ReadonlyMap<string, number> =>
          new Map(
            connection
              .all<{ country: string | null; count: number }>(
                `SELECT ${column} AS country, count(*) AS count FROM ${direction} GROUP BY ${column}`,
              )
              .flatMap((row) => (row.country === null ? [] : [[row.country, row.count] as const])),
          );
        const both = bothOf(countries('outgoing', 'destination_country'), countries('incoming', 'from_country'));
        return done(both.map(({ name, ...counts }) => ({ country: name, ...counts })));
      }),
    incomplete: (query) =>
      connection.read(() => {
        const marks = incompleteStates.map(() => '?').join(', ');
        const open = `o.state IN (${marks}) AND o.changed_at < ?`;
        const values = [...incompleteStates, query.before ?? '9999'];
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

function bothOf(
  outgoing: ReadonlyMap<string, number>,
  incoming: ReadonlyMap<string, number>,
): readonly { readonly name: string; readonly outgoing: number; readonly incoming: number }[] {
  const names = [...new Set([...outgoing.keys(), ...incoming.keys()])].sort();
  return names.map((name) => ({ name, outgoing: outgoing.get(name) ?? 0, incoming: incoming.get(name) ?? 0 }));
}
