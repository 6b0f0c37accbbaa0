import { type Connection, openConnection } from '#main/store/connection.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';

/** All tables of this version, empty, in memory. */
export function freshTables(): Connection {
  const connection = openConnection({ file: ':memory:' });
  migrate(connection, migrations);
  return connection;
}

/** What SQLite said to it, or 'allowed'. */
export function refusal(work: () => void): string {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
