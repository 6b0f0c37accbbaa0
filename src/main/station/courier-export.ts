import { createHash } from 'node:crypto';
import type { CourierMessages } from '#contract/courier.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { outboxStates } from '#core/lifecycle.ts';
import type { CourierKey } from '#main/ports/courier.ts';
import { deliveryHeader } from '#main/station/delivery-header.ts';
import { courierKey } from '#main/station/prepare-contingency.ts';
import { sisters } from '#main/station/sisters.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What one file holds at most: schemas/courier.md. */
const mostMessages = 5_000;

export type CourierFile = { readonly name: string; readonly bytes: Uint8Array; readonly count: number };

/**
 * Everything that waits, sealed in one file to the gateway or to a sister station. It stays in the outbox too:
 * whichever route wins, the gateway holds each document once, because both carry the same key.
 */
export function exportCourier(station: Station, to: string | null): Result<CourierFile> {
  if (station.courier === null) return failed({ code: 'courierNotReady' });
  const recipient = recipientOf(station, to);
  if (!recipient.ok) return recipient;
  const waiting = waitingMessages(station);
  if (!waiting.ok) return waiting;
  if (waiting.value.length === 0) return failed({ code: 'courierNothing' });
  const madeAt = now(station);
  const messages = waiting.value.map(({ message }) => message);
  const bytes = station.courier.seal({ kind: 'messages', madeAt, messages }, recipient.value);
  const ids = waiting.value.map(({ id }) => id);
  const told = noteExport(station, ids, { package: sha256Of(bytes), station: to });
  if (!told.ok) return told;
  station.announce.changed(...ids);
  return done({ name: `rubrica-${station.identity.station}-${madeAt.replaceAll(/[:.]/g, '-')}.courier`, bytes, count: ids.length });
}

function recipientOf(station: Station, to: string | null): Result<CourierKey> {
  if (to === null) {
    const key = courierKey(station);
    if (!key.ok) return key;
    return key.value === null ? failed({ code: 'courierNotReady' }) : done(key.value);
  }
  const known = sisters(station);
  if (!known.ok) return known;
  const sister = known.value.find(({ name }) => name === to);
  return sister ? done(sister) : failed({ code: 'courierStationUnknown', station: to, known: known.value.map(({ name }) => name) });
}

type Waiting = { readonly id: string; readonly message: CourierMessages['messages'][number] };

/** In the order of their signatures: what replaces a certificate comes after it. */
function waitingMessages(station: Station): Result<readonly Waiting[]> {
  const rows = station.store.outgoing.list({ box: 'all', states: outboxStates, limit: mostMessages });
  if (!rows.ok) return rows;
  const inOrder = [...rows.value.rows].sort((one, other) => ((one.signedAt ?? '') < (other.signedAt ?? '') ? -1 : 1));
  const messages: Waiting[] = [];
  for (const row of inOrder) {
    const certificate = station.store.outgoing.get(row.id);
    if (!certificate.ok) return certificate;
    const { signed } = certificate.value;
    if (signed === null || row.idempotencyKey === null || row.signedSha256 === null) continue;
    const after = station.store.outbox.earlierKey(row.idempotencyKey);
    if (!after.ok) return after;
    messages.push({
      id: row.id,
      message: {
        idempotencyKey: row.idempotencyKey,
        sha256: row.signedSha256,
        header: deliveryHeader(station, { key: row.idempotencyKey, summary: row.summary }),
        document: Buffer.from(signed).toString('base64'),
        after: after.value,
      },
    });
  }
  return done(messages);
}

function noteExport(station: Station, ids: readonly string[], detail: { package: string; station: string | null }): Result<null> {
  return station.store.together(() => {
    for (const subject of ids) {
      const line = station.store.journal.append({ at: now(station), kind: 'courierExported', subject, by: station.by(), detail });
      if (!line.ok) return line;
    }
    return done(null);
  });
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
