import type { DocumentSummary } from '#core/documents/document-type.ts';
import { type Result, done, failed } from '#core/failure.ts';
import type { Connection } from '#main/store/connection.ts';
import { callItNow } from '#main/store/outgoing/call-it-now.ts';

/** Newest first: what people look for. */
export function toReadAgain(connection: Connection, most: number): readonly string[] {
  return connection
    .all<{ id: string }>('SELECT o.id FROM to_read_again t JOIN outgoing o ON o.key = t.key ORDER BY t.key DESC LIMIT ?', most)
    .map(({ id }) => id);
}

type Read = { readonly id: string; readonly summary: DocumentSummary | null; readonly arrivedAs: string };

/** Inside a transaction: the row and its words, and that they need not be read once more. */
export function readAgain(connection: Connection, { id, summary, arrivedAs }: Read): Result<null> {
  const row = connection.first<{ key: number }>('SELECT key FROM outgoing WHERE id = ?', id);
  if (!row) return failed({ code: 'documentNotFound', id });
  if (summary !== null) callItNow(connection, row.key, summary, arrivedAs);
  connection.run('DELETE FROM to_read_again WHERE key = ?', row.key);
  return done(null);
}

/** By the index of what came under another number: whatever is not called by its first number replaces such a one, too. */
export function replacingOneThatStands(connection: Connection): readonly string[] {
  return connection
    .all<{ id: string }>(
      `SELECT o.id FROM outgoing o WHERE o.came_under IS NOT NULL AND o.signed_sha256 IS NOT NULL AND EXISTS
         (SELECT 1 FROM outgoing e WHERE e.number = o.replaces AND e.key <> o.key AND e.signed_sha256 IS NOT NULL AND e.state <> 'replaced')`,
    )
    .map(({ id }) => id);
}

/** After damage: a row made from the journal has nothing but a number, and one from an old file may have that it came under. */
export function haveReadAgain(connection: Connection): void {
  connection.exec('INSERT OR IGNORE INTO to_read_again SELECT key FROM outgoing WHERE sha256 IS NOT NULL AND issuing_body IS NULL');
}
