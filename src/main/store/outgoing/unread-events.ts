import { type Result, done } from '#core/failure.ts';
import type { UnreadEvent } from '#main/ports/gateway.ts';
import type { Connection } from '#main/store/connection.ts';
import { sha256Of } from '#main/store/content.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { targetOf } from '#main/store/outgoing/gateway-events.ts';
import { evidenceStore } from '#main/store/registers/evidence-store.ts';

/** Inside a transaction: the cursor goes past it, so the whole of it is kept, and noted with the certificate it names. */
export function keepUnreadEvent(connection: Connection, event: UnreadEvent, at: string): Result<{ id: string | null }> {
  const { documentId, sha256, field } = event;
  const target = documentId === null && sha256 === null ? undefined : targetOf(connection, { documentId: documentId ?? '', sha256 });
  const id = target?.id ?? null;
  const bytes = Buffer.from(event.json, 'utf8');
  const key = event.id ?? sha256Of(bytes);
  const evidence = evidenceStore(connection);
  const before = evidence.find({ kind: 'incident', key });
  if (!before.ok) return before;
  if (before.value.some((one) => one.sha256 === sha256Of(bytes))) return done({ id });
  const kept = evidence.put({ kind: 'incident', key, bytes, from: null, until: null, source: 'gateway', at });
  if (!kept.ok) return kept;
  writeLine(connection, {
    at,
    kind: 'eventUnread',
    subject: id,
    by: 'gateway',
    detail: { event: event.id, field, sha256: kept.value.sha256 },
  });
  return done({ id });
}
