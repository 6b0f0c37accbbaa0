import { setImmediate as turn } from 'node:timers/promises';
import { type Result, done } from '#core/failure.ts';
import type { Connection } from '#main/store/connection.ts';
import { sha256Of } from '#main/store/content.ts';
import { type JournalRow, rowHash, genesis } from '#main/store/journal-chain.ts';

/** Each step takes some milliseconds; between two of them everything else has its turn. */
type Step = () => Step | null;

/**
 * Reads every page in use: all contents against their hashes, the journal's chain, every row of every table, every
 * index against its table's count. What is wrong, in words for the log; `[]` when nothing is.
 */
export async function checkStore(connection: Connection, isStopped: () => boolean = () => false): Promise<Result<readonly string[]>> {
  const problems: string[] = [];
  for (const start of [
    ...rowSteps(connection, problems),
    ...indexSteps(connection, problems),
    contentStep(connection, problems, 0),
    chainStep(connection, problems),
  ]) {
    let step: Step | null = start;
    while (step !== null && !isStopped()) {
      const current: Step = step;
      const next: Result<Step | null> = connection.read(() => done(current()));
      if (!next.ok) {
        if (next.failure.code !== 'storeDamaged') return next;
        problems.push(next.failure.detail);
      }
      step = next.ok ? next.value : null;
      await turn();
    }
  }
  return done(problems);
}

function contentStep(connection: Connection, problems: string[], after: number): Step {
  return () => {
    const rows = connection.all<{ key: number; sha256: string; bytes: Uint8Array }>(
      'SELECT key, sha256, bytes FROM content WHERE key > ? ORDER BY key LIMIT 64',
      after,
    );
    for (const row of rows) if (sha256Of(row.bytes) !== row.sha256) problems.push(`content ${row.sha256} no longer has its hash`);
    const last = rows.at(-1);
    return last ? contentStep(connection, problems, last.key) : null;
  };
}

function chainStep(connection: Connection, problems: string[], after = 0, previous = genesis): Step {
  return () => {
    const rows = connection.all<JournalRow>('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence LIMIT 250', after);
    let [sequence, hash] = [after, previous];
    for (const row of rows) {
      if (row.sequence !== sequence + 1 || row.previous !== hash || rowHash(row) !== row.hash) {
        problems.push(`the journal is broken at entry ${sequence + 1}`);
        return null;
      }
      [sequence, hash] = [row.sequence, row.hash];
    }
    return rows.length > 0 ? chainStep(connection, problems, sequence, hash) : null;
  };
}

/** Every row of every table, in the order of the file. */
function rowSteps(connection: Connection, problems: string[]): Step[] {
  const tables = connection.all<{ name: string; wr: number }>(
    `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT IN ('content', 'journal', 'sqlite_schema')`,
  );
  return tables.map(({ name, wr }) => {
    if (wr === 1) return () => wholeTable(connection, name);
    const from = (after: number): Step => {
      return () => {
        const rows = connection.all<{ checked_key: number }>(
          `SELECT rowid AS checked_key, * FROM "${name}" WHERE rowid > ? ORDER BY rowid LIMIT 500`,
          after,
        );
        const last = rows.at(-1);
        return last ? from(last.checked_key) : null;
      };
    };
    return from(-1);
  });
  function wholeTable(db: Connection, name: string): null {
    const found = db.pragma(`quick_check('${name}')`);
    if (found !== 'ok') problems.push(String(found));
    return null;
  }
}

/** An index that has lost or gained an entry has another count than its table. */
function indexSteps(connection: Connection, problems: string[]): Step[] {
  const indexes = connection.all<{ name: string; tbl_name: string }>(
    `SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '% WHERE %'`,
  );
  return indexes.map(({ name, tbl_name: table }) => () => {
    const count = (of: string): number => connection.first<{ n: number }>(`SELECT count(*) AS n FROM "${table}" ${of}`)?.n ?? -1;
    if (count(`INDEXED BY "${name}"`) !== count('NOT INDEXED')) problems.push(`index ${name} does not match its table`);
    return null;
  });
}
