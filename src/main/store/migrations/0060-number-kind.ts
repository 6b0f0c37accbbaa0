import type { Migration } from '#main/store/migrations/migration.ts';

/**
 * Numbers are granted for one document each, in as many digits as the gateway says. Of those granted before nobody wrote down for
 * which, so none of them is given out any more: others are granted with the next line.
 */
export const numberKind: Migration = {
  version: 60,
  sql: `ALTER TABLE contingency_grant ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE contingency_grant ADD COLUMN digits INTEGER NOT NULL DEFAULT 1;`,
};
