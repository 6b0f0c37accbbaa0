import { expect, it } from 'vitest';
import { orderedId } from '#main/station/ordered-id.ts';

const madeAt = (ms: number): string => orderedId({ clock: { now: () => new Date(ms), monotonicMs: () => 0, sinceBootMs: () => 0 } });

it('ids sort by the time they were made, and are UUIDs of version 7 that no two share', () => {
  const times = [0, 1, 255, 1_700_000_000_000, Date.parse('2026-11-28T00:00:00Z'), Date.parse('2099-12-31T23:59:59Z')];
  const ids = times.map(madeAt);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  // RFC 9562 appendix A.6
  expect(madeAt(Date.parse('2022-02-22T19:22:22Z'))).toMatch(/^017f22e2-79b0-7/);
  expect(new Set(Array.from({ length: 1000 }, () => madeAt(5))).size).toBe(1000);
  expect(madeAt(-1)).toMatch(/^00000000-0000-7/);
});
