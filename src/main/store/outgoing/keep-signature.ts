import { type Result, done, failed } from '#core/failure.ts';
import { type OutgoingState, nextOutgoing } from '#core/lifecycle.ts';
import type { SignatureToKeep } from '#main/ports/store-outgoing.ts';
import { jsonText } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { keepContent, sha256Of } from '#main/store/content.ts';
import { ownTime } from '#main/store/instants.ts';
import { callItNow } from '#main/store/outgoing/call-it-now.ts';
import { applyWaitingEvents } from '#main/store/outgoing/gateway-events.ts';
import { setOutgoingState } from '#main/store/outgoing/move-outgoing.ts';

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
  const found = connection.first<Signed>(
    'SELECT key, state, number, replaces, destination_country, digest, signed_sha256, outbox_key FROM outgoing WHERE id = ?',
    signature.id,
  );
  if (!found) return failed({ code: 'documentNotFound', id: signature.id });
  const { summary } = signature;
  const row = summary === undefined ? found : { ...found, number: summary.number, replaces: summary.replaces };
  if (row.signed_sha256 !== null && row.signed_sha256 === sha256Of(signature.signedBytes)) return done(null);
  const to = nextOutgoing(row.state, 'signed');
  if (to === null) return failed({ code: 'stateForbids', state: row.state, action: 'signed' });
  if (row.digest !== signature.digest) return failed({ code: 'reviewChanged' });

  const at = ownTime(signature.at);
  const sha256 = keepContent(connection, signature.signedBytes);
  const outboxKey = queue(connection, signature, row, at);
  if (summary !== undefined) callItNow(connection, row.key, summary, found.number);
  if (signature.batchId !== undefined)
    connection.run(
      `UPDATE batch_item SET state = 'signed', failure = 'null' WHERE batch_id = ? AND outgoing_id = ?`,
      signature.batchId,
      signature.id,
    );
  setOutgoingState(connection, {
    id: signature.id,
    key: row.key,
    from: row.state,
    to,
    kind: 'signed',
    at,
    by: signature.by,
    columns: {
      set: ', signed_sha256 = ?, signed_at = ?, signer = ?, algorithm = ?, evidence = ?, outbox_key = ?, contingency_id = ?',
      values: [
        sha256,
        at,
        jsonText(signature.signer),
        signature.algorithm,
        jsonText(signature.evidence),
        outboxKey,
        signature.contingencyId ?? null,
      ],
    },
    detail: {
      digest: signature.digest,
      sha256,
      // the one it is asked for by, where that is not the one it came under
      ...(summary === undefined ? {} : { number: summary.number }),
      algorithm: signature.algorithm,
      fingerprint: signature.signer.fingerprint,
      signer: signature.signer.subject,
      idempotencyKey: signature.idempotencyKey,
      contingency: signature.contingencyId ?? null,
      batch: signature.batchId ?? null,
      evidence: signature.evidence.map((piece) => piece.sha256),
    },
  });
  applyWaitingEvents(connection, { id: signature.id, key: row.key, state: to, at });
  return done(null);
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
  if (signature.dependsOn !== undefined) {
    const sql = 'SELECT key, outbox_key FROM outgoing WHERE id = ? AND outbox_key IS NOT NULL';
    return connection.first<Earlier>(sql, signature.dependsOn)?.outbox_key ?? null;
  }
  const same = newest(connection, row.number, row.key);
  const replaced = row.replaces === null || row.replaces === row.number ? undefined : newest(connection, row.replaces, row.key);
  return (replaced && (!same || replaced.key > same.key) ? replaced : same)?.outbox_key ?? null;
}

type Earlier = { readonly key: number; readonly outbox_key: number };

/** The newest signed one of this number but itself, straight from the index, which sorts equal numbers by key. */
function newest(connection: Connection, number: string, but: number): Earlier | undefined {
  return connection.first<Earlier>(
    `SELECT key, outbox_key FROM outgoing
     WHERE number = ${anyValue} AND key <> ${anyValue} AND outbox_key IS NOT NULL ORDER BY key DESC LIMIT 1`,
    number,
    but,
  );
}
