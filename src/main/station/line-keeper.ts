import { lineAnswered, lineBusy, lineFailed, mayTry, msUntilProbe, unknownLine, type BreakerPolicy, type Line } from '#core/line.ts';
import type { Failure } from '#core/failure.ts';
import type { Clock } from '#main/ports/system.ts';
import { clockOffsetMs, leastSettingMs } from '#main/station/clock-setting.ts';

/** Knows whether the gateway answers, since when, and how far our clock is from its clock. */
export type LineKeeper = {
  line(): Line;
  /** ours minus theirs, as last measured and with what our clock was set by since; null while nobody knows */
  clockDifferenceMs(): number | null;
  measured(differenceMs: number): void;
  answered(): void;
  /** only failures of the line count; a gateway that refuses has answered, and one that is busy, unless that goes on and on */
  failed(failure: Failure): void;
  /** takes the probe's turn: false while the line is down and no probe is due, or another probe is out */
  mayTry(): boolean;
  msUntilProbe(): number;
  /** a person or the system says the network changed: the next try need not wait */
  probeNow(): void;
};

/** `onChange`: the state is another, or what answers in the gateway's place is. */
export type LineEvents = { readonly onChange: (line: Line, before: Line) => void };

const lineFailures: ReadonlySet<Failure['code']> = new Set([
  'gatewayUnreachable',
  'gatewayNotTrusted',
  'gatewayIsSomethingElse',
  'gatewayNotSet',
]);

export function isLineFailure(failure: Failure): boolean {
  return lineFailures.has(failure.code);
}

export function lineKeeper(clock: Clock, chance: () => number, events: LineEvents, policy?: BreakerPolicy): LineKeeper {
  let line = unknownLine;
  let measurement: { readonly differenceMs: number; readonly offsetMs: number } | null = null;
  const offsetMs = (): number => clockOffsetMs(clock);
  const become = (next: Line): void => {
    const before = line;
    line = next;
    if (before.state !== next.state || before.code !== next.code) events.onChange(next, before);
  };
  return {
    line: () => line,
    clockDifferenceMs: () => {
      if (!measurement) return null;
      const setByMs = offsetMs() - measurement.offsetMs;
      return measurement.differenceMs + (Math.abs(setByMs) < leastSettingMs ? 0 : setByMs);
    },
    measured: (differenceMs) => (measurement = { differenceMs, offsetMs: offsetMs() }),
    answered: () => become(lineAnswered(line, clock.now())),
    failed: (failure) => {
      if (failure.code === 'gatewayBusy') return become(lineBusy(line, clock.now(), chance(), policy));
      if (!isLineFailure(failure)) return become(lineAnswered(line, clock.now()));
      const detail = 'detail' in failure && typeof failure.detail === 'string' ? failure.detail : failure.code;
      become(lineFailed(line, { code: failure.code, detail }, clock.now(), chance(), policy));
    },
    mayTry: () => mayTry(line, clock.now(), policy),
    msUntilProbe: () => msUntilProbe(line, clock.now(), policy),
    probeNow: () => {
      if (line.probeAt !== null) line = { ...line, probeAt: clock.now().toISOString() };
    },
  };
}
