import type { Failure } from '#core/failure.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import { fetchInbound } from '#main/station/receive-inbound.ts';
import { hearAbroad } from '#main/station/hear-abroad.ts';
import { fetchWork } from '#main/station/receive-work.ts';
import { followEvents } from '#main/station/follow.ts';
import { prepareContingency } from '#main/station/prepare-contingency.ts';
import { refreshTrust } from '#main/station/refresh-trust.ts';
import { heard, measureClock, type ReachGateway } from '#main/station/reach-gateway.ts';
import type { Station } from '#main/station/station-parts.ts';

/** How often the clock is set against the gateway's while the line is up. */
const clockEveryMs = 10 * 60_000;
const quickestPollMs = 250;

/**
 * One turn of fetching: work, news of what we sent, what other countries sent. Each goes on by its own cursor.
 * Returns the milliseconds until the next turn.
 */
export function synchronise(station: Station, reach: ReachGateway): () => Promise<number | null> {
  let clockAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const gateway = await reach();
    if (!gateway.ok) return gateway.failure.code === 'gatewayNotSet' ? null : Math.max(500, station.line.msUntilProbe());
    const sinceClockMs = station.clock.monotonicMs() - clockAtMs;
    if (sinceClockMs > clockEveryMs || station.line.clockDifferenceMs() === null) {
      const measured = await measureClock(station, gateway.value);
      // one that is busy is not asked again at once
      if (!measured.ok) return Math.max(station.line.msUntilProbe(), jittered(station.policy.pollMs, station.chance()));
      await refreshFrom(station, gateway.value);
      heard(station, await prepareContingency(station, gateway.value));
      clockAtMs = station.clock.monotonicMs();
    }
    const steps = [fetchWork, followEvents, fetchInbound, hearAbroad] as const;
    for (const step of steps) {
      const result = await step(station);
      if (!result.ok && isOfTheStore(result.failure)) {
        station.log.write('error', 'synchronise.notKept', { step: step.name, code: result.failure.code });
        continue;
      }
      if (!heard(station, result).ok && station.line.line().state === 'down') break;
    }
    station.wake.judge();
    // An acknowledgement comes soon after the delivery or much later: the pause grows with the time since.
    const pauseMs = Math.min(station.policy.pollMs, Math.max(quickestPollMs, station.activity.sinceMs() / 2));
    return jittered(pauseMs, station.chance());
  };
}

/** Who may sign and what was revoked, before the work that is judged by it. What is refused leaves what we hold in use. */
export async function refreshFrom(station: Station, gateway: Gateway): Promise<void> {
  const { keeping } = station.trust;
  if (keeping) heard(station, await refreshTrust({ gateway, keeping, officials: station.store.officials, log: station.log }));
}

function isOfTheStore(failure: Failure): boolean {
  return failure.code.startsWith('store');
}

/** Stations that were started together do not ask together. */
function jittered(ms: number, chance: number): number {
  return Math.round(ms * (0.75 + 0.5 * chance));
}
