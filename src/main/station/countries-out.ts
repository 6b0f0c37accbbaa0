import { done, type Result } from '#core/failure.ts';
import { universal } from '#core/text/clock.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import { closeNotice, raiseNotice } from '#main/station/notify.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** Why a country counts as out: the gateway says so, or it answers nothing of what was handed over. */
export type WhyOut = 'unreachable' | 'silent';
export type CountryOut = { readonly country: string; readonly since: string; readonly why: WhyOut };

const topics = { unreachable: 'countryUnreachable', silent: 'countrySilent' } as const;
const whys: readonly WhyOut[] = ['unreachable', 'silent'];

/**
 * The countries of which it was told that they do not answer, and not yet that they do again. The open notices are the register: what
 * people were told and what the station goes by are one, also after a restart.
 */
export function countriesOut(station: Station): Result<readonly CountryOut[]> {
  const open = station.store.notices.open();
  if (!open.ok) return open;
  const out = new Map<string, CountryOut>();
  for (const why of whys)
    for (const { topic, subject, detail, raisedAt } of open.value) {
      if (topic !== topics[why] || subject === null) continue;
      // written by countryOut alone; a notice of an earlier version does not say when it began
      const since = (detail as NoticeFacts | null)?.beganAt ?? raisedAt;
      const known = out.get(subject);
      out.set(subject, known ? { ...known, since: since < known.since ? since : known.since } : { country: subject, since, why });
    }
  return done([...out.values()].sort((a, b) => a.since.localeCompare(b.since)));
}

export function isOut(station: Station, country: string, why?: WhyOut): boolean {
  const open = station.store.notices.open();
  const asked: readonly string[] = why === undefined ? Object.values(topics) : [topics[why]];
  return open.ok && open.value.some(({ topic, subject }) => subject === country && asked.includes(topic));
}

/** People here and there hear of it, once; the journal says when and why. */
export function countryOut(station: Station, { country, since, why }: CountryOut, count = 0): void {
  const isNew = !isOut(station, country);
  const facts = { who: country, since: universal(since), beganAt: since, count };
  raiseNotice(station, { topic: topics[why], subject: country, country, facts });
  if (!isNew) return;
  journal(station, 'countryDown', country, why);
  station.wake.outage();
}

export function countryBack(station: Station, country: string, why: WhyOut): void {
  if (!isOut(station, country, why)) return;
  closeNotice(station, { topic: topics[why], subject: country, country, facts: { who: country } });
  if (isOut(station, country)) return;
  closeNotice(station, { topic: 'contingencyOffered', subject: country, country, facts: { scope: country } });
  journal(station, 'countryUp', country, null);
}

function journal(station: Station, kind: 'countryDown' | 'countryUp', country: string, why: WhyOut | null): void {
  const kept = station.store.journal.append({
    at: now(station),
    kind,
    subject: country,
    by: 'station',
    detail: why === null ? null : { why },
  });
  if (!kept.ok) station.log.write('error', 'journal.notKept', { kind, code: kept.failure.code });
}
