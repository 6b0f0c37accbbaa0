import { describe, expect, it } from 'vitest';
import { openConnection } from '#main/store/connection.ts';
import { incomingKeys } from '#main/store/incoming/incoming-store.ts';
import { migrate } from '#main/store/migrate.ts';
import { migrations } from '#main/store/migrations/migrations.ts';
import { claimStatement, outboxKinds } from '#main/store/outbox/claim.ts';
import { bearsNumber, judgedBy } from '#main/store/outgoing/outgoing-rows.ts';
import { keysOf } from '#main/store/outgoing/list-outgoing.ts';

describe('query plans', () => {
  const connection = openConnection({ file: ':memory:' });
  migrate(connection, migrations);
  const plan = (sql: string, values: readonly (string | number)[]): string =>
    connection
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
      .map((row) => row.detail)
      .join('\n');

  it('of every list go by an index', () => {
    const queries = [
      ...(['inbox', 'outbox', 'all'] as const).flatMap((box) => [
        keysOf({ box }),
        keysOf({ box, search: 'x' }),
        keysOf({ box, states: ['queued', 'sent'] }),
        keysOf({ box, states: ['queued'], search: 'x' }),
        keysOf({ box, country: 'MX' }),
        keysOf({ box, type: 't', states: ['queued'] }),
        keysOf({ box, official: 'CN=A', country: 'MX', search: 'x' }),
        keysOf({ box, official: 'CN=A' }),
        keysOf({ box, ids: ['a', 'b'], states: ['queued'] }),
      ]),
      incomingKeys({}),
      incomingKeys({ search: 'x' }),
      incomingKeys({ states: ['valid'] }),
      incomingKeys({ states: ['valid'], search: 'x' }),
    ];
    for (const { from, order, values } of queries) {
      const column = from.includes('_search s') ? 's.rowid' : 'o.key';
      const found = plan(`SELECT ${column} FROM ${from} ORDER BY ${order} LIMIT 10`, values);
      expect(found).not.toMatch(/SCAN (o|outgoing|incoming)\s*$/m);
      expect(found).toMatch(/USING (COVERING )?INDEX|VIRTUAL TABLE INDEX/);
    }
  });

  it('of a claim look at what is due and nothing else', () => {
    const found = plan(claimStatement(outboxKinds), ['o', 'u', 'u', ...outboxKinds.map(() => 'n')]);
    expect(found.match(/SEARCH o USING (COVERING )?INDEX outbox_due \(kind=\? AND due_at<\?\)/g)).toHaveLength(outboxKinds.length);
    expect(found).not.toMatch(/SCAN o\b/);
  });

  it('of who bears a number, or came under it, are two searches', () => {
    const found = plan(`SELECT o.key FROM outgoing o WHERE ${bearsNumber} ORDER BY o.key DESC`, ['x', 'x']);
    expect(found).toMatch(/INDEX outgoing_number \(number=\?\)/);
    expect(found).toMatch(/INDEX outgoing_came_under \(came_under=\?\)/);
    expect(found).not.toContain('SCAN o');
  });

  it('of the schema that judged a certificate is a search for its lines', () => {
    expect(plan(`SELECT (${judgedBy}) FROM outgoing o WHERE o.id = ?`, ['x'])).toMatch(
      /SEARCH journal USING INDEX journal_subject \(subject=\?\)$/m,
    );
  });

  it('of a timeline and of the dedupe by bytes are searches', () => {
    expect(plan('SELECT * FROM journal WHERE subject = ? ORDER BY sequence', ['x'])).toBe(
      'SEARCH journal USING INDEX journal_subject (subject=?)',
    );
    expect(plan('SELECT id FROM outgoing WHERE sha256 = ? ORDER BY key DESC LIMIT 1', ['x'])).toContain('USING INDEX outgoing_sha256');
  });
});
