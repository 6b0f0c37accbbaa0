import { outboxStates } from '#core/lifecycle.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import type { NoticeTopic } from '#core/text/notices.ts';
import type { Station } from '#main/station/station-parts.ts';

/** What one courier's file holds at most, too. */
const mostLookedAt = 5_000;

/** The countries for which something waits. */
export function countriesWaiting(station: Station): readonly string[] {
  const rows = station.store.outgoing.list({ box: 'all', states: outboxStates, limit: mostLookedAt });
  return rows.ok ? [...new Set(rows.value.rows.flatMap(({ summary }) => summary.destinationCountry ?? []))] : [];
}

/** Those who were told of what is open: they are told that it is over. */
export function countriesTold(station: Station, topic: NoticeTopic, subject: string | null): readonly string[] {
  const open = station.store.notices.open();
  const notice = open.ok ? open.value.find((one) => one.topic === topic && one.subject === subject) : undefined;
  // written by notify.ts alone
  return (notice?.detail as NoticeFacts | undefined)?.countries ?? [];
}
