import type { ReachGateway } from '#main/station/reach-gateway.ts';
import { attemptClaim, type AttemptAnswer } from '#main/station/attempt-claim.ts';
import type { ClaimedRows } from '#main/station/claimed-rows.ts';
import type { SharedCommit } from '#main/station/shared-commit.ts';
import type { Station } from '#main/station/station-parts.ts';
import type { Claim } from '#main/ports/store-outbox.ts';

/** What the lanes share, and how they and the pace speak to each other: `leaves` gives the time that `heard` wants back. */
export type Lane = {
  readonly commit: SharedCommit;
  readonly owner: string;
  readonly reach: ReachGateway;
  readonly rows: ClaimedRows;
  mayGoOn(): boolean;
  leaves(): number;
  heard(answer: AttemptAnswer, sentAtMs: number): void;
};

/**
 * One lane: takes a row, carries it, and takes the next, while the line holds and the pace allows it. How it ended is
 * written to disk with what else is written soon, while the next is on its way already: an end that was not yet written
 * when the computer stopped is found out by asking, as after any attempt without an answer.
 */
export async function drainLane(station: Station, lane: Lane): Promise<number> {
  const ends: Promise<void>[] = [];
  for (let taken = await take(station, lane); taken !== null; taken = await take(station, lane)) {
    const startMs = station.clock.monotonicMs();
    const attempted = await attemptClaim(station, lane.owner, taken.claim, await lane.reach());
    lane.rows.answeredWithin(station.clock.monotonicMs() - startMs);
    lane.heard(attempted.answer, taken.sentAtMs);
    // more is under way: its claims are written soon
    const commit = lane.rows.areAhead() ? lane.commit.later : lane.commit;
    ends.push(awaitedLater(commit(attempted.record).then(attempted.recorded)));
  }
  await Promise.all(ends);
  return ends.length;
}

/** A bug in it is met where it is awaited, which may be much later. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

/** The pace counts it as sent from here on, so that no other lane takes its turn while a claim is written to disk. */
async function take(station: Station, lane: Lane): Promise<{ readonly claim: Claim; readonly sentAtMs: number } | null> {
  if (!lane.mayGoOn() || station.line.line().state !== 'up') return null;
  const sentAtMs = lane.leaves();
  const claim = await lane.rows.next();
  return claim && { claim, sentAtMs };
}
