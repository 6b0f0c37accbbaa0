import { type OutgoingState, inboxStates, outboxStates } from '#core/lifecycle.ts';
import type { Rows } from '#main/ports/store.ts';
import type { OutgoingQuery, OutgoingRow } from '#main/ports/store-outgoing.ts';
import { jsonText } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { type OutgoingColumns, outgoingRow, outgoingSelect, signedBy } from '#main/store/outgoing/outgoing-rows.ts';
import { type Keys, pageOf } from '#main/store/pages.ts';
import { searchQuery } from '#main/store/search-text.ts';

/** A page of a box: keys from an index first, the rows of that page only then. */
export function listOutgoing(connection: Connection, query: OutgoingQuery): Rows<OutgoingRow> {
  const { keys, total } = pageOf(connection, keysOf(query), query);
  const rows = keys.map((key) => connection.first<OutgoingColumns>(`${outgoingSelect} WHERE o.key = ?`, key));
  return { rows: rows.flatMap((row) => (row ? [outgoingRow(row)] : [])), total };
}

/** The inbox's order, narrowed to a state or not: who works it from the top signs first what is due first. */
const mostUrgentFirst = 'o.due_at IS NULL, o.due_at, o.arrived_at';

/** The SQL that names the keys of a list, in its order. Exported for the tests that read its query plan. */
export function keysOf(query: OutgoingQuery): Keys {
  const search = searchQuery(query.search);
  const states = statesOf(query);
  const narrowed = narrowedBy(query);
  if (search !== null) {
    const match = { from: 'outgoing_search s WHERE s.outgoing_search MATCH ?', order: 's.rowid DESC', values: [search], isCostly: true };
    if (narrowed.where.length > 0) {
      const where = states ? [...narrowed.where, `o.state IN ${marks(states)}`] : narrowed.where;
      return {
        from: `outgoing_search s WHERE s.outgoing_search MATCH ? AND +s.rowid IN (SELECT o.key FROM outgoing o WHERE ${where.join(' AND ')})`,
        order: 's.rowid DESC',
        values: [search, ...narrowed.values, ...(states ?? [])],
        isCostly: true,
      };
    }
    if (!states) return match;
    return {
      from: `outgoing_search s WHERE s.outgoing_search MATCH ? AND +s.rowid IN (SELECT o.key FROM outgoing o WHERE o.state IN ${marks(states)})`,
      order: 's.rowid DESC',
      values: [search, ...states],
      isCostly: true,
    };
  }
  if (narrowed.where.length > 0) {
    const where = states ? [...narrowed.where, `+o.state IN ${marks(states)}`] : narrowed.where;
    return { from: `outgoing o WHERE ${where.join(' AND ')}`, order: 'o.arrived_at DESC', values: [...narrowed.values, ...(states ?? [])] };
  }
  if (query.states && states) {
    const order = query.box === 'inbox' ? mostUrgentFirst : 'o.changed_at DESC';
    return { from: `outgoing o INDEXED BY outgoing_state WHERE o.state IN ${marks(states)}`, order, values: states };
  }
  if (query.box === 'inbox')
    return {
      from: `outgoing o INDEXED BY outgoing_inbox WHERE o.state IN ${literal(inboxStates)}`,
      order: mostUrgentFirst,
      values: [],
    };
  if (query.box === 'outbox')
    return { from: `outgoing o WHERE o.state IN ${literal(outboxStates)}`, order: 'o.changed_at DESC', values: [] };
  return { from: 'outgoing o', order: 'o.arrived_at DESC', values: [] };
}

/** The clauses that an index of its own serves, each in order of arrival. */
function narrowedBy(query: OutgoingQuery): { readonly where: readonly string[]; readonly values: readonly string[] } {
  const clauses = [
    [query.official, `o.signer IS NOT NULL AND ${signedBy} = ?`],
    [query.country, 'o.destination_country = ?'],
    [query.type, 'o.type = ?'],
    [query.ids && jsonText(query.ids), 'o.id IN (SELECT value FROM json_each(?))'],
  ] as const;
  const asked = clauses.flatMap(([value, clause]) => (value === undefined ? [] : [{ value, clause }]));
  return { where: asked.map((one) => one.clause), values: asked.map((one) => one.value) };
}

function statesOf(query: OutgoingQuery): readonly OutgoingState[] | null {
  const ofBox = query.box === 'inbox' ? inboxStates : query.box === 'outbox' ? outboxStates : null;
  if (!query.states) return ofBox;
  return ofBox ? query.states.filter((state) => ofBox.includes(state)) : query.states;
}

/** Literal, so that the partial index made for the same list answers (sqlite.org/partialindex.html). */
function literal(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(', ')})`;
}

function marks(states: readonly string[]): string {
  return `(${states.map(() => '?').join(', ')})`;
}
