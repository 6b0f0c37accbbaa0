import type { z } from 'zod';
import type { monitorCalls } from '#contract/monitor-api.ts';
import { done, type Result } from '#core/failure.ts';
import { agreedMs } from '#core/agreed-times.ts';
import { agreedHours } from '#main/station/settings.ts';
import { rowShower, typeName } from '#main/station/show-work.ts';
import type { Station } from '#main/station/station-parts.ts';

type Monitor = z.output<typeof monitorCalls.monitor.answer>;
type Incomplete = z.output<typeof monitorCalls.incomplete.answer>;

const dayMs = 86_400_000;
const daysShown = 31;
const incompleteShown = 200;

/** The figures of the day and the month. */
export function showMonitor(station: Station): Result<Monitor> {
  const { monitor } = station.store;
  const now = station.clock.now().getTime();
  const at = (ms: number, length: number): string => new Date(ms).toISOString().slice(0, length);
  const byState = monitor.byState();
  if (!byState.ok) return byState;
  const byDay = monitor.byDay({ from: at(now - (daysShown - 1) * dayMs, 10), to: at(now, 10) });
  if (!byDay.ok) return byDay;
  const byHour = monitor.byHour({ from: at(now - 23 * 3_600_000, 13), to: at(now, 10) });
  if (!byHour.ok) return byHour;
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
    byDay: byDay.value.map((row) => ({ ...row })),
    byHour: byHour.value.map((row) => ({ ...row })),
    byCountry: byCountry.value.map((row) => ({ ...row })),
    byType: byType.value.map((row) => ({ ...row, typeName: typeName(station, row.type) })),
    officials: [...officials.value],
    incompleteTotal: incomplete.value.total,
    late: late.value,
  });
}

/** What is not complete, oldest first. */
export function showIncomplete(station: Station, official: string | undefined): Result<Incomplete> {
  const found = station.store.monitor.incomplete({ official, limit: incompleteShown });
  return found.ok ? done({ total: found.value.total, rows: found.value.rows.map(rowShower(station)) }) : found;
}
