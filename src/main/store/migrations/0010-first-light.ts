import { inboxStates, incomingStates, outgoingStates } from '#core/lifecycle.ts';
import type { Migration } from '#main/store/migrations/migration.ts';

function oneOf(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(', ')})`;
}

/** Times are UTC text with milliseconds, so that they sort as text. */
function isTime(column: string): string {
  return `CHECK (${column} GLOB '????-??-??T??:??:??.???Z')`;
}

const summaryColumns = `
  type_code TEXT, status_code TEXT, issuer_country TEXT, destination_country TEXT, issuing_body TEXT,
  exporter TEXT, importer TEXT, goods TEXT, issued_at TEXT, replaces TEXT`;

/** With its indexes and its guard; made anew where the states of the lifecycle change. */
export const incomingTable = `CREATE TABLE incoming (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  gateway_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ${oneOf(incomingStates)}),
  number TEXT NOT NULL,
  type TEXT,
  version TEXT,${summaryColumns},
  has_summary INTEGER NOT NULL CHECK (has_summary IN (0, 1)),
  from_country TEXT,
  header TEXT NOT NULL,
  arrived_at TEXT NOT NULL ${isTime('arrived_at')},
  changed_at TEXT NOT NULL ${isTime('changed_at')},
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES content (sha256),
  same_bytes_as TEXT,
  verdict TEXT CHECK (verdict IN ('valid', 'invalid', 'undecided')),
  reasons TEXT NOT NULL DEFAULT '[]',
  judged_at TEXT
) STRICT;
CREATE INDEX incoming_state ON incoming (state, arrived_at);
CREATE INDEX incoming_arrived ON incoming (arrived_at);
CREATE INDEX incoming_number ON incoming (number);
CREATE INDEX incoming_sha256 ON incoming (sha256);
CREATE INDEX incoming_country ON incoming (from_country);
CREATE TRIGGER incoming_is_never_removed BEFORE DELETE ON incoming BEGIN SELECT RAISE(ABORT, 'what arrived is never removed'); END;`;

export const firstLight: Migration = {
  version: 10,
  sql: `
CREATE TABLE content (
  key INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL CHECK (length(bytes) = size)
) STRICT;
CREATE TRIGGER content_is_never_changed BEFORE UPDATE ON content BEGIN SELECT RAISE(ABORT, 'content is never changed'); END;
CREATE TRIGGER content_is_never_removed BEFORE DELETE ON content BEGIN SELECT RAISE(ABORT, 'content is never removed'); END;

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  at TEXT NOT NULL ${isTime('at')},
  kind TEXT NOT NULL,
  subject TEXT,
  actor TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX journal_subject ON journal (subject) WHERE subject IS NOT NULL;
CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_never_removed BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_a_chain BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE sequence >= NEW.sequence)
  OR (NEW.sequence > 1 AND NEW.previous IS NOT (SELECT hash FROM journal WHERE sequence = NEW.sequence - 1))
BEGIN SELECT RAISE(ABORT, 'the journal is a chain'); END;

CREATE TABLE contingency (
  id TEXT PRIMARY KEY,
  reason TEXT NOT NULL,
  scope TEXT NOT NULL,
  declared_at TEXT NOT NULL ${isTime('declared_at')},
  declared_by TEXT NOT NULL,
  closed_at TEXT,
  report TEXT NOT NULL DEFAULT 'null'
) STRICT;
CREATE UNIQUE INDEX contingency_one_open ON contingency ((closed_at IS NULL)) WHERE closed_at IS NULL;
CREATE TABLE contingency_grant (
  key INTEGER PRIMARY KEY,
  prefix TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first),
  next INTEGER NOT NULL CHECK (next BETWEEN first AND last + 1),
  granted_at TEXT NOT NULL,
  UNIQUE (prefix, first, last)
) STRICT;

CREATE TABLE outbox (
  key INTEGER PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('certificate', 'answer', 'notice', 'mail')),
  subject TEXT,
  destination TEXT,
  payload TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('deliver', 'ask', 'held', 'done')),
  depends_on INTEGER REFERENCES outbox (key),
  queued_at TEXT NOT NULL ${isTime('queued_at')},
  due_at TEXT NOT NULL ${isTime('due_at')},
  lease_owner TEXT,
  lease_until TEXT,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_due ON outbox (kind, due_at) WHERE phase IN ('deliver', 'ask');
