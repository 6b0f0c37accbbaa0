import type { z } from 'zod/mini';
import type { contingencyReport } from '#contract/contingency-api.ts';
import { unansweredStates, unsentStates } from '#core/agreed-times.ts';
import { countryOfScope, scopeOf } from '#core/contingency-scope.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { NoticeFacts } from '#core/text/notice-facts.ts';
import type { Contingency } from '#main/ports/store-registers.ts';
import { countriesTold } from '#main/station/countries-concerned.ts';
import { isOut } from '#main/station/countries-out.ts';
import { closeNotice } from '#main/station/notify.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type ContingencyReport = z.output<typeof contingencyReport>;

/** The line is back, or the country answers again. */
export function mayClose(station: Station, country: string | null): boolean {
  return country === null ? station.line.line().state === 'up' : !isOut(station, country);
}

/** When it is over: what was issued, how long it took, what is still open. Kept, and journalled whole. */
export function closeContingency(station: Station, country: string | null): Result<ContingencyReport> {
  const action = 'closeContingency';
  const open = station.store.contingency.open();
  if (!open.ok) return open;
  const current = open.value.find(({ scope }) => scope === scopeOf(country));
  if (current === undefined) return failed({ code: 'stateForbids', state: 'none', action });
  if (!mayClose(station, country)) return failed({ code: 'stateForbids', state: country === null ? 'lineDown' : 'countryDown', action });
  const report = reportOf(station, current);
  if (!report.ok) return report;
  const told = countriesTold(station, 'contingencyDeclared', country);
  const closed = station.store.contingency.close({ id: current.id, report: report.value, at: now(station), by: station.by() });
  if (!closed.ok) return closed;
  const { durationMs: ms, issued, delivered, byCourier, open: left } = report.value;
  const facts: NoticeFacts = {
    ...(station.by() === 'station' ? {} : { who: station.by() }),
    ...(country === null ? {} : { scope: country }),
    countries: concerned(station, current.id, told),
    contingency: { ms, issued, delivered, byCourier, open: left.length },
  };
  closeNotice(station, { topic: 'contingencyDeclared', subject: country, country, facts });
  station.announce.statusChanged();
  return report;
}

/** Those who were told that it was declared, and those for which something was signed since. */
function concerned(station: Station, id: string, told: readonly string[]): readonly string[] {
  const issued = station.store.contingency.certificates(id);
  const rows = issued.ok ? issued.value.map((one) => station.store.outgoing.row(one.id)) : [];
  return [...new Set([...told, ...rows.flatMap((row) => (row.ok ? (row.value.summary.destinationCountry ?? []) : []))])];
}

/** Open is what the gateway does not have; in a contingency of one country, what that country has not answered. */
function isOpen(state: OutgoingState, country: string | null): boolean {
  return state === 'refused' || (country === null ? unsentStates : unansweredStates).includes(state);
}

function reportOf(station: Station, contingency: Contingency): Result<ContingencyReport> {
  const issued = station.store.contingency.certificates(contingency.id);
  if (!issued.ok) return issued;
  const closedAt = now(station);
  const country = countryOfScope(contingency.scope);
  let byCourier = 0;
  for (const { id } of issued.value) {
    const told = station.store.journal.of(id);
    if (told.ok && told.value.some((entry) => entry.kind === 'courierReceipt')) byCourier += 1;
  }
  const open = issued.value.filter(({ state }) => isOpen(state, country));
  return done({
    id: contingency.id,
    country,
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
