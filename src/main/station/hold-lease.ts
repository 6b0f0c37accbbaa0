import type { Claim } from '#main/ports/store-outbox.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * Awaits work on a claimed row and keeps the row ours meanwhile: a long document over a slow line takes many times the
 * lease, and another lane that took it up would ask about it and send it a second time over the same line.
 */
export async function holdLease<T>(station: Station, owner: string, claim: Pick<Claim, 'key'>, work: () => Promise<T>): Promise<T> {
  const { leaseMs } = station.policy;
  const extend = (): void => {
    const held = station.store.outbox.extendLease({ key: claim.key, owner, now: now(station), leaseMs });
    // what the work learns counts all the same; what it does not learn is asked
    if (!held.ok) station.log.write('error', 'outbox.leaseNotExtended', { key: claim.key, code: held.failure.code });
  };
  const timer = setInterval(extend, leaseMs / 3);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
