import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { contingencyReport, contingencyStatus } from '#contract/contingency-api.ts';
import { numberedKindOf } from '#core/documents/granted-numbers.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { noticeSentence, settledByPerson, type NoticeFacts } from '#core/text/notices.ts';
import type { Contingency } from '#main/ports/store-registers.ts';
import { areNumbersExpired, courierKey } from '#main/station/prepare-contingency.ts';
import { sisters, sistersToldAt } from '#main/station/sisters.ts';
import { closeNotice, raiseNotice } from '#main/station/notify.ts';
import { countriesTold, countriesWaiting } from '#main/station/countries-concerned.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type ContingencyStatus = z.output<typeof contingencyStatus>;
export type ContingencyReport = z.output<typeof contingencyReport>;
type Nothing = Record<string, never>;

/** What is known of the outage, and what a person may do about it now. */
export function contingencyNow(station: Station): Result<ContingencyStatus> {
  const current = station.store.contingency.current();
  if (!current.ok) return current;
  const list = station.store.contingency.list();
  if (!list.ok) return list;
  const counts = station.store.counts();
  if (!counts.ok) return counts;
  const waiting = documentsWaiting(station);
  if (!waiting.ok) return waiting;
  const courier = courierNow(station, waiting.value.carried);
  if (!courier.ok) return courier;
  const line = station.line.line();
  const downSince = line.state === 'down' ? line.since : null;
  const offeredAt = downSince === null ? null : new Date(Date.parse(downSince) + station.policy.contingencyAfterMs).toISOString();
  const isOffered = offeredAt !== null && offeredAt <= now(station);
  return done({
    state: current.value ? 'declared' : isOffered ? 'offered' : 'none',
    lineDownSince: downSince,
    offeredAt,
    current: current.value && shown(current.value),
    waiting: counts.value.outbox,
    leaving: line.state === 'up' ? waiting.value.certificate + waiting.value.carried : 0,
    courier: courier.value,
    mayClose: current.value !== null && line.state === 'up',
    past: list.value.flatMap((one) => (one.closedAt === null ? [] : [one.report as unknown as ContingencyReport])),
  });
}

function documentsWaiting(station: Station): Result<{ readonly certificate: number; readonly carried: number }> {
  const waiting = station.store.outbox.waiting();
  if (!waiting.ok) return waiting;
  const sum = (of: 'certificate' | 'carried'): number =>
    waiting.value.reduce((all, { kind, count }) => (kind === of ? all + count : all), 0);
  return done({ certificate: sum('certificate'), carried: sum('carried') });
}

function courierNow(station: Station, carriedWaiting: number): Result<ContingencyStatus['courier']> {
  const key = courierKey(station);
  if (!key.ok) return key;
  const known = sisters(station);
  if (!known.ok) return known;
  const toldAt = sistersToldAt(station);
  if (!toldAt.ok) return toldAt;
  const toGateway = station.courier !== null && key.value !== null;
  return done({ toGateway, toStations: known.value.map(({ name }) => name), stationsToldAt: toldAt.value, carriedWaiting });
}

function shown({ id, reason, declaredAt, declaredBy, issued }: Contingency): NonNullable<ContingencyStatus['current']> {
  return { id, reason, declaredAt, declaredBy, issued };
}

/** Milliseconds until the outage may be called one; null while there is none, or one is declared already. */
export function offerContingency(station: Station): number | null {
  const status = contingencyNow(station);
  if (!status.ok || status.value.offeredAt === null || status.value.state === 'declared') return null;
  if (status.value.state === 'offered') {
    raiseNotice(station, { topic: 'contingencyOffered', subject: null, country: null, facts: {} });
    return null;
  }
  return Math.max(1, Date.parse(status.value.offeredAt) - station.clock.now().getTime());
}

/** Only in an outage that lasts; who declares it and why stands in the journal. */
export function declareContingency(station: Station, reason: string): Result<Nothing> {
  const status = contingencyNow(station);
  if (!status.ok) return status;
  if (status.value.state !== 'offered') return failed({ code: 'stateForbids', state: status.value.state, action: 'declareContingency' });
  if (station.by() === 'station') return failed({ code: 'officialUnnamed' });
  const declared = station.store.contingency.declare({ id: randomUUID(), reason, scope: 'gateway', at: now(station), by: station.by() });
  if (!declared.ok) return declared;
  const facts = { who: station.by(), detail: reason, countries: countriesWaiting(station) };
  raiseNotice(station, { topic: 'contingencyDeclared', subject: null, country: null, facts });
  station.announce.statusChanged();
  return done({});
}

