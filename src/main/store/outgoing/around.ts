import { statesToReview } from '#core/lifecycle.ts';
import type { Neighbours } from '#main/ports/store-outgoing.ts';
import type { Connection } from '#main/store/connection.ts';
import { keysOf } from '#main/store/outgoing/list-outgoing.ts';

/** By the keys of the whole inbox, which its index holds: ten thousand of them are a few milliseconds. */
export function inboxAround(connection: Connection, id: string): Neighbours {
  const { from, order } = keysOf({ box: 'inbox' });
  const keys = connection.numbers(`SELECT o.key FROM ${from} ORDER BY ${order}`);
  const own = connection.first<{ key: number }>('SELECT key FROM outgoing WHERE id = ?', id)?.key;
  const at = own === undefined ? -1 : keys.indexOf(own);
  const marks = statesToReview.map(() => '?').join(', ');
  const waiting = new Set(connection.numbers(`SELECT key FROM outgoing WHERE state IN (${marks})`, ...statesToReview));
  const others = [...keys.slice(at + 1), ...keys.slice(0, Math.max(0, at))];
  const idOf = (key: number | undefined): string | null =>
    key === undefined ? null : (connection.first<{ id: string }>('SELECT id FROM outgoing WHERE key = ?', key)?.id ?? null);
  return {
    next: idOf(keys[at + 1]),
    previous: at > 0 ? idOf(keys[at - 1]) : null,
    nextToReview: idOf(others.find((key) => waiting.has(key))),
    position: at + 1,
    total: keys.length,
  };
}
