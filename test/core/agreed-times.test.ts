import { describe, expect, it } from 'vitest';
import { lateByMs, type Waiting } from '#core/agreed-times.ts';

const hour = 3_600_000;
const now = new Date('2026-05-04T12:00:00Z');
const ago = (hours: number): string => new Date(now.getTime() - hours * hour).toISOString();
const waiting = (over: Partial<Waiting>): Waiting => ({ state: 'sent', country: 'PE', signedAt: ago(20), changedAt: ago(15), ...over });
const agreed = { '*': 48, PE: 12 };

describe('what is not complete', () => {
  it('is late by what goes beyond the time agreed with its country', () => {
    expect(lateByMs(waiting({}), agreed, 99 * hour, now)).toBe(3 * hour);
    expect(lateByMs(waiting({ changedAt: ago(12) }), agreed, 99 * hour, now)).toBeNull();
  });

  it('has the usual time where nothing was agreed, and the policy’s where nobody set one', () => {
    expect(lateByMs(waiting({ country: 'CO', changedAt: ago(50) }), agreed, 99 * hour, now)).toBe(2 * hour);
    expect(lateByMs(waiting({ country: null, changedAt: ago(50) }), agreed, 99 * hour, now)).toBe(2 * hour);
    expect(lateByMs(waiting({ country: 'CO', changedAt: ago(50) }), {}, 49 * hour, now)).toBe(hour);
  });

  it('waits since it was signed while it was not handed over, however often it was tried', () => {
    expect(lateByMs(waiting({ state: 'unconfirmed', changedAt: ago(0) }), agreed, 99 * hour, now)).toBe(8 * hour);
    expect(lateByMs(waiting({ state: 'receivedWithErrors', changedAt: ago(0) }), agreed, 99 * hour, now)).toBeNull();
  });

  it('is never late once it has come to its end, or before it is signed', () => {
    for (const state of ['received', 'used', 'withdrawn', 'pending', 'approved'] as const)
      expect(lateByMs(waiting({ state, changedAt: ago(500) }), agreed, hour, now)).toBeNull();
  });
});
