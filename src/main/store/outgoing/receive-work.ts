import { type Result, done } from '#core/failure.ts';
import type { WorkToKeep } from '#main/ports/store-outgoing.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { keepContent, sha256Of } from '#main/store/content.ts';
import { ownTime, utcText } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { indexWords } from '#main/store/search-text.ts';
import { summaryMarks, summaryNames, summaryValues } from '#main/store/summary-columns.ts';

export type Received = { readonly id: string; readonly isNew: boolean; readonly isChanged: boolean };

/** Inside a transaction: the exact bytes once, the row for the lists, the words for the search, the journal line. */
export function receiveWork(connection: Connection, work: WorkToKeep): Result<Received> {
  const sha256 = sha256Of(work.bytes);
  const known = knownWork(connection, work, sha256);
  if (known) return done({ id: known.id, isNew: false, isChanged: known.sha256 !== sha256 });
  keepContent(connection, work.bytes);
  const at = ownTime(work.arrivedAt);
  const { key } = connection.run(
    `INSERT INTO outgoing (id, state, type, version, ${summaryNames}, source, source_id, assigned_to, arrived_at, due_at, changed_at,
       errors, warnings, size, sha256)
     VALUES (?, 'pending', ?, ?, ${summaryMarks}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    work.id,
    work.type,
    work.version,
    ...summaryValues(work.summary),
    work.source,
    work.sourceId,
    work.assignedTo,
    at,
    work.dueAt === null ? null : utcText(work.dueAt),
    at,
    work.errors,
    work.warnings,
    work.bytes.length,
    sha256,
  );
  indexWords(connection, 'outgoing_search', key, work.summary, work.summary.destinationCountry);
  writeLine(connection, {
    at,
    kind: 'received',
    subject: work.id,
    by: work.by,
    detail: {
      to: 'pending',
      number: work.summary.number,
      type: work.type,
      version: work.version,
      sha256,
      source: work.source,
      sourceId: work.sourceId,
    },
  });
  return done({ id: work.id, isNew: true, isChanged: false });
}

/** What the gateway gave under the same id, or the same bytes whoever gave them. */
function knownWork(connection: Connection, work: WorkToKeep, sha256: string): { id: string; sha256: string | null } | undefined {
  const bySource =
    work.source === 'gateway' && work.sourceId !== null
      ? connection.first<{ id: string; sha256: string | null }>(
          `SELECT id, sha256 FROM outgoing WHERE source = 'gateway' AND source_id = ?`,
          work.sourceId,
        )
      : undefined;
  return (
    bySource ??
    connection.first<{ id: string; sha256: string | null }>(
      `SELECT id, sha256 FROM outgoing WHERE sha256 = ${anyValue} ORDER BY key DESC LIMIT 1`,
      sha256,
    )
  );
}
