import type { Handlers } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import type { Held, WorkRow } from '#test/fakes/station-rows.ts';

const boxes = {
  inbox: ['pending', 'inReview', 'approved'],
  outbox: ['queued', 'sending', 'unconfirmed', 'needsAttention'],
  all: null,
} as const;
export type Box = keyof typeof boxes;

export function rowsOf(work: readonly Held<WorkRow>[], box: Box): readonly WorkRow[] {
  return work.map((held) => held.row).filter((row) => boxes[box] === null || (boxes[box] as readonly string[]).includes(row.state));
}

/** The boxes as lists: searched, narrowed, page by page; and who stands beside whom in the inbox. */
export function workCalls(rowsIn: (box: Box) => readonly WorkRow[]): Pick<Handlers<StationApi>, 'work' | 'neighbours'> {
  return {
    work: ({ box, states, search, country, type, official, ids, offset = 0, limit = 200 }) => {
      const words = search?.toLowerCase() ?? '';
      const found = rowsIn(box).filter(
        (row) =>
          (states?.includes(row.state) ?? true) &&
          (ids?.includes(row.id) ?? true) &&
          row.destinationCountry === (country ?? row.destinationCountry) &&
          row.type === (type ?? row.type) &&
          row.signedBy === (official ?? row.signedBy) &&
          `${row.number} ${row.goods} ${row.exporter}`.toLowerCase().includes(words),
      );
      return { ok: true, value: { rows: found.slice(offset, offset + limit), total: found.length } };
    },
    neighbours: ({ id }) => {
      const rows = rowsIn('inbox');
      const at = rows.findIndex((row) => row.id === id);
      const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at))];
      const nextToReview = others.find(({ state }) => state === 'pending' || state === 'inReview')?.id ?? null;
      const [next, previous] = [rows[at + 1]?.id ?? null, rows[at - 1]?.id ?? null];
      return { ok: true, value: { next, previous, nextToReview, position: at + 1, total: rows.length } };
    },
  };
}
