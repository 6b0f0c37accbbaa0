/**
 * How fast a station sends. It begins with one message at a time after every silence and takes one more lane with each
 * answer, as TCP begins slowly (RFC 5681 section 3.1). A gateway that says it is busy says so to the whole station, not to
 * one document: nothing leaves before the time it asked for, and then one message at a time with a gap between them, which
 * doubles with each such answer and shrinks by a third with each message taken. So thousands of stations that come back
 * together settle on the gateway's own speed instead of knocking in waves.
 * Times are of a clock that no one sets, so that a jump of the clock on the wall holds nothing back.
 */
export type Pace = {
  readonly width: number;
  /** between two messages; 0: as fast as the lanes carry them */
  readonly gapMs: number;
  readonly notBeforeMs: number;
  /** when the gateway last said that it is busy */
  readonly busyAtMs: number;
};

export const freshPace: Pace = { width: 1, gapMs: 0, notBeforeMs: 0, busyAtMs: Number.NEGATIVE_INFINITY };

export type PacePolicy = { readonly firstGapMs: number; readonly longestGapMs: number };
export const usualPace: PacePolicy = { firstGapMs: 2_000, longestGapMs: 40_000 };

/** After so long without a line the others come back too: begin with a gap. A shorter outage is most likely ours alone. */
const longOutageMs = 10 * 60_000;
/** a gap shorter than this is none: the lanes open again */
const shortestGapMs = 50;
const shrinking = 0.7;
const growing = 2;

export function paceAfterOutage(outageMs: number, policy: PacePolicy = usualPace): Pace {
  return outageMs < longOutageMs ? freshPace : { ...freshPace, gapMs: policy.firstGapMs };
}

/** A message leaves: the next one waits for the gap, which differs each time so that stations do not fall into step. */
export function paceSent(pace: Pace, nowMs: number, chance: number): Pace {
  return pace.gapMs === 0 ? pace : { ...pace, notBeforeMs: nowMs + pace.gapMs * (0.5 + chance) };
}

export function paceAnswered(pace: Pace, widest: number): Pace {
  if (pace.gapMs === 0) return { ...pace, width: Math.min(widest, pace.width + 1) };
  const gapMs = pace.gapMs * shrinking;
  return gapMs < shortestGapMs ? { ...pace, gapMs: 0, notBeforeMs: 0 } : { ...pace, gapMs };
}

export type BusyAnswer = { readonly sentAtMs: number; readonly retryAfterMs: number | null };

/**
 * Lanes that were already out when it became busy bring the same news: together they count once. The gap is at least
 * twice what the gateway asked for, and the first message after it is spread over a gap as well: all whom it told the
 * same would otherwise come back at the same moment.
 */
export function paceBusy(pace: Pace, { sentAtMs, retryAfterMs }: BusyAnswer, nowMs: number, chance: number, policy = usualPace): Pace {
  if (sentAtMs <= pace.busyAtMs) return pace;
  const gapMs = Math.min(policy.longestGapMs, Math.max(policy.firstGapMs, 2 * (retryAfterMs ?? 0), pace.gapMs * growing));
  return { width: 1, gapMs, notBeforeMs: nowMs + Math.max(retryAfterMs ?? 0, gapMs / 2) + gapMs * chance, busyAtMs: nowMs };
}

export function msUntilPace(pace: Pace, nowMs: number): number {
  return Math.max(0, pace.notBeforeMs - nowMs);
}
