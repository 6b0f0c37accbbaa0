import { randomUUID } from 'node:crypto';
import type { z } from 'zod/mini';
import type { contingencyStatus, countryOutage } from '#contract/contingency-api.ts';
import { unansweredStates } from '#core/agreed-times.ts';
import { countryOfScope, scopeOf, wholeGateway } from '#core/contingency-scope.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { OutboxKind } from '#main/ports/store-outbox.ts';
import type { Contingency } from '#main/ports/store-registers.ts';
import { mayClose, type ContingencyReport } from '#main/station/close-contingency.ts';
import { countriesWaiting } from '#main/station/countries-concerned.ts';
import { countriesOut } from '#main/station/countries-out.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { courierKey } from '#main/station/prepare-contingency.ts';
import { sisters, sistersToldAt } from '#main/station/sisters.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type ContingencyStatus = z.output<typeof contingencyStatus>;
type CountryOutage = z.output<typeof countryOutage>;
type Nothing = Record<string, never>;

/** What is known of the outages, and what a person may do about each now. */
export function contingencyNow(station: Station): Result<ContingencyStatus> {
  const list = station.store.contingency.list();
  if (!list.ok) return list;
  const open = list.value.filter(({ closedAt }) => closedAt === null);
  const counts = station.store.counts();
  if (!counts.ok) return counts;
  const countries = countriesNow(station, open);
  if (!countries.ok) return countries;
  const waiting = documentsWaiting(station, countries.value);
  if (!waiting.ok) return waiting;
  const courier = courierNow(station, waiting.value.carried);
  if (!courier.ok) return courier;
  const line = station.line.line();
  const downSince = line.state === 'down' ? line.since : null;
  const current = open.find(({ scope }) => scope === wholeGateway);
  const isUp = line.state === 'up';
  const { held, leaving } = waiting.value;
  return done({
    ...stepOf(station, downSince, current),
    lineDownSince: downSince,
    waiting: counts.value.outbox - (isUp ? held : 0),
    leaving: isUp ? leaving : 0,
    courier: courier.value,
    mayClose: current !== undefined && mayClose(station, null),
    countries: countries.value,
    past: list.value.flatMap((one) => (one.closedAt === null ? [] : [one.report as unknown as ContingencyReport])),
  });
}

/** Where an outage since then stands; with `null` for its beginning it is over, and only the contingency may be open. */
function stepOf(
  station: Station,
  since: string | null,
  current: Contingency | undefined,
): Pick<ContingencyStatus, 'state' | 'offeredAt' | 'current'> {
  const offeredAt = since === null ? null : new Date(Date.parse(since) + station.policy.contingencyAfterMs).toISOString();
  const isOffered = offeredAt !== null && offeredAt <= now(station);
  return { state: current ? 'declared' : isOffered ? 'offered' : 'none', offeredAt, current: current ? shown(current) : null };
}

/** The countries that do not answer, and those that do again while their contingency is still open. */
function countriesNow(station: Station, open: readonly Contingency[]): Result<CountryOutage[]> {
  const out = countriesOut(station);
  if (!out.ok) return out;
  const declared = open.flatMap(({ scope }) => countryOfScope(scope) ?? []);
  const outages: CountryOutage[] = [];
  for (const country of new Set([...out.value.map((one) => one.country), ...declared])) {
    const told = out.value.find((one) => one.country === country);
    const current = open.find(({ scope }) => scope === country);
    const unanswered = station.store.outgoing.list({ box: 'all', country, states: unansweredStates, limit: 1 });
    if (!unanswered.ok) return unanswered;
    outages.push({
      country,
      why: told?.why ?? null,
      since: told?.since ?? null,
      ...stepOf(station, told?.since ?? null, current),
      unanswered: unanswered.value.total,
      mayClose: current !== undefined && mayClose(station, country),
    });
  }
  return done(outages);
}

type Waiting = { readonly leaving: number; readonly held: number; readonly carried: number };

/** `held`: certificates the gateway would not take, for their country does not answer: with a line, they neither leave nor need a courier. */
function documentsWaiting(station: Station, countries: readonly CountryOutage[]): Result<Waiting> {
  const waiting = station.store.outbox.waiting();
  if (!waiting.ok) return waiting;
  const unreachable = new Set<string | null>(countries.flatMap(({ country, why }) => (why === 'unreachable' ? country : [])));
  const sum = (kind: OutboxKind, isHeld: boolean): number =>
    waiting.value.reduce((all, row) => (row.kind === kind && unreachable.has(row.destination) === isHeld ? all + row.count : all), 0);
  return done({
    leaving: sum('certificate', false) + sum('carried', false),
    held: sum('certificate', true),
    carried: sum('carried', false) + sum('carried', true),
  });
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

/** Milliseconds until the next outage may be called one; null while there is none, or each is offered or declared already. */
export function offerContingency(station: Station): number | null {
  const status = contingencyNow(station);
  if (!status.ok) return null;
  const outages = [{ ...status.value, country: null }, ...status.value.countries];
  for (const { state, country } of outages) if (state === 'offered') tellOffered(station, country);
  const nextAt = outages.flatMap(({ state, offeredAt }) => (state === 'none' && offeredAt !== null ? [Date.parse(offeredAt)] : []));
  return nextAt.length === 0 ? null : Math.max(1, Math.min(...nextAt) - station.clock.now().getTime());
}

function tellOffered(station: Station, country: string | null): void {
  const topic = 'contingencyOffered';
  const open = station.store.notices.open();
  if (open.ok && open.value.some((notice) => notice.topic === topic && notice.subject === country)) return;
  raiseNotice(station, { topic, subject: country, country, facts: country === null ? {} : { scope: country } });
}

/** Only in an outage that lasts, for what is out; who declares it and why stands in the journal. */
export function declareContingency(station: Station, reason: string, country: string | null): Result<Nothing> {
  const status = contingencyNow(station);
  if (!status.ok) return status;
  const outage = country === null ? status.value : status.value.countries.find((one) => one.country === country);
  const state = outage?.state ?? 'none';
  if (state !== 'offered') return failed({ code: 'stateForbids', state, action: 'declareContingency' });
  if (station.by() === 'station') return failed({ code: 'officialUnnamed' });
  const scope = scopeOf(country);
  const declared = station.store.contingency.declare({ id: randomUUID(), reason, scope, at: now(station), by: station.by() });
  if (!declared.ok) return declared;
  const about = country === null ? { countries: countriesWaiting(station) } : { countries: [country], scope: country };
  raiseNotice(station, {
    topic: 'contingencyDeclared',
    subject: country,
    country,
    facts: { who: station.by(), detail: reason, ...about },
  });
  station.announce.statusChanged();
  return done({});
}
