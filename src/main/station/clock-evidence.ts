import { clockToleranceMs, confirmationStale, implausibleClock } from '#core/review.ts';
import type { Station } from '#main/station/station-parts.ts';

/** Where the store keeps when the gateway's time last agreed with ours. */
const confirmed = 'clockConfirmed';

/** How far the clock is off where it is too far to sign by it; null when it is plausible. */
export function clockDoubt(station: Station): number | null {
  const head = station.store.journal.head();
  return implausibleClock(station.clock.now(), station.line.clockDifferenceMs(), head.ok ? head.value.lastAt : null);
}

/** `confirmedAt`: when the gateway last agreed with this clock; null where it never has. */
export type ClockUnconfirmed = { readonly confirmedAt: string | null };

/**
 * A clock set ahead while nobody was looking contradicts nothing that a station without a line holds. What can be said is
 * that nobody has confirmed it since; null while that is not long ago, or the gateway has told its time to this run.
 */
export function clockUnconfirmed(station: Station): ClockUnconfirmed | null {
  if (station.gateway() === null || station.line.clockDifferenceMs() !== null) return null;
  const kept = station.store.cursor(confirmed);
  if (!kept.ok) return null;
  return confirmationStale(station.clock.now(), kept.value) ? { confirmedAt: kept.value } : null;
}

export function keepConfirmation(station: Station, differenceMs: number): void {
  if (Math.abs(differenceMs) > clockToleranceMs) return;
  const kept = station.store.setCursor(confirmed, new Date(station.clock.now().getTime() - differenceMs).toISOString());
  if (!kept.ok) station.log.write('error', 'clock.notKept', { code: kept.failure.code });
}
