import { agreedMs, lateByMs } from '#core/agreed-times.ts';
import { universal } from '#core/text/clock.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { agreedHours } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

const lookEveryMs = 10 * 60_000;
const mostAtOnce = 500;

/** Handed over, and then nothing: after the agreed time people on both sides hear of it. News of it closes the notice. */
export function watchAge(station: Station): () => Promise<number | null> {
  return async () => {
    const agreed = agreedHours(station);
    const usualMs = station.policy.acknowledgeWithinMs;
    const now = station.clock.now();
    const shortest = Math.min(...Object.keys(agreed).map((country) => agreedMs(country, agreed, usualMs)));
    const before = new Date(now.getTime() - shortest).toISOString();
    const old = station.store.monitor.incomplete({ before, limit: mostAtOnce });
    if (!old.ok) {
      station.log.write('error', 'watch.notRead', { code: old.failure.code });
      return lookEveryMs;
    }
    for (const row of old.value.rows) {
      if (row.state !== 'sent') continue;
      const country = row.summary.destinationCountry;
      if (lateByMs({ ...row, country }, agreed, usualMs, now) === null) continue;
      const facts = { number: row.number, since: universal(row.changedAt) };
      raiseNotice(station, { topic: 'tooOld', subject: row.id, country, facts });
    }
    return lookEveryMs;
  };
}
