import type { Failure } from '#core/failure.ts';
import type { Connection } from '#main/store/connection.ts';
import type { Migration } from '#main/store/migrations/migration.ts';

export function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/** A file that a later version of the product wrote is not touched. */
export function newerThanKnown(found: number, known: number): Failure | null {
  return found > known ? { code: 'storeNewer', found, known } : null;
}

/** Each migration with its `user_version` in one transaction: a kill leaves the file at one version or the other. */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    if (migration.version <= versionOf(connection)) continue;
    connection.exec('BEGIN IMMEDIATE');
    try {
      connection.exec(migration.sql);
      connection.exec(`PRAGMA user_version = ${migration.version}`);
      connection.exec('COMMIT');
    } catch (error) {
      // after some errors SQLite has rolled back by itself (sqlite.org/lang_transaction.html)
      if (connection.isInTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  }
}
