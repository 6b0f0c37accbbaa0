import { done } from '#core/failure.ts';
import type { JournalStore, JournalFault, JournalVerdict } from '#main/ports/store-journal.ts';
import { canonicalJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { type JournalRow, entryOf, genesis, rowHash, writeLine } from '#main/store/journal-chain.ts';

export function journalStore(connection: Connection): JournalStore {
  return {
    append: (line) =>
      connection.write(() => {
        writeLine(connection, line);
        return done(null);
      }),
    of: (subject) =>
      connection.read(() =>
        done(connection.all<JournalRow>('SELECT * FROM journal WHERE subject = ? ORDER BY sequence', subject).map(entryOf)),
      ),
    list: ({ afterSequence = 0, limit = 1000 }) =>
      connection.read(() =>
        done(
          connection
            .all<JournalRow>('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?', afterSequence, limit)
            .map(entryOf),
        ),
      ),
    head: () =>
      connection.read(() => {
        const last = connection.first<JournalRow>('SELECT * FROM journal ORDER BY sequence DESC LIMIT 1');
        return done({ sequence: last?.sequence ?? 0, hash: last?.hash ?? genesis, lastAt: last?.at ?? null });
      }),
    verify: () => connection.read(() => done(verifyJournal(connection))),
    *export() {
      for (const row of journalRows(connection)) yield `${canonicalJson(entryOf(row))}\n`;
    },
  };
}

/** In pages, so that other work on the connection is possible between two entries. */
function* journalRows(connection: Connection): Generator<JournalRow> {
  let after = 0;
  for (;;) {
    const rows = connection.all<JournalRow>('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT 500', after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.sequence;
  }
}

/** Walks the chain; then holds every certificate's state against the last one the journal tells of it. */
export function verifyJournal(connection: Connection): JournalVerdict {
  let previous = genesis;
  let sequence = 0;
  const told = new Map<string, { readonly sequence: number; readonly state: string }>();
  const broken = (at: number, why: JournalFault, subject: string | null = null): JournalVerdict => ({
    entries: sequence,
    head: previous,
    broken: { sequence: at, why, subject },
  });
  for (const row of journalRows(connection)) {
    if (row.sequence !== sequence + 1) return broken(sequence + 1, 'missing');
    if (row.previous !== previous) return broken(row.sequence, 'unchained');
    if (rowHash(row) !== row.hash) return broken(row.sequence, 'changed');
    const state = stateIn(row.detail);
    if (row.subject !== null && state !== null) told.set(row.subject, { sequence: row.sequence, state });
    previous = row.hash;
    sequence = row.sequence;
  }
  for (const table of ['outgoing', 'incoming'])
    for (const row of connection.all<{ id: string; state: string }>(`SELECT id, state FROM ${table}`)) {
      const last = told.get(row.id);
      if (last?.state !== row.state) return broken(last?.sequence ?? sequence, 'stateDiffers', row.id);
    }
  return { entries: sequence, head: previous, broken: null };
}

/** What somebody wrote with a hash that fits may still be no JSON. */
function detailIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function stateIn(text: string): string | null {
  const detail = detailIn(text);
  if (detail === null || typeof detail !== 'object' || !('to' in detail)) return null;
  return typeof detail.to === 'string' ? detail.to : null;
}
