import { randomUUID } from 'node:crypto';
import { universal } from '#core/text/clock.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import { digestSentence, noticedStates, noticeSentence, settledByPerson, type NoticeTopic } from '#core/text/notices.ts';
import { hearsOf } from '#core/notice-roles.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { NoticeMessage } from '#main/ports/store-registers.ts';
import { reasonToldIn } from '#main/station/show-timeline.ts';
import { now, type Station } from '#main/station/station-parts.ts';

type About = {
  readonly topic: NoticeTopic;
  readonly subject: string | null;
  readonly country: string | null;
  readonly facts: NoticeFacts;
};

/**
 * One notice for each matter, with its messages as outbox rows: it cannot be lost, and it cannot flood. The same
 * matter again only counts; when many of one topic are open, one digest speaks for the rest.
 */
export function raiseNotice(station: Station, about: About): void {
  const open = station.store.notices.open();
  if (!open.ok) return station.log.write('error', 'notice.notKept', { topic: about.topic, code: open.failure.code });
  const others = open.value.filter((notice) => notice.topic === about.topic && notice.subject !== about.subject).length;
  const isFlood = others >= station.policy.digestAfter;
  const sentence = noticeSentence(about.topic, about.facts, 'raised');
  const raised = raise(station, about, about.topic, isFlood ? [] : messagesOf(station, about, sentence));
  if (!raised) return;
  if (!isFlood) return station.desktop.notify({ title: 'Rúbrica', body: sentence[station.language()], certificateId: about.subject });
  const digest = digestSentence(about.topic, others + 1);
  const digestAbout = { ...about, subject: null, facts: { count: others + 1 } };
  if (raise(station, digestAbout, `${about.topic}Digest`, messagesOf(station, { ...digestAbout, country: null }, digest))) {
    station.desktop.notify({ title: 'Rúbrica', body: digest[station.language()], certificateId: null });
  }
}

function raise(station: Station, about: About, topic: string, messages: readonly NoticeMessage[]): boolean {
  const { subject, country, facts } = about;
  const raised = station.store.notices.raise({
    id: randomUUID(),
    topic,
    subject,
    country,
    detail: { ...facts },
    at: now(station),
    messages,
  });
  if (!raised.ok) {
    station.log.write('error', 'notice.notKept', { topic, code: raised.failure.code });
    return false;
  }
  if (!raised.value.isNew) return false;
  station.announce.statusChanged();
  station.wake.deliver();
  station.wake.mail();
  return true;
}

/** It is over: who was told that something is wrong is told that it is mended. */
export function closeNotice(station: Station, about: About): void {
  const sentence = noticeSentence(about.topic, about.facts, 'closed');
  const closed = station.store.notices.close({
    topic: about.topic,
    subject: about.subject,
    at: now(station),
    messages: messagesOf(station, about, sentence),
  });
  if (!closed.ok) return station.log.write('error', 'notice.notKept', { topic: about.topic, code: closed.failure.code });
  if (!closed.value.wasOpen) return;
  station.desktop.notify({ title: 'Rúbrica', body: sentence[station.language()], certificateId: about.subject });
  const open = station.store.notices.open();
  if (open.ok && !open.value.some((notice) => notice.topic === about.topic)) {
    station.store.notices.close({ topic: `${about.topic}Digest`, subject: null, at: now(station), messages: [] });
  }
  station.announce.statusChanged();
  station.wake.deliver();
  station.wake.mail();
}

/** After a certificate changed its state: what people hear of by themselves, and what is settled now. */
export function noticeState(station: Station, id: string): void {
  const row = station.store.outgoing.row(id);
  if (!row.ok) return;
  const { state, number, summary } = row.value;
  const country = summary.destinationCountry;
  const raised = noticedStates[state];
  const told = raised === undefined ? null : reasonToldIn(station, id, ['refused', 'faulted', 'rejected', 'replacementAsked']);
  const facts: NoticeFacts = { number, ...(told === null ? {} : { detail: told }) };
  if (raised !== undefined) raiseNotice(station, { topic: raised, subject: id, country, facts });
  const open = station.store.notices.open();
  if (!open.ok) return;
  for (const notice of open.value) {
    const topic = notice.topic as NoticeTopic;
    if (notice.subject === id && topic !== raised && isSettledBy(topic, state))
      closeNotice(station, { topic, subject: id, country, facts });
  }
}

