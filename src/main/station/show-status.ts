import type { z } from 'zod/mini';
import type { stationStatus } from '#contract/station-shapes.ts';
import { settledByPerson } from '#core/text/notices.ts';
import { done, type Result } from '#core/failure.ts';
import { countriesOut } from '#main/station/countries-out.ts';
import type { Station } from '#main/station/station-parts.ts';

export type Status = z.output<typeof stationStatus>;

export function showStatus(station: Station, startedAt: string): Result<Status> {
  const counts = station.store.counts();
  if (!counts.ok) return counts;
  const open = station.store.notices.open();
  if (!open.ok) return open;
  const out = countriesOut(station);
  if (!out.ok) return out;
  const { state, since, code, detail } = station.line.line();
  return done({
    version: station.version,
    isPractice: station.isPractice,
    line: { state, since, code, detail },
    countriesOut: [...out.value],
    clockDifferenceMs: station.line.clockDifferenceMs(),
    toRead: open.value.filter(({ topic }) => settledByPerson.has(topic)).length,
    counts: { ...counts.value },
    startedAt,
  });
}
