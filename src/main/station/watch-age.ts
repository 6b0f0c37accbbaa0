import { raiseNotice } from '#main/station/notify.ts';
import type { Station } from '#main/station/station-parts.ts';

const lookEveryMs = 10 * 60_000;
const mostAtOnce = 500;

/** Handed over, and then nothing: after the agreed time people on both sides hear of it. News of it closes the notice. */
export function watchAge(station: Station): () => Promise<number | null> {
  return async () => {
    const before = new Date(station.clock.now().getTime() - station.policy.acknowledgeWithinMs).toISOString();
    const old = station.store.monitor.incomplete({ before, limit: mostAtOnce });
    if (!old.ok) {
      station.log.write('error', 'watch.notRead', { code: old.failure.code });
      return lookEveryMs;
    }
    for (const row of old.value.rows) {
      if (row.state !== 'sent') continue;
      const facts = { number: row.number, since: row.changedAt.slice(0, 16).replace('T', ' ') };
      raiseNotice(station, { topic: 'tooOld', subject: row.id, country: row.summary.destinationCountry, facts });
    }
    return lookEveryMs;
  };
}
