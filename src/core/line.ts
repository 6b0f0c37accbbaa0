import type { FailureCode } from '#core/failure.ts';

/**
 * The line to the gateway as the station sees it: a circuit breaker with one probe. While the line is down nobody
 * queues up to time out; one request at a time finds out whether it is back.
 */
export type Line = {
  readonly state: 'up' | 'down' | 'unknown';
  /** since when it has been in this state, ISO */
  readonly since: string | null;
  /** why it is down: no answer, or an answer of something that is not the gateway */
  readonly code: FailureCode | null;
  readonly detail: string | null;
  readonly failuresInARow: number;
  /** when the next probe may leave; null while the line is up */
  readonly probeAt: string | null;
};

export const unknownLine: Line = { state: 'unknown', since: null, code: null, detail: null, failuresInARow: 0, probeAt: null };

export type BreakerPolicy = { readonly failuresToOpen: number; readonly firstProbeMs: number; readonly ceilingMs: number };
export const defaultBreaker: BreakerPolicy = { failuresToOpen: 1, firstProbeMs: 2_000, ceilingMs: 60_000 };

export function lineAnswered(line: Line, now: Date): Line {
  if (line.state === 'up') return line;
  return { state: 'up', since: now.toISOString(), code: null, detail: null, failuresInARow: 0, probeAt: null };
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
    state: 'down',
    since: line.state === 'down' ? line.since : now.toISOString(),
    code,
    detail,
    failuresInARow: failures,
    probeAt: new Date(now.getTime() + step / 2 + (step / 2) * chance).toISOString(),
  };
}

/** Is anything allowed to leave now? While down, only the probe, and only when it is due. */
export function mayTry(line: Line, now: Date): boolean {
  return line.state !== 'down' || line.probeAt === null || line.probeAt <= now.toISOString();
}

export function msUntilProbe(line: Line, now: Date): number {
  if (line.state !== 'down' || line.probeAt === null) return 0;
  return Math.max(0, Date.parse(line.probeAt) - now.getTime());
}
