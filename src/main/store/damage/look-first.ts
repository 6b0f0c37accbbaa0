import { existsSync, statSync } from 'node:fs';
import type { Connection, ConnectionOptions } from '#main/store/connection.ts';
import { openToLook } from '#main/store/connection.ts';
import { identityInFile } from '#main/store/identity.ts';
import { type JournalRow, rowHash, genesis } from '#main/store/journal-chain.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';

/** How many of the newest journal entries are read before the store is trusted: after a kill what the log may hold, otherwise a glance. */
const tailAfterKill = 2000;
const tailUsually = 50;

/**
 * What is wrong with a file that is about to be opened; null when nothing is seen. A write-ahead log that belongs to
 * another file is replayed by SQLite without a question (sqlite.org/howtocorrupt.html, 1.4), and closing would write
 * it into the file: so the look is taken by a connection that cannot write.
 */
export function problemBeforeOpening(options: ConnectionOptions): string | null {
  if (!existsSync(options.file)) return null;
  const identity = identityInFile(options.file);
  let looking: Connection | null = null;
  try {
    looking = openToLook(options);
    if (identity !== null && identity !== Number(looking.pragma('application_id'))) return 'the log belongs to another store';
    if (looking.first('SELECT 1 FROM sqlite_schema LIMIT 1') === undefined) return null;
    return tailProblem(looking, hasLog(options.file) ? tailAfterKill : tailUsually);
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.code === 'storeDamaged') return failure.detail;
    // in use, no permission, no disk: opening for good will say so
    if (failure) return null;
    throw error;
  } finally {
    looking?.close();
  }
}

export function hasLog(file: string): boolean {
  const log = `${file}-wal`;
  return existsSync(log) && statSync(log).size > 0;
}

/** Whether the newest entries of the journal follow one another. */
function tailProblem(connection: Connection, length: number): string | null {
  if (!connection.first(`SELECT 1 FROM sqlite_schema WHERE name = 'journal'`)) return null;
  const rows = connection.all<JournalRow>('SELECT * FROM journal ORDER BY sequence DESC LIMIT ?', length).toReversed();
  const first = rows[0];
  let previous = first?.sequence === 1 ? genesis : first?.previous;
  let sequence = (first?.sequence ?? 1) - 1;
  for (const row of rows) {
    if (row.sequence !== sequence + 1 || row.previous !== previous || rowHash(row) !== row.hash)
      return `the journal is broken at entry ${sequence + 1}`;
    [sequence, previous] = [row.sequence, row.hash];
  }
  return null;
}
