import type { Page } from '#main/ports/store.ts';
import type { Connection } from '#main/store/connection.ts';

export type Keys = {
  readonly from: string;
  readonly order: string;
  readonly values: readonly (string | number)[];
  /** finding costs more than carrying the keys: all are found once, instead of a page and then the count */
  readonly isCostly?: boolean;
};

const usualLimit = 100;
const largestLimit = 1000;

/** The keys of one page and how many there are in all. `from` names its table `o`, or the search table `s`. */
export function pageOf(connection: Connection, keys: Keys, page: Page): { readonly keys: readonly number[]; readonly total: number } {
  const column = keys.from.startsWith('outgoing_search') || keys.from.startsWith('incoming_search') ? 's.rowid' : 'o.key';
  const limit = Math.min(page.limit ?? usualLimit, largestLimit);
  const offset = page.offset ?? 0;
  if (keys.isCostly) {
    const all = connection.numbers(`SELECT ${column} FROM ${keys.from} ORDER BY ${keys.order}`, ...keys.values);
    return { keys: all.slice(offset, offset + limit), total: all.length };
  }
  const found = connection.all<{ key: number }>(
    `SELECT ${column} AS key FROM ${keys.from} ORDER BY ${keys.order} LIMIT ? OFFSET ?`,
    ...keys.values,
    limit,
    offset,
  );
  // a page that is not full is the last one: no need to count
  if (found.length < limit && (found.length > 0 || offset === 0))
    return { keys: found.map((row) => row.key), total: offset + found.length };
  const total = connection.first<{ total: number }>(`SELECT count(*) AS total FROM ${keys.from}`, ...keys.values)?.total ?? 0;
  return { keys: found.map((row) => row.key), total };
}
