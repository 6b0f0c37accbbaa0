import type { Migration } from '#main/store/migrations/migration.ts';

/**
 * A certificate that gets its number from the official's part is still known by the one it came under. Those signed before it
 * was called by the number it got: what their rows say is read again from their bytes.
 */
export const cameUnder: Migration = {
  version: 90,
  sql: `ALTER TABLE outgoing ADD COLUMN came_under TEXT;
CREATE INDEX outgoing_came_under ON outgoing (came_under) WHERE came_under IS NOT NULL;
CREATE TABLE to_read_again (key INTEGER PRIMARY KEY REFERENCES outgoing (key)) STRICT;
INSERT INTO to_read_again SELECT key FROM outgoing WHERE signed_sha256 IS NOT NULL AND issuing_body IS NULL;`,
};
