import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { incomingStates, inboxStates, outgoingStates } from '#core/lifecycle.ts';
import { openConnection } from '#main/store/connection.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';
import { openStore } from '#main/store/open-store.ts';
import { failureOf } from '#main/store/sqlite-failure.ts';
import { freshTables, refusal } from '#test/adapters/store/tables.ts';
import { queueInStore, valueOf } from '#test/fakes/store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-schema-'));
  file = join(folder, 'store.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the schema', () => {
  it('allows exactly the states of the lifecycle', () => {
    const connection = freshTables();
    const sqlOf = (name: string): string =>
      connection.first<{ sql: string }>('SELECT sql FROM sqlite_schema WHERE name = ?', name)?.sql ?? '';
    const listed = (text: string): string[] =>
      [...(/state (?:TEXT NOT NULL CHECK \(state )?IN \(([^)]*)\)/.exec(text)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(
        (match) => match[1] ?? '',
      );
    expect(listed(sqlOf('outgoing'))).toEqual(outgoingStates);
    expect(listed(sqlOf('incoming'))).toEqual(incomingStates);
    expect(listed(sqlOf('outgoing_inbox'))).toEqual(inboxStates);
  });

  it('has STRICT tables only', () => {
    const loose = freshTables().all<{ name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
    );
    expect(loose).toEqual([]);
  });

  it('refuses to change or remove a journal entry, also by replacing it, and an entry that does not follow', () => {
    const connection = openConnection({ file });
    migrate(connection, migrations);
    const hash = 'a'.repeat(64);
    const put = `INSERT INTO journal (sequence, at, kind, actor, detail, previous, hash) VALUES (?, '2026-01-01T00:00:00.000Z', 'k', 'a', 'null', ?, '${hash}')`;
    connection.run(put, 1, '0'.repeat(64));
    expect(refusal(() => connection.run(`UPDATE journal SET kind = 'other'`))).toContain('append-only');
    expect(refusal(() => connection.run('DELETE FROM journal'))).toContain('append-only');
    expect(refusal(() => connection.run(put.replace('INSERT', 'INSERT OR REPLACE'), 1, '0'.repeat(64)))).toContain('chain');
    expect(refusal(() => connection.run(put, 3, hash))).toContain('chain');
    expect(refusal(() => connection.run(put, 2, 'b'.repeat(64)))).toContain('chain');
    expect(refusal(() => connection.run(put, 2, hash))).toBe('allowed');
    connection.close();
  });

  it('refuses to change or remove bytes, what arrived, what was signed, and what waits in the outbox', () => {
    valueOf(openStore({ file })).store.close();
    const { store } = valueOf(openStore({ file }));
    queueInStore(store, 1);
    store.close();
    const connection = openConnection({ file });
    expect(refusal(() => connection.run(`UPDATE content SET bytes = x'00', size = 1`))).toContain('never changed');
    expect(refusal(() => connection.run('DELETE FROM content'))).toContain('never removed');
    expect(refusal(() => connection.run('DELETE FROM outgoing'))).toContain('only a draft');
    expect(refusal(() => connection.run('DELETE FROM outbox'))).toContain('nothing is dropped');
    expect(refusal(() => connection.run(`UPDATE outgoing SET state = 'gone'`))).toContain('CHECK');
    expect(refusal(() => connection.run(`UPDATE outgoing SET state = 'sent', signed_sha256 = NULL`))).toContain('CHECK');
    expect(refusal(() => connection.run(`UPDATE outgoing SET sha256 = '${'c'.repeat(64)}'`))).toContain('FOREIGN KEY');
    connection.close();
  });
});

describe.runIf(process.platform !== 'win32')('the files', () => {
  it('are for their owner alone, also in a folder that is open to all', async () => {
    chmodSync(folder, 0o755);
    const { store } = valueOf(openStore({ file }));
    queueInStore(store, 1);
    const { path } = valueOf(await store.backup({ at: '2026-03-02T14:00:00.000Z' }));
    const files = [
      ...readdirSync(folder)
        .filter((name) => name.startsWith('store'))
        .map((name) => join(folder, name)),
      path,
    ];
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const each of files) expect([each, statSync(each).mode & 0o777]).toEqual([each, 0o600]);
    store.close();
  });
});

describe('errors of SQLite', () => {
  it('are failures where a person can act, and bugs where one cannot', () => {
    const connection = freshTables();
    const errorOf = (work: () => void): unknown => {
      try {
        work();
      } catch (error) {
        return error;
      }
      return null;
    };
    expect(failureOf(errorOf(() => connection.exec('SELECT nothing')))).toBeNull();
    expect(failureOf(errorOf(() => connection.run('INSERT INTO cursor VALUES (1, NULL)')))).toBeNull();
    expect(failureOf(new Error('SQLITE_FULL'))).toBeNull();
    expect(failureOf(errorOf(() => openConnection({ file: '/proc/none/store.db' })))).toBeNull();
    const readOnly = errorOf(() => {
      connection.exec('PRAGMA query_only = ON');
      connection.run(`INSERT INTO cursor VALUES ('a', 'b')`);
    });
    expect(failureOf(readOnly)).toEqual({ code: 'storeReadOnly' });
  });
});
