import type { Migration } from '#main/store/migrations/migration.ts';

/** One contingency may be open for the whole line and one for each country that does not answer. */
export const contingencyOfACountry: Migration = {
  version: 80,
  sql: `DROP INDEX contingency_one_open;
CREATE UNIQUE INDEX contingency_one_open ON contingency (scope) WHERE closed_at IS NULL;`,
};
