import { createHash } from 'node:crypto';
import { z } from 'zod';
import { done, failed, type Result } from '#core/failure.ts';
import { outboxStates } from '#core/lifecycle.ts';
import type { Outgoing } from '#main/ports/gateway.ts';
import type { Json } from '#main/ports/store.ts';
import { deliveryHeader } from '#main/station/delivery-header.ts';
import { courierKey } from '#main/station/prepare-contingency.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What one package holds at most: schemas/courier.md. */
const mostMessages = 5_000;

type Package = { name: string; bytes: Uint8Array; count: number };

/**
 * Everything that waits, sealed to the gateway in one file. It stays in the outbox too: whichever route wins, the
 * gateway holds each document once, because both carry the same key.
 */
export function exportCourier(station: Station): Result<Package> {
  const key = courierKey(station);
  if (!key.ok) return key;
  if (key.value === null || station.sealCourier === null) return failed({ code: 'gatewayNotSet' });
  const messages = waitingMessages(station);
  if (!messages.ok) return messages;
  const madeAt = now(station);
  const bytes = station.sealCourier({ messages: messages.value, madeAt, recipient: key.value });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const told = station.store.together(() => {
    for (const { id } of messages.value) {
      const line = station.store.journal.append({
        at: madeAt,
        kind: 'courierExported',
        subject: id,
        by: station.by(),
        detail: { package: sha256 },
      });
      if (!line.ok) return line;
    }
    return done(null);
  });
  if (!told.ok) return told;
  station.announce.changed(...messages.value.map((message) => message.id));
  return done({
    name: `rubrica-${station.identity.station}-${madeAt.replaceAll(/[:.]/g, '-')}.courier`,
    bytes,
    count: messages.value.length,
  });
}

function waitingMessages(station: Station): Result<readonly (Outgoing & { readonly id: string })[]> {
  const rows = station.store.outgoing.list({ box: 'all', states: outboxStates, limit: mostMessages });
  if (!rows.ok) return rows;
  const messages: (Outgoing & { readonly id: string })[] = [];
  for (const row of rows.value.rows) {
    const certificate = station.store.outgoing.get(row.id);
    if (!certificate.ok) return certificate;
    const { signed } = certificate.value;
    if (signed === null || row.idempotencyKey === null || row.signedSha256 === null) continue;
    const header = deliveryHeader(station, { key: row.idempotencyKey, summary: row.summary });
    messages.push({ id: row.id, header, idempotencyKey: row.idempotencyKey, sha256: row.signedSha256, bytes: signed });
  }
  return done(messages);
}

const receipts = z.object({
  format: z.literal('rubrica-courier-receipts/1'),
  results: z.array(
    z.object({
      idempotencyKey: z.string(),
      sha256: z.string(),
      receipt: z.object({ receiptId: z.string(), at: z.string() }).nullable(),
      faults: z.array(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
});

/** Another station's package over our line. What it holds is sealed: we learn of it only which keys were taken. */
export async function forwardCourier(station: Station, bytes: Uint8Array): Promise<Result<Package & { refused: number }>> {
  const gateway = station.gateway();
  if (!gateway?.courier) return failed({ code: 'gatewayNotSet' });
  const answer = await gateway.courier(bytes);
  if (!answer.ok) return answer;
  const { results } = answer.value;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const told = station.store.journal.append({
    at: now(station),
    kind: 'courierImported',
    subject: null,
    by: station.by(),
    detail: { package: sha256, messages: results.length },
  });
  if (!told.ok) return told;
  const file = JSON.stringify({ format: 'rubrica-courier-receipts/1', results });
  const refused = results.filter((result) => result.receipt === null).length;
  return done({ name: `recibos-${sha256.slice(0, 12)}.json`, bytes: new TextEncoder().encode(file), count: results.length, refused });
}

/**
 * What the courier brought back. A file from a stick proves nothing, so it changes no state: it is written down, and
 * our own question by id and hash confirms it when the line is back.
 */
export function importReceipts(station: Station, bytes: Uint8Array): Result<{ settled: number; unknown: number }> {
  const parsed = receipts.safeParse(parseJson(bytes));
  if (!parsed.success) return failed({ code: 'documentRefused', reason: 'courier-receipts' });
  let settled = 0;
  let unknown = 0;
  const touched: string[] = [];
  const kept = station.store.together(() => {
    for (const { sha256, receipt, faults } of parsed.data.results) {
      const row = station.store.outgoing.bySignedSha256(sha256);
      if (!row.ok) return row;
      if (row.value === null) {
        unknown += 1;
        continue;
      }
      settled += 1;
      touched.push(row.value.id);
      const detail: Json = receipt === null ? { faults } : { receipt: receipt.receiptId, at: receipt.at };
      const line = station.store.journal.append({
        at: now(station),
        kind: 'courierReceipt',
        subject: row.value.id,
        by: station.by(),
        detail,
      });
      if (!line.ok) return line;
    }
    return done(null);
  });
  if (!kept.ok) return kept;
  station.announce.changed(...touched);
  return done({ settled, unknown });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null; // not JSON: refused by its shape below
  }
}
