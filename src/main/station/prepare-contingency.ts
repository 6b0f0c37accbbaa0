import { randomUUID } from 'node:crypto';
import { done, type Result } from '#core/failure.ts';
import type { CourierKey } from '#main/ports/courier.ts';
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
 * for what is issued meanwhile. The range's id is ours, so asking again grants no second one.
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

async function grantNumbers(station: Station, gateway: StationGateway): Promise<Result<null>> {
  const { numbers } = station.policy;
  if (numbers === null || !gateway.numberRange) return done(null);
  const kept = station.store.settings.get('numberRange');
  if (!kept.ok) return kept;
  const held = kept.value as HeldRange | null;
  const left = station.store.contingency.numbersLeft();
  if (!left.ok) return left;
  if (held?.isGranted === true && left.value > 0 && !isExpired(station, held)) return done(null);
  const id = typeof held?.id === 'string' && held.isGranted !== true ? held.id : randomUUID();
  // kept before it is asked for: after a lost answer the same id is asked for again
  const noted = station.store.settings.set({ values: { numberRange: { id, isGranted: false } }, at: now(station), by: 'station' });
  if (!noted.ok) return noted;
  const range = await gateway.numberRange({ id, ...numbers });
  if (!range.ok) return range;
  return station.store.together(() => {
    const { prefix, first, last, validUntil } = range.value;
    const retired = station.store.contingency.retireNumbers();
    if (!retired.ok) return retired;
    const granted = station.store.contingency.grantNumbers({ prefix, from: first, to: last, at: now(station) });
    if (!granted.ok) return granted;
    return station.store.settings.set({ values: { numberRange: { id, isGranted: true, validUntil } }, at: now(station), by: 'station' });
  });
}

type HeldRange = { readonly id?: unknown; readonly isGranted?: unknown; readonly validUntil?: unknown };

function isExpired(station: Station, { validUntil }: HeldRange): boolean {
  return typeof validUntil === 'string' && validUntil <= now(station);
}

/** Whether the numbers held were granted for a time that is over. */
export function areNumbersExpired(station: Station): boolean {
  const kept = station.store.settings.get('numberRange');
  return kept.ok && kept.value !== null && isExpired(station, kept.value as HeldRange);
}
