import type { Clock } from '#main/ports/system.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** Less than this is the grain of the two clocks, or a time service that steers ours. */
export const leastSettingMs = 1000;
/** A retry that comes so much later hurts nobody; the time since boot is whole seconds on some systems, and time services steer. */
const leastSetBackMs = 5000;

/** Moves only when somebody sets the clock. */
export function clockOffsetMs(clock: Pick<Clock, 'now' | 'sinceBootMs'>): number {
  return clock.now().getTime() - clock.sinceBootMs();
}

/**
 * When something is tried again is kept as a time of the clock: one that is set back leaves it as far ahead as it was set.
 * Asked at each turn, this makes due what waits, as when the line comes back.
 */
export function keepRetriesNear({ clock, store, log }: Pick<Station, 'clock' | 'store' | 'log'>): () => void {
  let latestMs = clockOffsetMs(clock);
  return () => {
    const offsetMs = clockOffsetMs(clock);
    const setBackMs = latestMs - offsetMs;
    if (setBackMs < 0) latestMs = offsetMs;
    if (setBackMs < leastSetBackMs) return;
    const hastened = store.outbox.hasten({ at: now({ clock }) });
    if (!hastened.ok) return log.write('error', 'outbox.notHastened', { code: hastened.failure.code });
    log.write('warn', 'clock.setBack', { byMs: setBackMs });
    latestMs = offsetMs;
  };
}
