import type { Migration } from '#main/store/migrations/migration.ts';

/** The outbox carries what a courier brought from another station too. SQLite changes no CHECK: the table is made anew. */
export const carried: Migration = {
  version: 30,
  makesTablesAnew: true,
  sql: `
CREATE TABLE outbox_next (
  key INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('certificate', 'answer', 'notice', 'mail', 'carried')),
  subject TEXT,
  destination TEXT,
  payload TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('deliver', 'ask', 'held', 'done')),
  depends_on INTEGER REFERENCES outbox (key),
  queued_at TEXT NOT NULL CHECK (queued_at GLOB '????-??-??T??:??:??.???Z'),
  due_at TEXT NOT NULL CHECK (due_at GLOB '????-??-??T??:??:??.???Z'),
  lease_owner TEXT,
  lease_until TEXT,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO outbox_next
  SELECT key, idempotency_key, kind, subject, destination, payload, phase, depends_on, queued_at, due_at, lease_owner, lease_until, attempts
  FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_next RENAME TO outbox;
CREATE INDEX outbox_due ON outbox (kind, due_at) WHERE phase IN ('deliver', 'ask');
CREATE TRIGGER outbox_is_never_removed BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'nothing is dropped from the outbox'); END;
`,
};
