import { retryDelayMs, type Backoff } from '#core/delivery.ts';

/**
 * How many messages a station has on their way at once. It begins with one after every silence and takes one more with
 * each answer, as TCP begins slowly (RFC 5681 section 3.1); a gateway that says it is busy says so to the whole
 * station, not to one document: nothing leaves before the time it asked for, and then one at a time again.
 * Times are of a clock that no one sets, so that a jump of the clock on the wall holds nothing back.
 */
export type Pace = { readonly width: number; readonly busyInARow: number; readonly notBeforeMs: number };

export const freshPace: Pace = { width: 1, busyInARow: 0, notBeforeMs: 0 };

export const busyBackoff: Backoff = { firstMs: 2_000, factor: 2, ceilingMs: 60_000 };

export function paceAnswered(pace: Pace, widest: number): Pace {
  return { width: Math.min(widest, pace.width + 1), busyInARow: 0, notBeforeMs: 0 };
}

/** Lanes that were already out when it became busy bring the same news: together they count once. */
export function paceBusy(pace: Pace, retryAfterMs: number | null, nowMs: number, chance: number, backoff: Backoff = busyBackoff): Pace {
  if (msUntilPace(pace, nowMs) > 0) return pace;
  const delay = retryDelayMs(pace.busyInARow + 1, retryAfterMs, chance, backoff);
  return { width: 1, busyInARow: pace.busyInARow + 1, notBeforeMs: nowMs + delay };
}

export function msUntilPace(pace: Pace, nowMs: number): number {
  return Math.max(0, pace.notBeforeMs - nowMs);
}
