import { incomingTable } from '#main/store/migrations/0010-first-light.ts';
import type { Migration } from '#main/store/migrations/migration.ts';

/**
 * What another country answers is neither judged nor answered: a state of its own. SQLite changes no CHECK: the table is made anew,
 * and with it what later steps added to it.
 */
export const answers: Migration = {
  version: 70,
  makesTablesAnew: true,
  sql: `
CREATE TABLE incoming_before AS SELECT * FROM incoming;
DROP TABLE incoming;
${incomingTable}
INSERT INTO incoming SELECT * FROM incoming_before;
DROP TABLE incoming_before;
CREATE INDEX incoming_type ON incoming (type);
CREATE INDEX incoming_replaces ON incoming (replaces) WHERE replaces IS NOT NULL;
`,
};
