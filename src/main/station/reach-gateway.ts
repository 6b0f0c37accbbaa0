import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { Gateway } from '#main/ports/gateway.ts';
import { keepConfirmation } from '#main/station/clock-evidence.ts';
import type { Station } from '#main/station/station-parts.ts';

/**
 * The connection while the line is up. While it is down or unknown, one probe at a time asks the gateway for its
 * time: that costs nothing, sets our clock against theirs, and leaves no document in doubt.
 */
export type ReachGateway = () => Promise<Result<Gateway>>;

export function reachGateway(station: Station): ReachGateway {
  let probe: Promise<Result<Gateway>> | null = null;
  return async () => {
    const gateway = station.gateway();
    if (!gateway) return failed({ code: 'gatewayNotSet' });
    const line = station.line.line();
    if (line.state === 'up') return done(gateway);
    if (probe) return probe;
    if (!station.line.mayTry()) return failed({ code: 'gatewayUnreachable', detail: line.detail ?? '' });
    probe = probeOnce(station, gateway);
    try {
      return await probe;
    } finally {
      probe = null;
    }
  };
}

async function probeOnce(station: Station, gateway: Gateway): Promise<Result<Gateway>> {
  const measured = await measureClock(station, gateway);
  return measured.ok ? done(gateway) : measured;
}

/** How far our clock is from the gateway's; tells the line whether it answered. */
export async function measureClock(station: Station, gateway: Gateway): Promise<Result<number>> {
  const time = await gateway.time();
  if (!time.ok) {
    station.line.failed(time.failure);
    return time;
  }
  station.line.measured(time.value.differenceMs);
  keepConfirmation(station, time.value.differenceMs);
  station.line.answered();
  return done(time.value.differenceMs);
}

/** Tells the line what an answer or its absence says about it, and hands the result on. */
export function heard<T>(station: Station, result: Result<T>): Result<T> {
  if (result.ok) station.line.answered();
  else station.line.failed(result.failure);
  return result;
}

/** For answers that are not Results. */
export function heardOf(station: Station, answer: { readonly kind: string; readonly failure?: Failure }): void {
  if (answer.failure) station.line.failed(answer.failure);
  else station.line.answered();
}
