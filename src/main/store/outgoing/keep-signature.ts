import { type Result, done, failed } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { SignatureToKeep } from '#main/ports/store-outgoing.ts';
import { jsonText } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { keepContent, sha256Of } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';

type Signed = {
  readonly key: number;
  readonly state: OutgoingState;
  readonly number: string;
  readonly replaces: string | null;
  readonly destination_country: string | null;
  readonly digest: string | null;
  readonly signed_sha256: string | null;
  readonly outbox_key: number | null;
};

/** Inside a transaction: the signed bytes, the outbox row with its fixed key, state `queued`, the batch's item, the journal line. */
export function keepSignature(connection: Connection, signature: SignatureToKeep): Result<null> {
  const row = connection.first<Signed>(
    'SELECT key, state, number, replaces, destination_country, digest, signed_sha256, outbox_key FROM outgoing WHERE id = ?',
    signature.id,
  );
  if (!row) return failed({ code: 'documentNotFound', id: signature.id });
  if (row.signed_sha256 !== null && row.signed_sha256 === sha256Of(signature.signedBytes)) return done(null);
  if (row.state !== 'approved') return failed({ code: 'stateForbids', state: row.state, action: 'signed' });
  if (row.digest !== signature.digest) return failed({ code: 'reviewChanged' });

  const at = ownTime(signature.at);
  const sha256 = keepContent(connection, signature.signedBytes);
  const outboxKey = queue(connection, signature, row, at);
  connection.run(
    `UPDATE outgoing SET signed_sha256 = ?, signed_at = ?, signer = ?, algorithm = ?, evidence = ?, outbox_key = ?, contingency_id = ? WHERE key = ?`,
    sha256,
    at,
    jsonText(signature.signer),
    signature.algorithm,
    jsonText(signature.evidence),
    outboxKey,
    signature.contingencyId ?? null,
    row.key,
  );
  if (signature.batchId !== undefined)
    connection.run(
      `UPDATE batch_item SET state = 'signed', failure = 'null' WHERE batch_id = ? AND outgoing_id = ?`,
      signature.batchId,
      signature.id,
    );
  const moved = moveOutgoing(connection, {
    id: signature.id,
    event: 'signed',
    at,
    by: signature.by,
    detail: {
      digest: signature.digest,
      sha256,
      algorithm: signature.algorithm,
      fingerprint: signature.signer.fingerprint,
      signer: signature.signer.subject,
      idempotencyKey: signature.idempotencyKey,
      contingency: signature.contingencyId ?? null,
      batch: signature.batchId ?? null,
      evidence: signature.evidence.map((piece) => piece.sha256),
    },
  });
  return moved.ok ? done(null) : moved;
}

function queue(connection: Connection, signature: SignatureToKeep, row: Signed, at: string): number {
  const { key } = connection.run(
    `INSERT INTO outbox (idempotency_key, kind, subject, destination, payload, phase, depends_on, queued_at, due_at)
     VALUES (?, 'certificate', ?, ?, 'null', 'deliver', ?, ?, ?)`,
    signature.idempotencyKey,
    signature.id,
    row.destination_country,
    earlierRow(connection, signature, row),
    at,
    signature.dueAt === undefined ? at : ownTime(signature.dueAt),
  );
  return key;
}

/** A replacement or a withdrawal must not overtake what it is about. */
function earlierRow(connection: Connection, signature: SignatureToKeep, row: Signed): number | null {
  if (signature.dependsOn === null) return null;
  const found =
    signature.dependsOn === undefined
      ? connection.first<{ outbox_key: number }>(
          `SELECT outbox_key FROM outgoing WHERE number IN (?, ?) AND key <> ? AND outbox_key IS NOT NULL ORDER BY key DESC LIMIT 1`,
          row.number,
          row.replaces ?? row.number,
          row.key,
        )
      : connection.first<{ outbox_key: number }>(
          'SELECT outbox_key FROM outgoing WHERE id = ? AND outbox_key IS NOT NULL',
          signature.dependsOn,
        );
  return found?.outbox_key ?? null;
}
