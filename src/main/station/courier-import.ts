import type { CourierMessages, CourierReceipts, CourierResult } from '#contract/courier.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Courier, CourierKey, CourierSigner } from '#main/ports/courier.ts';
import type { Json } from '#main/ports/store.ts';
import { sha256Of } from '#main/station/courier-export.ts';
import { heard } from '#main/station/reach-gateway.ts';
import { meetSisters, sisters, type Sister } from '#main/station/sisters.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What the courier had brought, and what goes back with him. */
export type CourierBrought =
  /** another station's documents: handed over, or in our outbox while they wait; the receipts so far */
  | { readonly kind: 'documents'; readonly count: number; readonly waiting: number; readonly refused: number; readonly receipts: Receipts }
  /** receipts of what we had exported */
  | { readonly kind: 'receipts'; readonly settled: number; readonly refused: number; readonly unknown: number };
type Receipts = { readonly name: string; readonly bytes: Uint8Array } | null;

/** How long an answer waits for the documents to leave; what has not left by then goes on by itself. */
const patienceMs = 60_000;

/**
 * Any file a courier brings: sealed to the gateway, it goes there as it is; sealed to us, its documents enter our
 * outbox, or its receipts are written down. The same file again changes nothing and tells how it stands now.
 */
export async function importCourier(station: Station, bytes: Uint8Array): Promise<Result<CourierBrought>> {
  const { courier } = station;
  if (courier === null) return failed({ code: 'courierNotReady' });
  const seen = courier.look(bytes);
  if (seen === null) return failed({ code: 'courierRefused', why: 'form' });
  if (seen.keyId === courier.ownKeyId) return openOurs(station, courier, bytes, seen.replyTo);
  const known = sisters(station);
  if (!known.ok) return known;
  const other = known.value.find(({ keyId }) => keyId === seen.keyId);
  if (other) return failed({ code: 'courierForOther', station: other.name });
  return forward(station, courier, bytes, seen.replyTo);
}

async function forward(station: Station, courier: Courier, bytes: Uint8Array, replyTo: CourierKey): Promise<Result<CourierBrought>> {
  const gateway = station.gateway();
  if (!gateway?.courier) return failed({ code: 'gatewayNotSet' });
  const answer = heard(station, await gateway.courier(bytes));
  if (!answer.ok) return answer;
  const { results } = answer.value;
  const told = note(station, bytes, { messages: results.length });
  if (!told.ok) return told;
  return done({ kind: 'documents', ...outcome(station, courier, bytes, replyTo, results, results.length) });
}

async function openOurs(station: Station, courier: Courier, bytes: Uint8Array, replyTo: CourierKey): Promise<Result<CourierBrought>> {
  const opened = courier.open(bytes, station.clock.now());
  if (opened.kind === 'refused') return failed({ code: 'courierRefused', why: opened.why });
  const { content, signer } = opened;
  if (content.kind === 'receipts') return takeReceipts(station, content, signer);
  const sister = await sisterOf(station, signer);
  if (!sister.ok) return sister;
  if (sister.value === null) return failed({ code: 'courierRefused', why: 'signer' });
  const taken = takeMessages(station, content, { package: sha256Of(bytes), from: sister.value.name });
  if (!taken.ok) return taken;
  station.wake.deliver();
  const results = await whenEnded(station, content);
  return done({ kind: 'documents', ...outcome(station, courier, bytes, replyTo, results, content.messages.length) });
}

/** Who sealed it must be a sister; one that is new to us is asked for while there is a line. */
async function sisterOf(station: Station, signer: CourierSigner): Promise<Result<Sister | null>> {
  const find = (): Result<Sister | null> => {
    const known = sisters(station);
    return known.ok ? done(known.value.find(({ fingerprint }) => fingerprint === signer.fingerprint) ?? null) : known;
  };
  const found = find();
  const gateway = station.gateway();
  if (!found.ok || found.value !== null || gateway === null) return found;
  const met = heard(station, await meetSisters(station, gateway));
  return met.ok ? find() : found;
}

