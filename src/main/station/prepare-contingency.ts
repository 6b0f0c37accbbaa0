import { randomUUID } from 'node:crypto';
import { numberedKinds } from '#core/documents/granted-numbers.ts';
import { done, type Result } from '#core/failure.ts';
import type { CourierKey } from '#main/ports/courier.ts';
import type { Json } from '#main/ports/store.ts';
import { meetSisters } from '#main/station/sisters.ts';
import type { StationGateway, Station } from '#main/station/station-parts.ts';
import { now } from '#main/station/station-parts.ts';

/** The gateway's courier key as fetched while there was a line; null when there never was one. */
export function courierKey(station: Station): Result<CourierKey | null> {
  const kept = station.store.settings.get('courierKey');
  if (!kept.ok) return kept;
  const value = kept.value as { keyId?: unknown; publicKey?: unknown } | null;
  if (typeof value?.keyId !== 'string' || typeof value.publicKey !== 'string') return done(null);
  return done({ keyId: value.keyId, publicKey: new Uint8Array(Buffer.from(value.publicKey, 'base64')) });
}

/**
 * While there is a line: what an outage will need. The keys a courier's file is sealed to, and a range of numbers
 * of each document for what is issued meanwhile. A range's id is ours, so asking again grants no second one.
 */
export async function prepareContingency(station: Station, gateway: StationGateway): Promise<Result<null>> {
  if (gateway.courierKey) {
    const told = await gateway.courierKey();
    if (!told.ok) return told;
    const held = courierKey(station);
    if (!held.ok) return held;
    if (held.value?.keyId !== told.value.keyId) {
      const courierKeyText = { keyId: told.value.keyId, publicKey: Buffer.from(told.value.publicKey).toString('base64') };
      const kept = station.store.settings.set({ values: { courierKey: courierKeyText }, at: now(station), by: 'station' });
      if (!kept.ok) return kept;
    }
  }
  const met = await meetSisters(station, gateway);
  if (!met.ok) return met;
  return grantNumbers(station, gateway);
}

/** A gateway that grants no numbers of one document may grant those of the next: only a line that is lost ends the asking. */
async function grantNumbers(station: Station, gateway: StationGateway): Promise<Result<null>> {
  for (const kind of station.policy.numbersHeld > 0 ? numberedKinds(station.documentTypes) : []) {
    const granted = await grantNumbersOf(station, gateway, kind);
    if (granted.ok) continue;
    if (granted.failure.code !== 'badRequest') return granted;
    station.log.write('warn', 'contingency.noNumbers', { kind, code: granted.failure.code, detail: granted.failure.detail });
  }
  return done(null);
}

async function grantNumbersOf(station: Station, gateway: StationGateway, kind: string): Promise<Result<null>> {
  if (!gateway.numberRange) return done(null);
  const held = heldRange(station, kind);
  if (!held.ok) return held;
  const left = station.store.contingency.numbersLeft(kind);
  if (!left.ok) return left;
  if (held.value?.isGranted === true && left.value > 0 && !isExpired(station, held.value)) return done(null);
  const id = typeof held.value?.id === 'string' && held.value.isGranted !== true ? held.value.id : randomUUID();
  const note = (range: Readonly<Record<string, Json>>): Result<null> =>
    station.store.settings.set({ values: { [settingOf(kind)]: range }, at: now(station), by: 'station' });
  // kept before it is asked for: after a lost answer the same id is asked for again
  const noted = note({ id, isGranted: false });
  if (!noted.ok) return noted;
  const range = await gateway.numberRange({ id, documentType: kind, count: station.policy.numbersHeld });
  if (!range.ok) return range;
  return station.store.together(() => {
    const { prefix, first, last, digits, validUntil } = range.value;
    const retired = station.store.contingency.retireNumbers(kind);
    if (!retired.ok) return retired;
    const granted = station.store.contingency.grantNumbers({ kind, prefix, from: first, to: last, digits, at: now(station) });
    if (!granted.ok) return granted;
    return note({ id, isGranted: true, validUntil });
  });
}

type HeldRange = { readonly id?: unknown; readonly isGranted?: unknown; readonly validUntil?: unknown };

function heldRange(station: Station, kind: string): Result<HeldRange | null> {
  const kept = station.store.settings.get(settingOf(kind));
  return kept.ok ? done(kept.value as HeldRange | null) : kept;
}

function settingOf(kind: string): string {
  return `numberRange.${kind}`;
}

function isExpired(station: Station, { validUntil }: HeldRange): boolean {
  return typeof validUntil === 'string' && validUntil <= now(station);
}

/** Whether the numbers held of this document were granted for a time that is over. */
export function areNumbersExpired(station: Station, kind: string): boolean {
  const held = heldRange(station, kind);
  return held.ok && held.value !== null && isExpired(station, held.value);
}
