import { createHash } from 'node:crypto';
import type { CourierMessages } from '#contract/courier.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { CourierKey } from '#main/ports/courier.ts';
import { deliveryHeader } from '#main/station/delivery-header.ts';
import { courierKey } from '#main/station/prepare-contingency.ts';
import { sisters } from '#main/station/sisters.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type CourierFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly count: number;
  /** how many wait that this file had no room for */
  readonly left: number;
  /** the key of the last one in it: the next file goes on after it */
  readonly last: string;
};

/**
 * What waits after the key `after`, as much of it as a file holds, sealed to the gateway or to a sister station. It stays in
 * the outbox too: whichever route wins, the gateway holds each document once, because both carry the same key.
 */
export function exportCourier(station: Station, to: string | null, after: string | null): Result<CourierFile> {
  if (station.courier === null) return failed({ code: 'courierNotReady' });
  const recipient = recipientOf(station, to);
  if (!recipient.ok) return recipient;
  const load = oneLoad(station, after);
  if (!load.ok) return load;
  const { ids, messages, left } = load.value;
  const last = messages.at(-1);
  if (!last) return failed({ code: 'courierNothing' });
  const madeAt = now(station);
  const bytes = station.courier.seal({ kind: 'messages', madeAt, messages }, recipient.value);
  const told = noteExport(station, ids, { package: sha256Of(bytes), station: to });
  if (!told.ok) return told;
  station.announce.changed(...ids);
  const name = `rubrica-${station.identity.station}-${madeAt.replaceAll(/[:.]/g, '-')}.courier`;
  return done({ name, bytes, count: ids.length, left, last: last.idempotencyKey });
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

type Message = CourierMessages['messages'][number];
type Load = { readonly ids: readonly string[]; readonly messages: Message[]; readonly left: number };

/** In the order in which they were queued: what replaces a certificate comes after it, in this file or in a later one. */
function oneLoad(station: Station, after: string | null): Result<Load> {
  const { documents, bytes: mostBytes } = station.policy.courier;
  const waiting = station.store.outbox.certificatesWaiting({ after });
  if (!waiting.ok) return waiting;
  const ids: string[] = [];
  const messages: Message[] = [];
  let bytes = 0;
  for (const [index, { id, key, earlierKey }] of waiting.value.entries()) {
    const certificate = station.store.outgoing.get(id);
    if (!certificate.ok) return certificate;
    const { signed, row } = certificate.value;
    if (signed === null || row.signedSha256 === null) continue;
    const header = deliveryHeader(station, { key, summary: row.summary });
    const document = Buffer.from(signed).toString('base64');
    bytes += document.length + Buffer.byteLength(JSON.stringify(header));
    const isFull = messages.length === documents || bytes > mostBytes;
    if (isFull && messages.length > 0) return done({ ids, messages, left: waiting.value.length - index });
    ids.push(id);
    messages.push({ idempotencyKey: key, sha256: row.signedSha256, header, document, after: earlierKey });
  }
  return done({ ids, messages, left: 0 });
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