/** Into our outbox under their own keys, in one transaction. */
function takeMessages(station: Station, { messages }: CourierMessages, about: { package: string; from: string }): Result<null> {
  return station.store.together(() => {
    let isNew = false;
    for (const { idempotencyKey, sha256, header, document, after } of messages) {
      const queued = station.store.outbox.enqueue({
        key: idempotencyKey,
        kind: 'carried',
        subject: about.package,
        destination: header.receiverCountry,
        payload: { sha256, header: { ...header }, document },
        at: now(station),
        after,
        by: station.by(),
      });
      if (!queued.ok) return queued;
      isNew ||= queued.value.isNew;
    }
    if (!isNew) return done(null);
    const detail: Json = { from: about.from, messages: messages.length };
    const line = station.store.journal.append({
      at: now(station),
      kind: 'courierImported',
      subject: about.package,
      by: station.by(),
      detail,
    });
    return line.ok ? done(null) : line;
  });
}

/** Resolves when every document has ended, when the line is gone, or when patience is: with what has ended. */
function whenEnded(station: Station, content: CourierMessages): Promise<readonly CourierResult[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const results = resultsOf(station, content);
      if (results.length < content.messages.length && station.line.line().state !== 'down') return;
      clearTimeout(late);
      forget();
      resolve(results);
    };
    const forget = station.announce.listen(look);
    const late = setTimeout(() => {
      forget();
      resolve(resultsOf(station, content));
    }, patienceMs);
    look();
  });
}

function resultsOf(station: Station, { messages }: CourierMessages): readonly CourierResult[] {
  return messages.flatMap(({ idempotencyKey, sha256 }): CourierResult[] => {
    const end = station.store.outbox.carriedEnd(idempotencyKey);
    if (!end.ok || end.value?.kind === 'waiting') return [];
    if (end.value?.kind === 'accepted') {
      return [{ idempotencyKey, sha256, receipt: { receiptId: end.value.receiptId, at: end.value.at }, faults: [] }];
    }
    // a key that stands for something else here is no key of theirs
    const faults = end.value?.faults ?? [{ code: 'DUPLI', message: 'La clave ya es de otro mensaje / the key belongs to another message' }];
    return [{ idempotencyKey, sha256, receipt: null, faults: [...faults] }];
  });
}

/** The receipts so far, sealed to whoever sealed the documents; none while there is none. */
function outcome(
  station: Station,
  courier: Courier,
  bytes: Uint8Array,
  replyTo: CourierKey,
  results: readonly CourierResult[],
  count: number,
): { count: number; waiting: number; refused: number; receipts: Receipts } {
  const name = `recibos-${sha256Of(bytes).slice(0, 12)}.courier`;
  const sealed = (): Uint8Array => courier.seal({ kind: 'receipts', madeAt: now(station), results: [...results] }, replyTo);
  return {
    count,
    waiting: count - results.length,
    refused: results.filter((result) => result.receipt === null).length,
    receipts: results.length === 0 ? null : { name, bytes: sealed() },
  };
}

/**
 * What the courier brought back. A file from a stick proves nothing about the gateway, so it changes no state: it is
 * written down with who sealed it, and our own question by id and hash confirms it when the line is back.
 */
function takeReceipts(station: Station, { results }: CourierReceipts, signer: CourierSigner): Result<CourierBrought> {
  const touched: string[] = [];
  let refused = 0;
  const kept = station.store.together(() => {
    for (const { sha256, receipt, faults } of results) {
      const row = station.store.outgoing.bySignedSha256(sha256);
      if (!row.ok) return row;
      if (row.value === null) continue;
      touched.push(row.value.id);
      if (receipt === null) refused += 1;
      const told: Json = receipt === null ? { faults } : { receipt: receipt.receiptId, at: receipt.at };
      const line = station.store.journal.append({
        at: now(station),
        kind: 'courierReceipt',
        subject: row.value.id,
        by: station.by(),
        detail: { ...told, carrier: signer.subject },
      });
      if (!line.ok) return line;
    }
    return done(null);
  });
  if (!kept.ok) return kept;
  station.announce.changed(...touched);
  return done({ kind: 'receipts', settled: touched.length - refused, refused, unknown: results.length - touched.length });
}

function note(station: Station, bytes: Uint8Array, detail: { messages: number }): Result<unknown> {
  const subject = sha256Of(bytes);
  return station.store.journal.append({ at: now(station), kind: 'courierImported', subject, by: station.by(), detail });
}
