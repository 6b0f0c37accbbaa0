import type { z } from 'zod';
import type { stationStatus } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import { rowShower, type WorkRow } from '#main/station/show-work.ts';
import type { Station } from '#main/station/station-parts.ts';

export type Status = z.output<typeof stationStatus>;

export function showStatus(station: Station, startedAt: string): Result<Status> {
  const counts = station.store.counts();
  if (!counts.ok) return counts;
  const { state, since, detail } = station.line.line();
  return done({
    version: station.version,
    isPractice: station.isPractice,
    line: { state, since, detail },
    counts: { ...counts.value },
    startedAt,
  });
}

type Monitor = {
  byState: { direction: 'outgoing' | 'incoming'; state: string; count: number }[];
  byDay: { day: string; outgoing: number; incoming: number }[];
  byCountry: { country: string; outgoing: number; incoming: number }[];
  incomplete: WorkRow[];
};

const daysShown = 31;
const incompleteShown = 200;

export function showMonitor(station: Station): Result<Monitor> {
  const { monitor } = station.store;
  const to = station.clock.now();
  const from = new Date(to.getTime() - (daysShown - 1) * 86_400_000);
  const byState = monitor.byState();
  if (!byState.ok) return byState;
  const byDay = monitor.byDay({ from: from.toISOString().slice(0, 10), to: to.toISOString().slice(0, 10) });
  if (!byDay.ok) return byDay;
  const byCountry = monitor.byCountry();
  if (!byCountry.ok) return byCountry;
  const incomplete = monitor.incomplete({ limit: incompleteShown });
  if (!incomplete.ok) return incomplete;
  return done({
    byState: byState.value.map((row) => ({ ...row })),
    byDay: byDay.value.map((row) => ({ ...row })),
    byCountry: byCountry.value.map((row) => ({ ...row })),
    incomplete: incomplete.value.rows.map(rowShower(station)),
  });
}
