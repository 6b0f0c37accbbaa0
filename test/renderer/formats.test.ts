import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFormats } from '#renderer/text/formats.ts';

const zone = process.env['TZ'];
beforeEach(() => {
  process.env['TZ'] = 'America/Santiago';
});
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

/** The desk is in Santiago; the moments say their offset. */
function ago(at: string, now: string): string {
  return createFormats('es').ago(new Date(at).toISOString(), Date.parse(now));
}

describe('the time since and until', () => {
  it.each([
    // thirty hours ago, and two calendar days
    ['2026-12-30T19:00:00-03:00', '2027-01-01T01:00:00-03:00', 'anteayer'],
    ['2026-12-31T00:30:00-03:00', '2027-01-01T01:00:00-03:00', 'ayer'],
    // forty-seven hours on, and the day after tomorrow
    ['2028-03-01T22:00:00-03:00', '2028-02-28T23:00:00-03:00', 'pasado mañana'],
    ['2028-02-29T23:30:00-03:00', '2028-02-28T23:00:00-03:00', 'mañana'],
    // the clock goes forward on the night of 6 September 2026 and back on that of 4 April: 71 hours are three days there, and 25 hours one
    ['2026-09-08T00:30:00-03:00', '2026-09-05T00:30:00-04:00', 'en 3 días'],
    ['2026-04-05T00:10:00-04:00', '2026-04-04T00:05:00-03:00', 'mañana'],
  ])('from a day on is told in days of the calendar: %s seen at %s is %s', (at, now, words) => {
    expect(ago(at, now)).toBe(words);
  });

  it.each([
    ['2027-01-01T00:20:00-03:00', '2026-12-31T23:50:00-03:00', 'en 30 minutos'],
    ['2026-12-31T13:00:00-03:00', '2027-01-01T00:00:00-03:00', 'hace 11 horas'],
  ])('within a day is told by the clock, over midnight too: %s seen at %s is %s', (at, now, words) => {
    expect(ago(at, now)).toBe(words);
  });

  it('writes midnight as 00, not as 24', () => {
    expect(createFormats('es').moment('2027-01-01T03:00:00Z')).toBe('01/01/2027, 00:00');
    expect(createFormats('en').moment('2027-01-01T03:00:00Z')).toBe('1 Jan 2027, 00:00');
  });
});
