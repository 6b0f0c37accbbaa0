import type { Migration } from '#main/store/migrations/migration.ts';

/** An incoming certificate is asked for the one that replaces it, which may have come before it. */
export const replacing: Migration = {
  version: 40,
  sql: 'CREATE INDEX incoming_replaces ON incoming (replaces) WHERE replaces IS NOT NULL;',
};
