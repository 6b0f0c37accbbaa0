import { randomUUID } from 'node:crypto';
import {
  freshPace,
  msUntilPace,
  paceAfterOutage,
  paceAnswered,
  paceBusy,
  paceSent,
  usualPace,
  type Pace,
  type PacePolicy,
} from '#core/pace.ts';
import type { ReachGateway } from '#main/station/reach-gateway.ts';
import type { AttemptAnswer } from '#main/station/attempt-claim.ts';
import { claimedRows, overTheLine } from '#main/station/claimed-rows.ts';
import { drainLane, type Lane } from '#main/station/delivery-lane.ts';
import { sharedCommit } from '#main/station/shared-commit.ts';
import type { Station } from '#main/station/station-parts.ts';

export type Deliveries = {
  /**
   * One turn of the outbox: sends what is due until nothing is, several at once while the line is up. Returns the
   * milliseconds until something is due again, or null when only a wake can bring work. Nothing is dropped here.
   */
  turn(): Promise<number | null>;
  /** something may have become due: in a turn that is under way it takes a free lane, and waits for none of the others */
  more(): void;
};

export function deliverDue(station: Station, reach: ReachGateway, isStopped: () => boolean): Deliveries {
  const owner = randomUUID();
  const commit = sharedCommit(station.store);
  const pace = { now: freshPace };
  const underWay = { more: (): void => undefined };
  const turn = async (): Promise<number | null> => {
    for (;;) {
      if (isStopped()) return null;
      const wait = waitForDue(station);
      if (wait !== 0) return wait;
      const pause = msUntilPace(pace.now, station.clock.monotonicMs());
      if (pause > 0) return pause;
      const before = station.line.line();
      const gateway = await reach();
      if (!gateway.ok) return gateway.failure.code === 'gatewayNotSet' ? null : Math.max(200, station.line.msUntilProbe());
      if (before.state === 'down' && before.since !== null) {
        pace.now = paceAfterOutage(station.clock.now().getTime() - Date.parse(before.since), paceOf(station));
      }
      const claimed = await drainPaced(station, { commit, owner, reach }, isStopped, pace, underWay);
      // Due, but nothing to claim: it waits for an earlier document, which must not make the others wait.
      if (claimed === 0) return station.policy.delivery.backoff.firstMs;
      station.activity.happened();
    }
  };
  return { turn, more: () => underWay.more() };
}

/** Milliseconds until the next row is due: 0 when one is, null when none waits. */
function waitForDue(station: Station): number | null {
  const next = station.store.outbox.nextDueAt(overTheLine);
  if (!next.ok || next.value === null) return next.ok ? null : 5_000;
  return Math.max(0, Date.parse(next.value) - station.clock.now().getTime());
}

/** As many lanes as the pace allows, one more opened when it allows one more; how many rows they carried. */
async function drainPaced(
  station: Station,
  common: Pick<Lane, 'commit' | 'owner' | 'reach'>,
  isStopped: () => boolean,
  pace: { now: Pace },
  underWay: { more: () => void },
): Promise<number> {
  const lanes: Promise<number>[] = [];
  let open = 0;
  const openLanes = (): void => {
    while (open < Math.floor(pace.now.width)) {
      open += 1;
      lanes.push(drainLane(station, { ...common, rows, mayGoOn, leaves, heard }).finally(() => (open -= 1)));
    }
  };
  const mayGoOn = (): boolean => !isStopped() && msUntilPace(pace.now, station.clock.monotonicMs()) === 0;
  const rows = claimedRows(station, { ...common, mayClaimAhead: () => pace.now.gapMs === 0 && mayGoOn() });
  const heard = (answer: AttemptAnswer, sentAtMs: number): void => {
    if (answer.kind === 'noAnswer') return;
    if (answer.kind !== 'busy') pace.now = paceAnswered(pace.now, station.policy.width);
    else if (answer.failure.code === 'gatewayBusy') {
      const { retryAfterMs } = answer;
      const nowMs = station.clock.monotonicMs();
      pace.now = paceBusy(pace.now, { sentAtMs, retryAfterMs }, nowMs, station.chance(), paceOf(station));
    }
    if (mayGoOn()) openLanes();
  };
  const leaves = (): number => {
    const nowMs = station.clock.monotonicMs();
    pace.now = paceSent(pace.now, nowMs, station.chance());
    return nowMs;
  };
  openLanes();
  underWay.more = () => {
    if (mayGoOn() && waitForDue(station) === 0) openLanes();
  };
  let count = 0;
  try {
    // lanes are opened while others run: the list grows under the loop
    for (const lane of lanes) count += await lane;
  } finally {
    underWay.more = () => undefined;
    await rows.giveBack();
  }
  return count;
}

function paceOf({ policy }: Station): PacePolicy {
  return { ...usualPace, firstGapMs: policy.delivery.backoff.firstMs };
}
