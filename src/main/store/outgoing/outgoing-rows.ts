import { type Result, done, failed } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { CertificateToSign, OutgoingCertificate, OutgoingRow } from '#main/ports/store-outgoing.ts';
import type { Evidence, Signer } from '#main/ports/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { parseJson } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { contentOf } from '#main/store/content.ts';
import { type SummaryColumns, summaryOf } from '#main/store/summary-columns.ts';

export type OutgoingColumns = SummaryColumns & {
  readonly key: number;
  readonly id: string;
  readonly state: OutgoingState;
  readonly type: string;
  readonly version: string;
  readonly source: string;
  readonly source_id: string | null;
  readonly assigned_to: string | null;
  readonly came_under: string | null;
  readonly arrived_at: string;
  readonly due_at: string | null;
  readonly changed_at: string;
  readonly errors: number;
  readonly warnings: number;
  readonly size: number;
  readonly sha256: string | null;
  readonly digest: string | null;
  readonly to_sign_sha256: string | null;
  readonly signed_sha256: string | null;
  readonly signed_at: string | null;
  readonly signer: string | null;
  readonly algorithm: string | null;
  readonly evidence: string;
  readonly outbox_key: number | null;
  readonly receipt_id: string | null;
  readonly acknowledgement: string | null;
  readonly contingency_id: string | null;
  readonly next_attempt_at: string | null;
  readonly attempts: number | null;
  readonly idempotency_key: string | null;
};

/**
 * An outgoing row with what the outbox knows of it. No join: one table sought by a unique column has one plan, while
 * a join is planned again whenever a value is bound (SQLite looks at the values), which takes ten times the reading.
 */
const ofOutbox = (what: string, name: string): string => `(SELECT ${what} FROM outbox b WHERE b.key = o.outbox_key) AS ${name}`;
export const outgoingSelect = `SELECT o.*, ${ofOutbox('b.attempts', 'attempts')}, ${ofOutbox('b.idempotency_key', 'idempotency_key')},
  ${ofOutbox(`CASE WHEN b.phase IN ('deliver', 'ask') THEN b.due_at END`, 'next_attempt_at')} FROM outgoing o`;

/** Who signed, as the index of the monitor has it. */
export const signedBy = `json_extract(signer, '$.subject')`;

/** Bears a number, or came under it: the value twice. Exported for the test that reads its query plan. */
export const bearsNumber = `(o.number = ${anyValue} OR o.came_under = ${anyValue})`;

export function outgoingRow(columns: OutgoingColumns): OutgoingRow {
  return {
    id: columns.id,
    number: columns.number,
    type: columns.type,
    version: columns.version,
    state: columns.state,
    summary: summaryOf(columns),
    cameUnder: columns.came_under,
    source: columns.source,
    sourceId: columns.source_id,
    assignedTo: columns.assigned_to,
    arrivedAt: columns.arrived_at,
    dueAt: columns.due_at,
    changedAt: columns.changed_at,
    errors: columns.errors,
    warnings: columns.warnings,
    sha256: columns.sha256,
    size: columns.size,
    digest: columns.digest,
    signedSha256: columns.signed_sha256,
    signedAt: columns.signed_at,
    signer: columns.signer === null ? null : parseJson<Signer>(columns.signer),
    algorithm: columns.algorithm as SignatureAlgorithm | null,
    nextAttemptAt: columns.next_attempt_at,
    attempts: columns.attempts ?? 0,
    idempotencyKey: columns.idempotency_key,
    receiptId: columns.receipt_id,
    contingencyId: columns.contingency_id,
  };
}

export function findOutgoing(connection: Connection, id: string): OutgoingColumns | undefined {
  return connection.first<OutgoingColumns>(`${outgoingSelect} WHERE o.id = ?`, id);
}

export function getOutgoing(connection: Connection, id: string): Result<OutgoingCertificate> {
  const columns = findOutgoing(connection, id);
  if (!columns) return failed({ code: 'documentNotFound', id });
  const bytes = contentOf(connection, columns.sha256);
  return done({
    row: outgoingRow(columns),
    bytes,
    toSign: columns.to_sign_sha256 === columns.sha256 ? bytes : contentOf(connection, columns.to_sign_sha256),
    signed: contentOf(connection, columns.signed_sha256),
    evidence: parseJson<readonly Evidence[]>(columns.evidence),
  });
}

export function getToSign(connection: Connection, id: string): Result<CertificateToSign> {
  const columns = connection.first<OutgoingColumns & { judged_by: string | null }>(
    `SELECT state, type, version, digest, destination_country, to_sign_sha256, (${judgedBy}) judged_by FROM outgoing o WHERE id = ?`,
    id,
  );
  if (!columns) return failed({ code: 'documentNotFound', id });
  const { state, type, version, digest, destination_country: destinationCountry, to_sign_sha256: sha256 } = columns;
  return done({ state, type, version, digest, destinationCountry, toSign: contentOf(connection, sha256), judgedBy: columns.judged_by });
}

/** Of its last approval, where that was of the bytes pinned in the row: one salvaged from a copy may have others. A damaged line names none. */
export const judgedBy = `
  SELECT CASE WHEN json_valid(detail) AND detail ->> '$.detail.sha256' = o.to_sign_sha256 THEN detail ->> '$.detail.more.schema.hash' END
  FROM journal WHERE subject = o.id AND kind = 'approve' ORDER BY sequence DESC LIMIT 1`;
