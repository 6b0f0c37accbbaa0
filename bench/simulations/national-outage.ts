/**
 * On paper and in code: all stations of a country lose their gateway for hours and get it back at the same moment, each
 * with its queue. The decisions are the product's own (core/line, core/delivery, core/pace); what is simulated is the
 * time, the gateway and the chance.
 */
import { retryDelayMs } from '#core/delivery.ts';
import { lineFailed, unknownLine } from '#core/line.ts';
import { msUntilPace, paceAfterOutage, paceAnswered, paceBusy, paceSent, type Pace } from '#core/pace.ts';
import { eventQueue } from './event-queue.ts';

export type Outage = {
  readonly stations: number;
  readonly queued: number;
  readonly width: number;
  /** certificates a second that the gateway takes */
  readonly perSecond: number;
  /** it lets so much wait; beyond that it answers 503 with this Retry-After */
  readonly waitsMs: number;
  readonly retryAfterMs: number;
};

export type Drained = {
  readonly requests: number;
  readonly refusals: number;
  /** requests a second: the most in any second, and the mean until the last certificate was in */
  readonly peak: number;
  readonly mean: number;
  readonly seconds: number;
  readonly idealSeconds: number;
};

type Station = { left: number; out: number; pace: Pace; waiting: { dueMs: number; attempts: number }[]; isAsleepUntil: number };

const tripMs = 50;
const hoursMs = 6 * 3_600_000;

export function simulateReturn(outage: Outage, chance: () => number): Drained {
  const { width, perSecond, waitsMs } = outage;
  const at = (ms: number): Date => new Date(ms);
  const events = eventQueue<() => void>();
  const seconds: number[] = [];
  let now = 0;
  let freeAt = 0;
  let refusals = 0;
  let left = outage.stations * outage.queued;

  /** One request: what it comes to, when, and what the station decides then. */
  const send = (station: Station, attempts: number): void => {
    station.out += 1;
    station.pace = paceSent(station.pace, now, chance());
    const sentAtMs = now;
    seconds[Math.floor(now / 1000)] = (seconds[Math.floor(now / 1000)] ?? 0) + 1;
    const isTaken = freeAt - now <= waitsMs;
    if (isTaken) freeAt = Math.max(freeAt, now) + 1000 / perSecond;
    else refusals += 1;
    events.add((isTaken ? freeAt : now) + tripMs, () => {
      station.out -= 1;
      if (isTaken) {
        left -= 1;
        station.pace = paceAnswered(station.pace, width);
      } else {
        station.pace = paceBusy(station.pace, { sentAtMs, retryAfterMs: outage.retryAfterMs }, now, chance());
        station.waiting.push({ dueMs: now + retryDelayMs(attempts + 1, outage.retryAfterMs, chance()), attempts: attempts + 1 });
      }
      work(station);
    });
  };

  const work = (station: Station): void => {
    while (msUntilPace(station.pace, now) === 0 && station.out < station.pace.width) {
      const again = station.waiting.findIndex((row) => row.dueMs <= now);
      if (again >= 0) send(station, station.waiting.splice(again, 1)[0]?.attempts ?? 0);
      else if (station.left > 0) {
        station.left -= 1;
        send(station, 0);
      } else break;
    }
    const nextDue = station.left > 0 ? now : Math.min(...station.waiting.map((row) => row.dueMs));
    const wakeAt = Math.max(now + msUntilPace(station.pace, now), nextDue);
    if (station.out === 0 && Number.isFinite(wakeAt) && station.isAsleepUntil <= now) {
      station.isAsleepUntil = Math.max(wakeAt, now + 1);
      events.add(station.isAsleepUntil, () => work(station));
    }
  };

  for (let index = 0; index < outage.stations; index += 1) {
    const station: Station = { left: outage.queued, out: 0, pace: paceAfterOutage(hoursMs), waiting: [], isAsleepUntil: -1 };
    // hours of failed probes behind it: the next one comes when core/line says
    const sinceLast = chance() * 60_000;
    const outOfReach = { code: 'gatewayUnreachable', detail: '' } as const;
    const failing = { ...unknownLine, state: 'down', failuresInARow: 40 } as const;
    const probeAt = Date.parse(lineFailed(failing, outOfReach, at(0), chance()).probeAt ?? '');
    events.add(Math.max(0, probeAt - (sinceLast % probeAt)), () => work(station));
  }
  for (let event = events.next(); event !== null; event = events.next()) {
    now = event.at;
    event.value();
  }
  if (left !== 0) throw new Error(`${left} certificates never arrived`);
  const requests = seconds.reduce((sum, count) => sum + (count ?? 0), 0);
  return {
    requests,
    refusals,
    peak: seconds.reduce((most, count) => Math.max(most, count ?? 0), 0),
    mean: (requests * 1000) / now,
    seconds: now / 1000,
    idealSeconds: (outage.stations * outage.queued) / perSecond,
  };
}

/** The same chances in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
