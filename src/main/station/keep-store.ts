import { closeNotice, raiseNotice } from '#main/station/notify.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** The window comes first: the store is looked through only when the official can already work. */
const firstAfterMs = 30_000;
const everyMs = 10 * 60_000;
const dayMs = 24 * 3_600_000;

/** While a batch is signed the official waits for it, and the looking through waits for the batch; but no longer than this. */
const whileSigningMs = 15_000;
const longestWaitMs = 3_600_000;

/** A turn of looking after the store: room on the disk each time; the whole file read through and copied once a day. */
export function keepStore(station: Station, isStopped: () => boolean, isSigning: () => boolean): () => Promise<number> {
  let checkedAtMs: number | null = null;
  let waitingSinceMs: number | null = null;
  let isFirst = true;
  const mustWait = (): boolean => {
    const nowMs = station.clock.monotonicMs();
    waitingSinceMs = isSigning() ? (waitingSinceMs ?? nowMs) : null;
    return waitingSinceMs !== null && nowMs - waitingSinceMs < longestWaitMs;
  };
  return async () => {
    if (isFirst) {
      isFirst = false;
      watchSpace(station);
      return firstAfterMs;
    }
    watchSpace(station);
    const isDue = checkedAtMs === null || station.clock.monotonicMs() - checkedAtMs > dayMs;
    if (isDue && mustWait()) return whileSigningMs;
    if (isDue && !isStopped() && (await isWhole(station, isStopped))) await copyDaily(station);
    if (isDue) checkedAtMs = station.clock.monotonicMs();
    return everyMs;
  };
}

/** Told early: there must be room for what was signed before anything else runs out. */
export function watchSpace(station: Station): void {
  const space = station.store.space();
  if (!space.ok) return station.log.write('error', 'store.spaceUnknown', { code: space.failure.code });
  const { isNearlyFull, freeBytes } = space.value;
  const about = {
    topic: 'storeNearlyFull',
    subject: null,
    country: null,
    facts: { detail: `${Math.floor(freeBytes / 1_000_000)} MB.` },
  } as const;
  if (isNearlyFull) raiseNotice(station, about);
  else closeNotice(station, about);
}

/** Damage leaves its mark: the next start salvages. A copy of a damaged store would push out the good ones. */
async function isWhole(station: Station, isStopped: () => boolean): Promise<boolean> {
  const about = { topic: 'storeDamaged', subject: null, country: null, facts: {} } as const;
  const problems = await station.store.check({ isStopped });
  if (!problems.ok) {
    station.log.write('error', 'store.notChecked', { code: problems.failure.code });
    return false;
  }
  if (problems.value.length > 0) {
    station.log.write('error', 'store.damaged', { problems: problems.value });
    raiseNotice(station, about);
    return false;
  }
  closeNotice(station, about);
  return !isStopped();
}

async function copyDaily(station: Station): Promise<void> {
  const copies = station.store.backups();
  const newest = copies.ok ? copies.value[0]?.at : undefined;
  if (newest !== undefined && station.clock.now().getTime() - Date.parse(newest) < dayMs) return;
  const copied = await station.store.backup({ at: now(station) });
  if (copied.ok) station.log.write('info', 'store.copied', { bytes: copied.value.bytes });
  else station.log.write('error', 'store.notCopied', { code: copied.failure.code });
}
