import type { Connection } from '#main/store/connection.ts';
import type { Migration } from '#main/store/migrations/migration.ts';

export function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

/** Each migration with its `user_version` in one transaction: a kill leaves the file at one version or the other. */
export function migrate(connection: Connection, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    if (migration.version <= versionOf(connection)) continue;
    // has no effect inside a transaction
    if (migration.makesTablesAnew) connection.pragma('foreign_keys = OFF');
    try {
      takeStep(connection, migration);
    } finally {
      connection.pragma('foreign_keys = ON');
    }
  }
}

function takeStep(connection: Connection, migration: Migration): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.exec(migration.sql);
    if (migration.makesTablesAnew) {
      const astray = connection.all<{ table: string }>('SELECT "table" FROM pragma_foreign_key_check');
      if (astray.length > 0) throw new Error(`migration ${migration.version} left rows of ${astray[0]?.table} without their parent`);
    }
    connection.exec(`PRAGMA user_version = ${migration.version}`);
    connection.exec('COMMIT');
  } catch (error) {
    // after some errors SQLite has rolled back by itself (sqlite.org/lang_transaction.html)
    if (connection.isInTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
