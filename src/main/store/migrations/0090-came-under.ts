import type { Migration } from '#main/store/migrations/migration.ts';

/** A certificate that gets its number from the official's part is still known by the one it came under. */
export const cameUnder: Migration = {
  version: 90,
  sql: `ALTER TABLE outgoing ADD COLUMN came_under TEXT;
CREATE INDEX outgoing_came_under ON outgoing (came_under) WHERE came_under IS NOT NULL;`,
};
