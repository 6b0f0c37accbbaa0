import Database from 'better-sqlite3';
import type { Failure } from '#core/failure.ts';

/**
 * SQLite's result codes (sqlite.org/rescode.html) as failures a person can act on. Null for what is a bug of ours:
 * constraint, misuse, a wrong statement.
 */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Database.SqliteError)) return null;
  const { code, message } = error;
  if (code.startsWith('SQLITE_FULL')) return { code: 'storeFull' };
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM')) return { code: 'storeReadOnly' };
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) return { code: 'storeDamaged', detail: `${code}: ${message}` };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code.startsWith('SQLITE_PROTOCOL'))
    return { code: 'storeInUse' };
  // an fsync, a read or a write the disk refused; CANTOPEN also when a folder vanished under us
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN'))
    return { code: 'storeInputOutput', detail: `${code}: ${message}` };
  return null;
}

/** Damage that we found and SQLite could not, told in the same way. */
export function damage(detail: string): Error {
  return new Database.SqliteError(detail, 'SQLITE_CORRUPT');
}
