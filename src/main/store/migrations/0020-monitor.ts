import type { Migration } from '#main/store/migrations/migration.ts';

/** The monitor's lists of all certificates: by country, by type, by the official who signed; newest first from an index. */
export const monitor: Migration = {
  version: 20,
  sql: `
DROP INDEX outgoing_country;
CREATE INDEX outgoing_country ON outgoing (destination_country, arrived_at);
CREATE INDEX outgoing_type ON outgoing (type, arrived_at);
CREATE INDEX outgoing_official ON outgoing (json_extract(signer, '$.subject'), arrived_at) WHERE signer IS NOT NULL;
CREATE INDEX incoming_type ON incoming (type);
`,
};
