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
import { attemptClaim, type AttemptAnswer } from '#main/station/attempt-claim.ts';
import { sharedCommit, type SharedCommit } from '#main/station/shared-commit.ts';
import { now, type Station } from '#main/station/station-parts.ts';
import type { Claim, OutboxKind } from '#main/ports/store-outbox.ts';

/** What leaves by the line to the gateway; mail has a line of its own. */
const overTheLine: readonly OutboxKind[] = ['certificate', 'answer', 'notice', 'carried'];

/**
 * One turn of the outbox: sends what is due until nothing is, several at once while the line is up. Returns the
 * milliseconds until something is due again, or null when only a wake can bring work. Nothing is dropped here.
 */
export function deliverDue(station: Station, reach: ReachGateway, isStopped: () => boolean): () => Promise<number | null> {
  const owner = randomUUID();
  const commit = sharedCommit(station.store);
  const pace = { now: freshPace };
  return async () => {
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
      const claimed = await drainPaced(station, { commit, owner, reach }, isStopped, pace);
      // Due, but nothing to claim: it waits for an earlier document, which must not make the others wait.
      if (claimed === 0) return station.policy.delivery.backoff.firstMs;
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

/** As many lanes as the pace allows, one more opened when it allows one more; how many rows they carried. */
async function drainPaced(
  station: Station,
  common: Pick<Lane, 'commit' | 'owner' | 'reach'>,
  isStopped: () => boolean,
  pace: { now: Pace },
): Promise<number> {
  const lanes: Promise<number>[] = [];
  let open = 0;
  const openLanes = (): void => {
    while (open < Math.floor(pace.now.width)) {
      open += 1;
      lanes.push(drain(station, { ...common, mayGoOn, leaves, heard }).finally(() => (open -= 1)));
    }
  };
  const mayGoOn = (): boolean => !isStopped() && msUntilPace(pace.now, station.clock.monotonicMs()) === 0;
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
  let count = 0;
  // lanes are opened while others run: the list grows under the loop
  for (const lane of lanes) count += await lane;
  return count;
}

/** What the lanes share, and how they and the pace speak to each other: `leaves` gives the time that `heard` wants back. */
type Lane = {
  readonly commit: SharedCommit;
  readonly owner: string;
  readonly reach: ReachGateway;
  mayGoOn(): boolean;
  leaves(): number;
  heard(answer: AttemptAnswer, sentAtMs: number): void;
};

/**
 * One lane: claims a row, carries it, and takes the next, while the line holds and the pace allows it. The end of one
 * and the claim of the next are written to disk together, and with those of the other lanes that come up meanwhile.
 */
async function drain(station: Station, lane: Lane): Promise<number> {
  let count = 0;
  for (let taken = await take(station, lane); taken !== null;) {
    const attempted = await attemptClaim(station, lane.owner, taken.claim, await lane.reach());
    count += 1;
    lane.heard(attempted.answer, taken.sentAtMs);
    const ended = lane.commit(attempted.record);
    const next = take(station, lane);
    attempted.recorded(await ended);
    taken = await next;
  }
  return count;
}

/** The pace counts it as sent from here on, so that no other lane takes its turn while the claim is written to disk. */
async function take(station: Station, lane: Lane): Promise<{ readonly claim: Claim; readonly sentAtMs: number } | null> {
  const { commit, owner, mayGoOn, leaves } = lane;
  if (!mayGoOn() || station.line.line().state !== 'up') return null;
  const sentAtMs = leaves();
  const { leaseMs } = station.policy;
  const claimed = await commit(() => station.store.outbox.claimDue({ now: now(station), leaseMs, owner, kinds: overTheLine }));
  if (!claimed.ok) station.log.write('error', 'outbox.claimFailed', { code: claimed.failure.code });
  return claimed.ok && claimed.value !== null ? { claim: claimed.value, sentAtMs } : null;
}

function paceOf({ policy }: Station): PacePolicy {
  return { ...usualPace, firstGapMs: policy.delivery.backoff.firstMs };
}
