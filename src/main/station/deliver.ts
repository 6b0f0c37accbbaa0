import { randomUUID } from 'node:crypto';
import type { ReachGateway } from '#main/station/reach-gateway.ts';
import { attemptClaim } from '#main/station/attempt-claim.ts';
import { now, type Station } from '#main/station/station-parts.ts';
import type { OutboxKind } from '#main/ports/store-outbox.ts';

/** What leaves by the line to the gateway; mail has a line of its own. */
const overTheLine: readonly OutboxKind[] = ['certificate', 'answer', 'notice'];

/**
 * One turn of the outbox: sends what is due until nothing is, several at once while the line is up. Returns the
 * milliseconds until something is due again, or null when only a wake can bring work. Nothing is dropped here.
 */
export function deliverDue(station: Station, reach: ReachGateway, isStopped: () => boolean): () => Promise<number | null> {
  const owner = randomUUID();
  return async () => {
    for (;;) {
      if (isStopped()) return null;
      const wait = waitForDue(station);
      if (wait !== 0) return wait;
      const gateway = await reach();
      if (!gateway.ok) return gateway.failure.code === 'gatewayNotSet' ? null : Math.max(200, station.line.msUntilProbe());
      const lanes = Array.from({ length: station.policy.width }, () => drain(station, owner, isStopped, reach));
      const claimed = await Promise.all(lanes);
      // Due, but nothing to claim: it waits for an earlier document, which must not make the others wait.
      if (claimed.every((count) => count === 0)) return station.policy.delivery.backoff.firstMs;
      station.activity.happened();
    }
  };
}

/** Milliseconds until the next row is due: 0 when one is, null when none waits. */
function waitForDue(station: Station): number | null {
  const next = station.store.outbox.nextDueAt(overTheLine);
  if (!next.ok || next.value === null) return next.ok ? null : 5_000;
  return Math.max(0, Date.parse(next.value) - station.clock.now().getTime());
}

/** One lane: claims a row, carries it, and takes the next, while the line holds. */
async function drain(station: Station, owner: string, isStopped: () => boolean, reach: ReachGateway): Promise<number> {
  let count = 0;
  while (!isStopped() && station.line.line().state === 'up') {
    const claim = station.store.outbox.claimDue({ now: now(station), leaseMs: station.policy.leaseMs, owner, kinds: overTheLine });
    if (!claim.ok) {
      station.log.write('error', 'outbox.claimFailed', { code: claim.failure.code });
      return count;
    }
    if (claim.value === null) return count;
    const gateway = await reach();
    count += 1;
    await attemptClaim(station, owner, claim.value, gateway);
  }
  return count;
}