CREATE TRIGGER outbox_is_never_removed BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'nothing is dropped from the outbox'); END;
CREATE TABLE attempt (
  key INTEGER PRIMARY KEY,
  outbox_key INTEGER NOT NULL REFERENCES outbox (key),
  what TEXT NOT NULL CHECK (what IN ('deliver', 'ask')),
  owner TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX attempt_outbox ON attempt (outbox_key);
CREATE INDEX attempt_running ON attempt (outbox_key) WHERE ended_at IS NULL;

CREATE TABLE outgoing (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ${oneOf(outgoingStates)}),
  number TEXT NOT NULL,
  type TEXT NOT NULL,
  version TEXT NOT NULL,${summaryColumns},
  source TEXT NOT NULL,
  source_id TEXT,
  assigned_to TEXT,
  arrived_at TEXT NOT NULL ${isTime('arrived_at')},
  due_at TEXT,
  changed_at TEXT NOT NULL ${isTime('changed_at')},
  errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT REFERENCES content (sha256),
  digest TEXT,
  to_sign_sha256 TEXT REFERENCES content (sha256),
  signed_sha256 TEXT REFERENCES content (sha256),
  signed_at TEXT,
  signer TEXT,
  algorithm TEXT,
  evidence TEXT NOT NULL DEFAULT '[]',
  outbox_key INTEGER REFERENCES outbox (key),
  receipt_id TEXT,
  acknowledgement TEXT,
  contingency_id TEXT REFERENCES contingency (id),
  CHECK (state = 'draft' OR sha256 IS NOT NULL),
  CHECK (state <> 'approved' OR digest IS NOT NULL),
  CHECK (state IN ('draft', 'pending', 'inReview', 'approved', 'declined') OR (signed_sha256 IS NOT NULL AND outbox_key IS NOT NULL))
) STRICT;
CREATE INDEX outgoing_state ON outgoing (state, changed_at);
CREATE INDEX outgoing_inbox ON outgoing (due_at IS NULL, due_at, arrived_at) WHERE state IN ${oneOf(inboxStates)};
CREATE INDEX outgoing_arrived ON outgoing (arrived_at);
CREATE INDEX outgoing_number ON outgoing (number);
CREATE INDEX outgoing_sha256 ON outgoing (sha256);
CREATE INDEX outgoing_signed ON outgoing (signed_sha256) WHERE signed_sha256 IS NOT NULL;
CREATE INDEX outgoing_country ON outgoing (destination_country);
CREATE INDEX outgoing_contingency ON outgoing (contingency_id) WHERE contingency_id IS NOT NULL;
CREATE UNIQUE INDEX outgoing_source ON outgoing (source_id) WHERE source = 'gateway' AND source_id IS NOT NULL;
CREATE TRIGGER outgoing_only_drafts_go BEFORE DELETE ON outgoing WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'only a draft can be thrown away'); END;
CREATE VIRTUAL TABLE outgoing_search USING fts5 (
  number, exporter, importer, goods, body, country,
  content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);

CREATE TABLE gateway_event (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  outgoing_key INTEGER REFERENCES outgoing (key),
  document_id TEXT NOT NULL,
  sha256 TEXT,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  source TEXT NOT NULL,
  note TEXT,
  faults TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'waits', 'late', 'unknownDocument'))
) STRICT;
CREATE INDEX gateway_event_waits ON gateway_event (outgoing_key) WHERE outcome = 'waits';
CREATE INDEX gateway_event_unknown ON gateway_event (document_id) WHERE outcome = 'unknownDocument';

${incomingTable}
CREATE VIRTUAL TABLE incoming_search USING fts5 (
  number, exporter, importer, goods, body, country,
  content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
CREATE TABLE incoming_report (
  key INTEGER PRIMARY KEY,
  incoming_key INTEGER NOT NULL REFERENCES incoming (key),
  at TEXT NOT NULL,
  report TEXT NOT NULL,
  evidence TEXT NOT NULL
) STRICT;
CREATE INDEX incoming_report_of ON incoming_report (incoming_key);

CREATE TABLE cursor (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE draft (
  id TEXT PRIMARY KEY REFERENCES outgoing (id),
  type TEXT NOT NULL,
  version TEXT NOT NULL,
  number TEXT NOT NULL,
  answers TEXT,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  draft_values TEXT NOT NULL
) STRICT;
CREATE TABLE template (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  template_values TEXT NOT NULL
) STRICT;

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('askingPin', 'signing', 'paused', 'halted', 'finished', 'stopped')),
  fingerprint TEXT NOT NULL,
  started_at TEXT NOT NULL,
  started_by TEXT NOT NULL,
  failure TEXT NOT NULL DEFAULT 'null'
) STRICT;
CREATE INDEX batch_unfinished ON batch (started_at) WHERE state NOT IN ('finished', 'stopped');
CREATE TABLE batch_item (
  batch_id TEXT NOT NULL REFERENCES batch (id),
  position INTEGER NOT NULL,
  outgoing_id TEXT NOT NULL REFERENCES outgoing (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'signing', 'signed', 'failed')),
  failure TEXT NOT NULL DEFAULT 'null',
  PRIMARY KEY (batch_id, outgoing_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE replica (
  authority TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  issued_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES content (sha256)
) STRICT;
CREATE TABLE official (
  key INTEGER PRIMARY KEY,
  authority TEXT NOT NULL REFERENCES replica (authority),
  fingerprint TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  country TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  official TEXT NOT NULL,
  certificate BLOB NOT NULL,
  UNIQUE (fingerprint, authority, entity_id)
) STRICT;
CREATE INDEX official_country ON official (country, name);

CREATE TABLE evidence (
  key INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('crl', 'ocsp', 'certificate', 'directory', 'incident')),
  lookup TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES content (sha256),
  valid_from TEXT,
  valid_until TEXT,
  source TEXT NOT NULL,
  received_at TEXT NOT NULL,
  UNIQUE (kind, lookup, sha256)
) STRICT;

CREATE TABLE notice (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  subject TEXT,
  country TEXT,
  detail TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  count INTEGER NOT NULL,
  closed_at TEXT
) STRICT;
CREATE UNIQUE INDEX notice_open ON notice (topic, ifnull(subject, '')) WHERE closed_at IS NULL;
`,
};
