import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

const applicationId = 0x52424757; // RBGW

/**
 * The gateway's own file. `synchronous=FULL`: a receipt is given only for what is on the disk.
 * A delivery is unique by sender and key, and by sender, destination and bytes: each document is held once.
 */
const schema = `
create table deliveries (
  seq integer primary key autoincrement,
  owner text not null,
  key text not null,
  sha256 text not null,
  receiver_country text not null,
  document_id text not null,
  transaction_id text not null,
  receipt_id text not null unique,
  received_at text not null,
  header text not null,
  bytes blob not null,
  route text not null check (route in ('rest', 'soap', 'courier')),
  acknowledgement text,
  unique (owner, key),
  unique (owner, receiver_country, sha256)
) strict;
create index deliveries_by_transaction on deliveries (owner, transaction_id);
create table work (
  seq integer primary key autoincrement,
  id text not null unique,
  country text,
  assigned_to text,
  due_at text,
  arrived_at text not null,
  source text not null,
  sha256 text not null,
  bytes blob not null
) strict;
create table events (
  seq integer primary key autoincrement,
  id text not null,
  owner text not null,
  at text not null,
  source text not null,
  document_id text not null,
  sha256 text,
  kind text not null,
  text text,
  faults text not null
) strict;
create table inbound (
  seq integer primary key autoincrement,
  id text not null unique,
  country text not null,
  header text not null,
  sha256 text not null,
  bytes blob not null,
  arrived_at text not null,
  delivery integer references deliveries (seq)
) strict;
create table answers (
  inbound text not null references inbound (id),
  kind text not null,
  at text not null,
  text text,
  faults text not null,
  primary key (inbound, kind)
) strict;
create table officials_files (
  sequence integer primary key,
  kind text not null check (kind in ('replica', 'delta')),
  sha256 text not null,
  bytes blob not null
) strict;
create table officials (
  fingerprint text primary key,
  country text not null,
  entity_id text not null,
  entity_name text not null,
  scope text not null,
  jurisdiction text not null,
  name text not null,
  is_official integer not null,
  is_enabled integer not null,
  enabled_from text not null,
  enabled_until text,
  revoked_at text
) strict;
create table crls (sha256 text primary key, bytes blob not null) strict;
create table notices (
  seq integer primary key autoincrement,
  id text not null,
  from_owner text not null,
  from_country text not null,
  country text not null,
  subject text not null,
  text text not null,
  at text not null,
  unique (from_owner, id)
) strict;
create table ranges (
  owner text not null,
  id text not null,
  document_type text not null,
  prefix text not null,
  first integer not null,
  last integer not null,
  valid_until text not null,
  primary key (owner, id)
) strict;
create table courier_packages (
  sha256 text primary key,
  owner text not null,
  imported_at text not null,
  results text not null
) strict;
create table settings (name text primary key, value text not null) strict;
`;

/** Each station's key for the courier, vouched for by its client certificate. */
const courierStations = `
create table courier_stations (
  user text primary key,
  owner text not null,
  certificate text not null,
  public_key text not null,
  signature text not null,
  told_at text not null
) strict;
`;

/** In order; a new one takes the next ten. */
const steps: readonly (readonly [number, string])[] = [
  [10, schema],
  [20, courierStations],
];
const newest = Math.max(...steps.map(([version]) => version));

export type Ledger = Database.Database;

export function openLedger(folder: string): Ledger {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ledger = new Database(path.join(folder, 'gateway.sqlite'));
  ledger.pragma('journal_mode = wal');
  ledger.pragma('synchronous = full');
  ledger.pragma('foreign_keys = on');
  const found = Number(ledger.pragma('user_version', { simple: true }));
  if (found > newest) {
    ledger.close();
    throw new Error(`gateway.sqlite has version ${found}; this gateway knows ${newest}`);
  }
  for (const [version, sql] of steps) {
    if (version <= found) continue;
    ledger.transaction(() => {
      ledger.exec(sql);
      ledger.pragma(`application_id = ${applicationId}`);
      ledger.pragma(`user_version = ${version}`);
    })();
  }
  return ledger;
}
