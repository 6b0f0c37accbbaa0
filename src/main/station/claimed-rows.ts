import { done, type Result } from '#core/failure.ts';
import type { Claim, OutboxKind } from '#main/ports/store-outbox.ts';
import type { SharedCommit } from '#main/station/shared-commit.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What leaves by the line to the gateway; mail has a line of its own. */
export const overTheLine: readonly OutboxKind[] = ['certificate', 'answer', 'notice', 'carried'];

/** Rows of the outbox that are ours to send, for all lanes. */
export type ClaimedRows = {
  /** one that is claimed on disk already, or claimed now; null when nothing is due */
  next(): Promise<Claim | null>;
  /** are there any that were claimed ahead? */
  areAhead(): boolean;
  /** how long the last answer took: it decides whether rows are claimed ahead */
  answeredWithin(ms: number): void;
  /** what was claimed ahead and does not leave */
  giveBack(): Promise<void>;
};

/** An answer that came within this time: the disk is what one waits for, not the line. */
const swiftMs = 1_000;
/** So many for each lane are claimed ahead, one flush to disk for all of them; and no more bytes than this. */
const aheadPerLane = 3;
const aheadBytes = 2 ** 20;

/**
 * While answers come swiftly, the next rows are claimed while others are on their way, so that the disk and the line
 * work at the same time. Nothing leaves whose claim is not on the disk. `mayClaimAhead`: with a gap between two
 * messages, what was claimed ahead would only wait.
 */
export function claimedRows(
  station: Station,
  { commit, owner, mayClaimAhead }: { readonly commit: SharedCommit; readonly owner: string; mayClaimAhead(): boolean },
): ClaimedRows {
  const held: Claim[] = [];
  let isSwift = false;
  let claiming: Promise<void> | null = null;

  const claim = async (count: number): Promise<readonly Claim[]> => {
    const claimed = await commit(() => claimUpTo(station, owner, count));
    if (!claimed.ok) station.log.write('error', 'outbox.claimFailed', { code: claimed.failure.code });
    return claimed.ok ? claimed.value : [];
  };

  const claimAhead = (): Promise<void> => {
    claiming ??= claim(station.policy.width * aheadPerLane)
      .then((claims) => void held.push(...claims))
      .finally(() => (claiming = null));
    return claiming;
  };

  const giveBack = async (): Promise<void> => {
    await claiming;
    const at = now(station);
    await Promise.all(
      held.splice(0).map(async ({ key, subject }) => {
        const given = await commit(() => station.store.outbox.settle({ key, owner, at, outcome: { kind: 'heldBack', dueAt: at } }));
        if (!given.ok) station.log.write('error', 'outbox.notGivenBack', { key, code: given.failure.code });
        if (subject !== null) station.announce.changed(subject);
      }),
    );
  };

  const isOld = ({ leaseUntil }: Claim): boolean => Date.parse(leaseUntil) - station.clock.now().getTime() < station.policy.leaseMs / 2;

  return {
    next: async () => {
      if (held.some(isOld)) await giveBack();
      if (held.length === 0 && claiming) await claiming;
      const isAhead = isSwift && mayClaimAhead();
      if (held.length === 0 && !isAhead) return (await claim(1))[0] ?? null;
      if (held.length === 0) await claimAhead();
      const next = held.shift() ?? null;
      if (isAhead && next !== null && held.length < station.policy.width) void claimAhead();
      return next;
    },
    areAhead: () => held.length > 0,
    answeredWithin: (ms) => {
      isSwift = ms < swiftMs;
    },
    giveBack,
  };
}

function claimUpTo(station: Station, owner: string, count: number): Result<readonly Claim[]> {
  const claims: Claim[] = [];
  let bytes = 0;
  while (claims.length < count && bytes < aheadBytes) {
    const { leaseMs } = station.policy;
    const claimed = station.store.outbox.claimDue({ now: now(station), leaseMs, owner, kinds: overTheLine });
    if (!claimed.ok) return claimed;
    if (claimed.value === null) break;
    claims.push(claimed.value);
    bytes += claimed.value.certificate?.bytes.length ?? 0;
  }
  return done(claims);
}
