import type { Migration } from '#main/store/migrations/migration.ts';

/** Where the destination does not decide the version, a template is of one; of those kept before, nobody knows which. */
export const templateVersion: Migration = {
  version: 50,
  sql: 'ALTER TABLE template ADD COLUMN version TEXT;',
};
