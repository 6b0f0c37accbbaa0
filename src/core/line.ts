import type { FailureCode } from '#core/failure.ts';

/**
 * The line to the gateway as the station sees it: a circuit breaker with one probe. While the line is down nobody
 * queues up to time out; one request at a time finds out whether it is back.
 */
export type Line = {
  readonly state: 'up' | 'down' | 'unknown';
  /** since when it has been in this state, ISO */
  readonly since: string | null;
  /** why it is down, or not known to be up: no answer, an answer of something that is not the gateway, or only that it is busy */
  readonly code: FailureCode | null;
  readonly detail: string | null;
  readonly failuresInARow: number;
  /** since when it answers everything that it is busy; null while anything else is answered */
  readonly busySince: string | null;
  /** when the next probe may leave; null while the line is up, or nothing was tried yet */
  readonly probeAt: string | null;
};

export const unknownLine: Line = {
  state: 'unknown',
  since: null,
  code: null,
  detail: null,
  failuresInARow: 0,
  busySince: null,
  probeAt: null,
};

export type BreakerPolicy = {
  readonly failuresToOpen: number;
  readonly firstProbeMs: number;
  readonly ceilingMs: number;
  /** a gateway that is busy for everything and for so long is out */
  readonly busyMs: number;
};
export const defaultBreaker: BreakerPolicy = { failuresToOpen: 1, firstProbeMs: 2_000, ceilingMs: 60_000, busyMs: 120_000 };

export function lineAnswered(line: Line, now: Date): Line {
  if (line.state === 'up') return line.busySince === null ? line : { ...line, busySince: null };
  return { ...unknownLine, state: 'up', since: now.toISOString() };
}

/** It answered, but that it is busy: a line that is up stays so for a while, one that is down is not back, and of one nobody knows yet nothing more is known. */
export function lineBusy(line: Line, now: Date, chance: number, policy: BreakerPolicy = defaultBreaker): Line {
  const busySince = line.busySince ?? now.toISOString();
  const isOut = line.state === 'down' || now.getTime() - Date.parse(busySince) >= policy.busyMs;
  if (!isOut && line.state === 'up') return { ...lineAnswered(line, now), busySince };
  const failed = lineFailed({ ...line, busySince }, { code: 'gatewayBusy', detail: 'busy' }, now, chance, policy);
  return isOut ? failed : { ...failed, state: 'unknown', since: null };
}

/** `chance` in [0, 1): stations that lost the same gateway do not come back in step. */
export function lineFailed(
  line: Line,
  { code, detail }: { readonly code: FailureCode; readonly detail: string },
  now: Date,
  chance: number,
  policy: BreakerPolicy = defaultBreaker,
): Line {
  const failures = line.failuresInARow + 1;
  if (failures < policy.failuresToOpen) return { ...line, failuresInARow: failures };
  const step = Math.min(policy.ceilingMs, policy.firstProbeMs * 2 ** Math.min(20, failures - policy.failuresToOpen));
  return {
    ...line,
    state: 'down',
    since: line.state === 'down' ? line.since : (line.busySince ?? now.toISOString()),
    code,
    detail,
    failuresInARow: failures,
    probeAt: new Date(now.getTime() + step / 2 + (step / 2) * chance).toISOString(),
  };
}

/** Is anything allowed to leave now? While it is not up, only the probe, and only when it is due. */
export function mayTry(line: Line, now: Date, policy: BreakerPolicy = defaultBreaker): boolean {
  return msUntilProbe(line, now, policy) === 0;
}

/** No probe waits longer than the ceiling: one that seems to was planned before somebody set the clock back, and is due. */
export function msUntilProbe(line: Line, now: Date, policy: BreakerPolicy = defaultBreaker): number {
  if (line.probeAt === null) return 0;
  const leftMs = Date.parse(line.probeAt) - now.getTime();
  return leftMs > policy.ceilingMs ? 0 : Math.max(0, leftMs);
}