/** A document queued again is not there yet: only news from the other side settles what was wrong with it. */
function isSettledBy(topic: string, state: string): boolean {
  if (topic === 'tooOld') return state !== 'sent';
  if (topic === 'replacementAsked' || topic === 'receivedWithErrors') return state === 'replaced' || state === 'withdrawn';
  return ['sent', 'received', 'receivedWithErrors', 'used', 'replacementAsked', 'replaced', 'withdrawn'].includes(state);
}

/** E-mail to those who answer for this country or for all, and word to the other country's window through the gateway. */
function messagesOf(station: Station, about: About, sentence: { es: string; en: string }): readonly NoticeMessage[] {
  const messages: NoticeMessage[] = [];
  const wanted = station.policy.addresses.filter(
    ({ country, role }) => (country === null || country === about.country) && hearsOf(role, about.topic),
  );
  // a letter for each address: what one mailbox refuses is tried again for that one alone
  const languages = new Map(wanted.map(({ address, language }) => [address, language]));
  for (const [address, language] of station.mail === null ? [] : languages) {
    const key = randomUUID();
    const payload = {
      id: key,
      to: [address],
      subject: `Rúbrica · ${subjectLine(sentence[language])}`,
      text: letter(station, sentence[language], language),
    };
    messages.push({ key, kind: 'mail', destination: about.country, payload });
  }
  for (const country of toldAbroad.has(about.topic) ? new Set([about.country, ...(about.facts.countries ?? [])]) : []) {
    if (country === null || country === station.identity.country) continue;
    const key = randomUUID();
    const text = `${sentence.es}\n${sentence.en}\n${station.identity.station}, ${universal(now(station))}`;
    messages.push({ key, kind: 'notice', destination: country, payload: { id: key, country, subject: subjectLine(sentence.es), text } });
  }
  return messages;
}

/** A person has looked at what nothing else ends. Nobody is written to: it is not mended, it is known. */
export function settleNotice(station: Station, id: string): Result<Record<string, never>> {
  const open = station.store.notices.open();
  if (!open.ok) return open;
  const notice = open.value.find((one) => one.id === id);
  if (notice === undefined) return done({});
  if (!settledByPerson.has(notice.topic)) return failed({ code: 'stateForbids', state: notice.topic, action: 'settleNotice' });
  const closed = station.store.notices.close({
    topic: notice.topic,
    subject: notice.subject,
    at: now(station),
    messages: [],
    by: station.by(),
  });
  if (!closed.ok) return closed;
  station.announce.statusChanged();
  return done({});
}

/** What concerns the other country: a certificate that is late because of us, acknowledgements that do not come, a line that comes and goes, a contingency. */
const toldAbroad: ReadonlySet<NoticeTopic> = new Set([
  'needsAttention',
  'tooOld',
  'countrySilent',
  'countryUnreachable',
  'lineUnsteady',
  'contingencyDeclared',
]);

/** The first clause; a point or colon inside a number or a time of day ends nothing. */
function subjectLine(sentence: string): string {
  const end = sentence.search(/[.:](?=\s|$)/);
  return (end > 0 ? sentence.slice(0, end) : sentence).slice(0, 120);
}

function letter(station: Station, sentence: string, language: 'es' | 'en'): string {
  const at = universal(now(station));
  const from = language === 'es' ? `Estación ${station.identity.station}, ${at}.` : `Station ${station.identity.station}, ${at}.`;
  const why =
    language === 'es'
      ? 'Recibe este aviso porque su dirección figura en la configuración de la estación.'
      : 'You receive this because the station’s configuration names your address.';
  return `${sentence}\n\n${from}\n${why}\n`;
}