/** When the line is back: what was issued, how long it took, what is still open. Kept, and journalled whole. */
export function closeContingency(station: Station): Result<ContingencyReport> {
  const current = station.store.contingency.current();
  if (!current.ok) return current;
  if (current.value === null) return failed({ code: 'stateForbids', state: 'none', action: 'closeContingency' });
  if (station.line.line().state !== 'up') return failed({ code: 'stateForbids', state: 'lineDown', action: 'closeContingency' });
  const report = reportOf(station, current.value);
  if (!report.ok) return report;
  const { id } = current.value;
  const told = countriesTold(station, 'contingencyDeclared');
  const closed = station.store.contingency.close({ id, report: report.value, at: now(station), by: station.by() });
  if (!closed.ok) return closed;
  const { durationMs: ms, issued, delivered, byCourier, open } = report.value;
  const facts: NoticeFacts = {
    ...(station.by() === 'station' ? {} : { who: station.by() }),
    countries: concerned(station, id, told),
    contingency: { ms, issued, delivered, byCourier, open: open.length },
  };
  closeNotice(station, { topic: 'contingencyDeclared', subject: null, country: null, facts });
  station.announce.statusChanged();
  return report;
}

/** Those who were told that it was declared, and those for which something was signed since. */
function concerned(station: Station, id: string, told: readonly string[]): readonly string[] {
  const issued = station.store.contingency.certificates(id);
  const rows = issued.ok ? issued.value.map((one) => station.store.outgoing.row(one.id)) : [];
  return [...new Set([...told, ...rows.flatMap((row) => (row.ok ? (row.value.summary.destinationCountry ?? []) : []))])];
}

const notArrived: readonly string[] = ['queued', 'sending', 'unconfirmed', 'needsAttention', 'refused'];

function reportOf(station: Station, contingency: Contingency): Result<ContingencyReport> {
  const issued = station.store.contingency.certificates(contingency.id);
  if (!issued.ok) return issued;
  const closedAt = now(station);
  let byCourier = 0;
  for (const { id } of issued.value) {
    const told = station.store.journal.of(id);
    if (told.ok && told.value.some((entry) => entry.kind === 'courierReceipt')) byCourier += 1;
  }
  const open = issued.value.filter(({ state }) => notArrived.includes(state));
  return done({
    id: contingency.id,
    reason: contingency.reason,
    declaredAt: contingency.declaredAt,
    declaredBy: contingency.declaredBy,
    closedAt,
    closedBy: station.by(),
    durationMs: Date.parse(closedAt) - Date.parse(contingency.declaredAt),
    issued: issued.value.length,
    delivered: issued.value.length - open.length,
    byCourier,
    open: open.map(({ id, number, state }) => ({ id, number, state })),
  });
}

/** The next number of the range granted for what is being drafted, while a contingency is declared; null when it is used up. */
export function contingencyNumber(station: Station, id: string): Result<{ number: string | null }> {
  const current = station.store.contingency.current();
  if (!current.ok) return current;
  if (current.value === null) return failed({ code: 'stateForbids', state: 'none', action: 'contingencyNumber' });
  const draft = station.store.drafts.get(id);
  if (!draft.ok) return draft;
  const type = station.documentTypes.find((one) => one.id === draft.value.type);
  const kind = type ? numberedKindOf(type, draft.value.values) : null;
  if (kind === null) return failed({ code: 'stateForbids', state: draft.value.type, action: 'contingencyNumber' });
  if (areNumbersExpired(station, kind)) return done({ number: null });
  const number = station.store.contingency.takeNumber({ kind, subject: id, at: now(station), by: station.by() });
  return number.ok ? done({ number: number.value }) : number;
}

type OpenNotices = {
  notices: {
    id: string;
    topic: string;
    subject: string | null;
    country: string | null;
    sentence: { es: string; en: string };
    isSettledByPerson: boolean;
    raisedAt: string;
    count: number;
  }[];
};

/** What is open now, in words. */
export function openNotices(station: Station): Result<OpenNotices> {
  const open = station.store.notices.open();
  if (!open.ok) return open;
  return done({
    notices: open.value
      .filter((notice) => !notice.topic.endsWith('Digest'))
      .map(({ id, topic, subject, country, raisedAt, count, detail }) => ({
        id,
        topic,
        subject,
        country,
        raisedAt,
        count,
        // written by notify.ts alone
        sentence: noticeSentence(topic, (detail ?? {}) as unknown as NoticeFacts, 'raised'),
        isSettledByPerson: settledByPerson.has(topic),
      })),
  });
}
