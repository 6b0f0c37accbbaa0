import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureText } from '#core/text/failures.ts';
import { type Connection, openConnection } from '#main/store/connection.ts';
import { contingencyStore } from '#main/store/registers/contingency-store.ts';
import { templateStore } from '#main/store/desk/template-store.ts';
import { migrate, versionOf } from '#main/store/migrate.ts';
import { knownVersion, migrations } from '#main/store/migrations/migrations.ts';
import { openStore } from '#main/store/open-store.ts';
import { freshTables, refusal } from '#test/adapters/store/tables.ts';
import { queueInStore, valueOf } from '#test/fakes/store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-migrations-'));
  file = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file as a version before that of this number left it. */
function tablesBefore(number: number): Connection {
  const connection = openConnection({ file });
  migrate(
    connection,
    migrations.filter(({ version }) => version < number),
  );
  return connection;
}

describe('migrations', () => {
  it('are numbered by tens, in order, and each brings the file to its own number', () => {
    const connection = openConnection({ file: ':memory:' });
    for (const [index, migration] of migrations.entries()) {
      expect(migration.version).toBe((index + 1) * 10);
      migrate(connection, migrations.slice(0, index + 1));
      expect(versionOf(connection)).toBe(migration.version);
      expect(connection.pragma('integrity_check')).toBe('ok');
    }
    expect(versionOf(connection)).toBe(knownVersion);
  });

  it('leave the file as it was when one fails half way', () => {
    const connection = freshTables();
    const bad = { version: knownVersion + 10, sql: 'CREATE TABLE half (x) STRICT; CREATE TABLE half (y) STRICT;' };
    expect(refusal(() => migrate(connection, [...migrations, bad]))).not.toBe('allowed');
    expect(versionOf(connection)).toBe(knownVersion);
    expect(connection.first(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`)).toBeUndefined();
  });

  it('never touch a file of a later version', () => {
    valueOf(openStore({ file })).store.close();
    const connection = openConnection({ file });
    connection.exec(`PRAGMA user_version = ${knownVersion + 10}`);
    connection.close();
    const failure = { code: 'storeNewer', found: knownVersion + 10, known: knownVersion, snapshot: null };
    expect(openStore({ file })).toEqual({ ok: false, failure });
    expect(openStore({ file })).toMatchObject({ failure: { code: 'storeNewer' } });
  });

  it('never judge or mend a file of a later version, whose journal may chain in another way', () => {
    const { store } = valueOf(openStore({ file }));
    queueInStore(store, 1);
    store.close();
    const connection = openConnection({ file });
    connection.exec(`PRAGMA user_version = ${knownVersion + 10}`);
    for (const { name } of connection.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`)) {
      connection.exec(`DROP TRIGGER ${name}`);
    }
    connection.exec(`UPDATE journal SET hash = hex(randomblob(32))`);
    connection.close();
    writeFileSync(`${file}.suspect`, 'a check of the later version found damage');
    const before = readFileSync(file);
    expect(openStore({ file })).toMatchObject({ failure: { code: 'storeNewer' } });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'damaged'))).toBe(false);
  });

  it('leave a snapshot that a returned older version names, and works with once it is restored', () => {
    const { store } = valueOf(openStore({ file }));
    const id = queueInStore(store, 1);
    store.close();
    // what a later version does first, and then with the file
    const backups = join(folder, 'backups');
    mkdirSync(backups, { recursive: true });
    const snapshot = join(backups, `before-migration-from-${knownVersion}-2.db`);
    const later = openConnection({ file });
    later.run('VACUUM INTO ?', snapshot);
    later.exec(`CREATE TABLE later (x TEXT) STRICT; PRAGMA user_version = ${knownVersion + 20}`);
    later.close();
    copyFileSync(snapshot, join(backups, `before-migration-from-${knownVersion - 10}-9.db`));
    copyFileSync(snapshot, join(backups, `before-migration-from-${knownVersion}-1.db`));
    copyFileSync(snapshot, join(backups, `before-migration-from-${knownVersion + 10}-1.db`));
    const refused = openStore({ file });
    if (refused.ok || refused.failure.code !== 'storeNewer') throw new Error('a newer file was opened');
    expect(refused.failure.snapshot).toEqual({ path: snapshot, at: statSync(snapshot).mtime.toISOString() });
    for (const language of ['es', 'en'] as const) expect(failureText(refused.failure, language).advice).toContain(snapshot);

    renameSync(file, join(folder, 'newer.db'));
    copyFileSync(snapshot, file);
    const again = valueOf(openStore({ file }));
    expect(again.opening).toMatchObject({ salvaged: null, migratedFrom: null, foreignLog: null });
    expect(valueOf(again.store.journal.verify()).broken).toBeNull();
    expect(valueOf(again.store.outgoing.row(id)).state).toBe('queued');
    again.store.close();
  });

  it('make a table anew with every row and every reference to it', () => {
    const connection = tablesBefore(30);
    const put = `INSERT INTO outbox (key, idempotency_key, kind, payload, phase, depends_on, queued_at, due_at)
      VALUES (?, ?, 'mail', 'null', 'deliver', ?, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`;
    connection.run(put, 1, 'k-1', null);
    connection.run(put, 2, 'k-2', 1);
    connection.run(`INSERT INTO attempt (outbox_key, what, owner, started_at, outcome) VALUES (2, 'deliver', 'o', 'now', 'running')`);
    migrate(connection, migrations);
    expect(connection.all('SELECT key, depends_on FROM outbox')).toEqual([
      { key: 1, depends_on: null },
      { key: 2, depends_on: 1 },
    ]);
    expect(
      refusal(() =>
        connection.run(`INSERT INTO attempt (outbox_key, what, owner, started_at, outcome) VALUES (9, 'ask', 'o', 'now', 'x')`),
      ),
    ).toContain('FOREIGN KEY');
    expect(refusal(() => connection.run('DELETE FROM outbox'))).toContain('nothing is dropped');
    expect(refusal(() => connection.run(`UPDATE outbox SET kind = 'carried' WHERE key = 1`))).toBe('allowed');
    connection.close();
  });

  it('keep the templates there were, of whatever version they were', () => {
    const connection = tablesBefore(50);
    connection.run(`INSERT INTO template (id, name, type, template_values) VALUES ('t', 'Uvas', 'phytosanitary', '{"a.b":"c"}')`);
    migrate(connection, migrations);
    const kept = templateStore(connection).get('t');
    expect(kept).toEqual({ ok: true, value: { id: 't', name: 'Uvas', type: 'phytosanitary', version: null, values: { 'a.b': 'c' } } });
    connection.close();
  });

  it('give out none of the numbers that were granted before it was written down for which document', () => {
    const connection = tablesBefore(60);
    connection.run(
      `INSERT INTO contingency_grant (prefix, first, last, next, granted_at) VALUES ('CL-', 1, 9, 3, '2026-01-01T00:00:00.000Z')`,
    );
    migrate(connection, migrations);
    const contingency = contingencyStore(connection);
    expect(valueOf(contingency.takeNumber({ kind: '851', subject: 's', at: '2026-01-02T00:00:00.000Z', by: 'b' }))).toBeNull();
    expect(connection.first<{ next: number }>('SELECT next FROM contingency_grant')?.next).toBe(3);
    connection.close();
  });

  it('keep an open contingency of the line, beside which one of a country can be declared', () => {
    const connection = openConnection({ file });
    migrate(
      connection,
      migrations.filter(({ version }) => version < 80),
    );
    const at = '2026-01-01T00:00:00.000Z';
    connection.run(
      `INSERT INTO contingency (id, reason, scope, declared_at, declared_by) VALUES ('c', 'Corte', 'gateway', '${at}', 'Ana')`,
    );
    migrate(connection, migrations);
    const contingency = contingencyStore(connection);
    valueOf(contingency.declare({ id: 'pe', reason: 'x', scope: 'PE', at, by: 'Ana' }));
    expect(contingency.declare({ id: 'd', reason: 'x', scope: 'gateway', at, by: 'Ana' })).toMatchObject({ ok: false });
    expect(
      valueOf(contingency.open())
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['c', 'pe']);
    connection.close();
  });

  it('keep what arrived, its reports, its guard and its indexes when the states of its life change', () => {
    const connection = tablesBefore(70);
    const time = '2026-01-01T00:00:00.000Z';
    connection.run('INSERT INTO content (sha256, size, bytes) VALUES (?, 1, ?)', 'a'.repeat(64), Buffer.from('x'));
    connection.run(
      `INSERT INTO incoming (key, id, gateway_id, state, number, has_summary, header, arrived_at, changed_at, size, sha256)
       VALUES (7, 'i', 'g', 'invalid', 'N-1', 0, 'null', ?, ?, 1, ?)`,
      time,
      time,
      'a'.repeat(64),
    );
    connection.run(`INSERT INTO incoming_report (incoming_key, at, report, evidence) VALUES (7, ?, 'null', '[]')`, time);
    const indexes = () =>
      connection.all(`SELECT name FROM sqlite_schema WHERE tbl_name = 'incoming' AND name NOT LIKE 'sqlite_%' ORDER BY name`);
    const before = indexes();
    migrate(connection, migrations);
    expect(indexes()).toEqual(before);
    expect(connection.first('SELECT key, number, state FROM incoming')).toEqual({ key: 7, number: 'N-1', state: 'invalid' });
    expect(connection.first('SELECT incoming_key FROM incoming_report')).toEqual({ incoming_key: 7 });
    expect(refusal(() => connection.run('DELETE FROM incoming'))).toContain('never removed');
    connection.close();
  });

  it('have read again what was signed before a certificate was called by the number it got at its signature, and nothing else', () => {
    const connection = tablesBefore(90);
    const time = '2026-01-01T00:00:00.000Z';
    const sha256 = 'a'.repeat(64);
    connection.run('INSERT INTO content (sha256, size, bytes) VALUES (?, 1, ?)', sha256, Buffer.from('x'));
    connection.run(
      `INSERT INTO outbox (key, idempotency_key, kind, payload, phase, queued_at, due_at) VALUES (1, 'k', 'certificate', 'null', 'done', ?, ?)`,
      time,
      time,
    );
    const put = `INSERT INTO outgoing (key, id, state, number, type, version, issuing_body, source, arrived_at, changed_at, errors, warnings,
      size, sha256, signed_sha256, outbox_key) VALUES (?, ?, ?, '1103', 't', 'v', ?, 'file', ?, ?, 0, 0, 1, ?, ?, 1)`;
    connection.run(put, 1, 'signed', 'sent', null, time, time, sha256, sha256);
    connection.run(put, 2, 'issued', 'sent', 'SAG', time, time, sha256, sha256);
    connection.run(put, 3, 'waits', 'pending', null, time, time, sha256, null);
    migrate(connection, migrations);
    expect(connection.all('SELECT key FROM to_read_again')).toEqual([{ key: 1 }]);
    expect(connection.all('SELECT came_under FROM outgoing')).toEqual([1, 2, 3].map(() => ({ came_under: null })));
    connection.close();
  });

  it('copy the file first', () => {
    const { store } = valueOf(openStore({ file }));
    queueInStore(store, 1);
    store.close();
    // the same tables under an older number: the migration itself then fails, the copy is there already
    const connection = openConnection({ file });
    connection.exec('PRAGMA user_version = 1');
    connection.close();
    expect(refusal(() => openStore({ file }))).toContain('already exists');
    const copies = readdirSync(join(folder, 'backups'));
    expect(copies).toEqual(['before-migration-from-1-1.db']);
    copyFileSync(join(folder, 'backups', copies[0] ?? ''), join(folder, 'copy.db'));
    const copy = openConnection({ file: join(folder, 'copy.db') });
    expect(copy.first<{ n: number }>('SELECT count(*) AS n FROM outgoing')?.n).toBe(1);
    copy.close();
  });
});
