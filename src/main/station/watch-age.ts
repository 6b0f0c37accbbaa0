import { agreedMs, countriesOwing, lateByMs, type LateSent, type SilentCountry } from '#core/agreed-times.ts';
import { universal } from '#core/text/clock.ts';
import type { OutgoingRow } from '#main/ports/store-outgoing.ts';
import { countriesOut, countryBack, countryOut } from '#main/station/countries-out.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { agreedHours } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

const lookEveryMs = 10 * 60_000;
const unknownEveryMs = 60_000;
const mostAtOnce = 500;

/**
 * Handed over, and then nothing: after the agreed time people on both sides hear of it; where a country answers nothing at
 * all, once for that country. News of it closes the notice.
 */
export function watchAge(station: Station): () => Promise<number | null> {
  return async () => {
    // what nobody could fetch is not silence
    if (!station.news.isComplete()) return unknownEveryMs;
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
    const late = old.value.rows
      .filter(({ state }) => state === 'sent')
      .map((row) => ({ ...row, country: row.summary.destinationCountry }))
      .filter((row) => lateByMs(row, agreed, usualMs, now) !== null);
    const silent = tellSilent(station, late);
    for (const row of late) if (row.country === null || !silent.has(row.country)) tellLate(station, row);
    return lookEveryMs;
  };
}

function tellLate(station: Station, { id, number, changedAt, country }: OutgoingRow & LateSent): void {
  raiseNotice(station, { topic: 'tooOld', subject: id, country, facts: { number, since: universal(changedAt) } });
}

/** The countries that answer nothing; of those that do again it is told, too. */
function tellSilent(station: Station, late: readonly LateSent[]): ReadonlySet<string> {
  const silent = countriesOwing(late).filter(({ country, since }) => isSilent(station, { country, since }));
  for (const { country, since, count } of silent) countryOut(station, { country, since, why: 'silent' }, count);
  const names = new Set(silent.map(({ country }) => country));
  const out = countriesOut(station);
  for (const { country } of out.ok ? out.value : []) if (!names.has(country)) countryBack(station, country, 'silent');
  return names;
}

function isSilent(station: Station, query: Pick<SilentCountry, 'country' | 'since'>): boolean {
  const heard = station.store.monitor.heardFrom(query);
  return heard.ok && !heard.value;
}
