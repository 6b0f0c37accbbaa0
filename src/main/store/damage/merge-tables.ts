import type { Connection } from '#main/store/connection.ts';
import { sha256Of } from '#main/store/content.ts';
import { type JournalRow, rowHash, genesis } from '#main/store/journal-chain.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

type Value = string | number | null | Uint8Array;
type Row = Readonly<Record<string, Value>>;
export type Merged = { readonly name: string; readonly saved: number; readonly lost: number };

/** Tables with their key, parents first; `content` and `journal` have rules of their own. */
const tables: readonly (readonly [string, string])[] = [
  ['contingency', 'id'],
  ['contingency_grant', 'key'],
  ['outbox', 'key'],
  ['attempt', 'key'],
  ['outgoing', 'key'],
  ['gateway_event', 'key'],
  ['incoming', 'key'],
  ['incoming_report', 'key'],
  ['cursor', 'name'],
  ['setting', 'key'],
  ['draft', 'id'],
  ['template', 'id'],
  ['batch', 'id'],
  ['replica', 'authority'],
  ['official', 'key'],
  ['evidence', 'key'],
  ['notice', 'key'],
];

/** Every row that can still be read from the damaged file, over what the backup had of it. */
export function mergeTables(from: Connection, into: Connection): readonly Merged[] {
  const contents = mergeContent(from, into);
  const others = tables.map(([name, key]) => {
    const columns = into.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', name).map((column) => column.name);
    const put = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
      ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
    return mergeRows(from, name, (row) =>
      isPut(
        into,
        put,
        columns.map((column) => row[column] ?? null),
      ),
    );
  });
  const items = mergeBatchItems(from, into);
  return [contents, ...others, items];
}

function mergeContent(from: Connection, into: Connection): Merged {
  return mergeRows(from, 'content', (row) => {
    const { sha256, bytes } = row;
    if (typeof sha256 !== 'string' || !(bytes instanceof Uint8Array) || sha256Of(bytes) !== sha256) return false;
    return isPut(into, 'INSERT INTO content (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING', [
      sha256,
      bytes.length,
      bytes,
    ]);
  });
}

function mergeBatchItems(from: Connection, into: Connection): Merged {
  let [saved, lost] = [0, 0];
  try {
    for (const row of from.all<Row>('SELECT * FROM batch_item')) {
      const columns = Object.keys(row);
      const put = `INSERT INTO batch_item (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
        ON CONFLICT (batch_id, outgoing_id) DO UPDATE SET state = excluded.state, failure = excluded.failure`;
      if (isPut(into, put, Object.values(row))) saved += 1;
      else lost += 1;
    }
  } catch (error) {
    if (!failureOf(error)) throw error;
    lost += 1;
  }
  return { name: 'batch_item', saved, lost };
}

/** A row that is no longer what the schema allows is counted as lost. */
function isPut(into: Connection, sql: string, values: readonly Value[]): boolean {
  try {
    into.run(sql, ...values);
    return true;
  } catch {
    // a constraint: the row was altered by the damage
    return false;
  }
}

/** In the order of the keys; where a page cannot be read, on from the next key that can. */
function mergeRows(from: Connection, name: string, put: (row: Row) => boolean): Merged {
  let [saved, lost] = [0, 0];
  let after = -1;
  let tries = 0;
  for (;;) {
    try {
      const rows = from.all<Row & { salvaged_key: number }>(
        `SELECT rowid AS salvaged_key, * FROM ${name} WHERE rowid > ? ORDER BY rowid LIMIT 1`,
        after,
      );
      const row = rows[0];
      if (!row) return { name, saved, lost };
      if (put(row)) saved += 1;
      else lost += 1;
      after = row.salvaged_key;
      tries = 0;
    } catch (error) {
      if (!failureOf(error)) throw error;
      // key by key over a lost page, in growing steps where more than a page is lost
      tries += 1;
      lost += 1;
      after += tries < 5000 ? 1 : 2 ** (tries - 5000);
      if (after > 1e12) return { name, saved, lost };
    }
  }
}

export type MergedJournal = { readonly isComplete: boolean; readonly beyondGap: readonly JournalRow[] };

/** Entries that go on where the backup's chain ends. Those behind a gap cannot be chained: they are kept beside. */
export function mergeJournal(from: Connection, into: Connection): MergedJournal {
  const head = into.first<{ sequence: number; hash: string }>('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1');
  let [sequence, previous] = [head?.sequence ?? 0, head?.hash ?? genesis];
  const beyondGap: JournalRow[] = [];
  const merged = mergeRows(from, 'journal', (row) => {
    const entry = row as unknown as JournalRow;
    if (entry.sequence <= sequence) return true;
    if (entry.sequence !== sequence + 1 || entry.previous !== previous || rowHash(entry) !== entry.hash) {
      beyondGap.push(entry);
      return true;
    }
    into.run(
      'INSERT INTO journal (sequence, at, kind, subject, actor, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      entry.sequence,
      entry.at,
      entry.kind,
      entry.subject,
      entry.actor,
      entry.detail,
      entry.previous,
      entry.hash,
    );
    [sequence, previous] = [entry.sequence, entry.hash];
    return true;
  });
  return { isComplete: merged.lost === 0 && beyondGap.length === 0, beyondGap };
}
