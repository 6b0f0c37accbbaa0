import type { z } from 'zod/mini';
import type { monitorCalls } from '#contract/monitor-api.ts';
import { done, type Result } from '#core/failure.ts';
import { agreedMs } from '#core/agreed-times.ts';
import { localDay } from '#main/station/local-time.ts';
import { agreedHours } from '#main/station/settings.ts';
import { rowShower, typeName } from '#main/station/show-work.ts';
import type { Station } from '#main/station/station-parts.ts';

type Monitor = z.output<typeof monitorCalls.monitor.answer>;
type Incomplete = z.output<typeof monitorCalls.incomplete.answer>;

const daysShown = 31;
const incompleteShown = 200;

/** The figures of the day and the month. */
export function showMonitor(station: Station): Result<Monitor> {
  const { monitor } = station.store;
  const now = station.clock.now().getTime();
  const at = (ms: number, length: number): string => new Date(ms).toISOString().slice(0, length);
  const byState = monitor.byState();
  if (!byState.ok) return byState;
  const first = new Date(now);
  first.setHours(0, 0, 0, 0);
  first.setDate(first.getDate() - (daysShown - 1));
  const hours = monitor.byHour({ from: at(first.getTime(), 13), to: at(now, 10) });
  if (!hours.ok) return hours;
  const byCountry = monitor.byCountry();
  if (!byCountry.ok) return byCountry;
  const byType = monitor.byType();
  if (!byType.ok) return byType;
  const officials = monitor.officials();
  if (!officials.ok) return officials;
  const incomplete = monitor.incomplete({ limit: 1 });
  if (!incomplete.ok) return incomplete;
  const agreed = agreedHours(station);
  const before = (country: string): string => at(now - agreedMs(country, agreed, station.policy.acknowledgeWithinMs), 24);
  const named = Object.keys(agreed).map((country) => [country, before(country)] as const);
  const late = monitor.late({ ...Object.fromEntries(named), '*': before('*') });
  if (!late.ok) return late;
  return done({
    byState: byState.value.map((row) => ({ ...row })),
    byDay: daysOf(hours.value),
    byHour: hours.value.filter(({ hour }) => hour >= at(now - 23 * 3_600_000, 13)).map((row) => ({ ...row })),
    byCountry: byCountry.value.map((row) => ({ ...row })),
    byType: byType.value.map((row) => ({ ...row, typeName: typeName(station, row.type) })),
    officials: [...officials.value],
    incompleteTotal: incomplete.value.total,
    late: late.value,
  });
}

/** The hours of the store are UTC's; the days a person counts in are this desk's. */
function daysOf(hours: readonly Monitor['byHour'][number][]): Monitor['byDay'] {
  const days = new Map<string, Monitor['byDay'][number]>();
  for (const { hour, outgoing, incoming } of hours) {
    const day = localDay(new Date(`${hour}:00:00Z`));
    const sum = days.get(day) ?? { day, outgoing: 0, incoming: 0 };
    days.set(day, { day, outgoing: sum.outgoing + outgoing, incoming: sum.incoming + incoming });
  }
  return [...days.values()];
}

/** What is not complete, oldest first. */
export function showIncomplete(station: Station, official: string | undefined): Result<Incomplete> {
  const found = station.store.monitor.incomplete({ official, limit: incompleteShown });
  return found.ok ? done({ total: found.value.total, rows: found.value.rows.map(rowShower(station)) }) : found;
}
