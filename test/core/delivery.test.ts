import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterDelivery, afterQuestion, defaultDeliveryPolicy, mustAskFirst, retryDelayMs } from '#core/delivery.ts';
import { lineAnswered, lineBusy, lineFailed, mayTry, msUntilProbe, unknownLine } from '#core/line.ts';

const now = new Date('2026-05-04T12:00:00Z');
const fresh = { queuedAt: now, failedAttempts: 0 };
const old = { queuedAt: new Date(now.getTime() - defaultDeliveryPolicy.tooLongMs), failedAttempts: 40 };
const unreachable = { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' } as const;

describe('after an attempt', () => {
  it('an acceptance or a refusal ends the row', () => {
    expect(afterDelivery({ kind: 'accepted', receiptId: 'r', at: now.toISOString() }, fresh, now, 0, defaultDeliveryPolicy)).toEqual({
      event: 'accepted',
      dueAt: null,
      attention: null,
    });
    expect(afterDelivery({ kind: 'refused', faults: [] }, fresh, now, 0, defaultDeliveryPolicy).event).toBe('refused');
  });

  it('a busy gateway is never troubled before the time it asked for', () => {
    const decision = afterDelivery({ kind: 'busy', retryAfterMs: 90_000, failure: unreachable }, fresh, now, 0, defaultDeliveryPolicy);
    expect(decision.dueAt?.getTime()).toBe(now.getTime() + 90_000);
  });

  it('no answer leads to a question, not to another delivery', () => {
    expect(afterDelivery({ kind: 'noAnswer', failure: unreachable }, fresh, now, 0.5, defaultDeliveryPolicy).event).toBe('noAnswer');
  });

  it('a document that waits too long goes to a person and is not dropped', () => {
    expect(afterDelivery({ kind: 'busy', retryAfterMs: null, failure: unreachable }, old, now, 0, defaultDeliveryPolicy)).toEqual({
      event: 'busy',
      dueAt: null,
      attention: 'tooLong',
    });
    expect(afterQuestion({ kind: 'noAnswer', failure: unreachable }, old, now, 0, defaultDeliveryPolicy).attention).toBe('tooLong');
  });

  it('other bytes under our key go to a person', () => {
    expect(afterQuestion({ kind: 'differs', sha256: 'x' }, fresh, now, 0, defaultDeliveryPolicy).attention).toBe('differs');
  });

  it('what the gateway does not hold is due at once', () => {
    expect(afterQuestion({ kind: 'unknownThere' }, fresh, now, 0, defaultDeliveryPolicy).dueAt).toEqual(now);
  });
});

describe('asking before sending', () => {
  it('is needed after an unanswered or interrupted attempt until the gateway says it does not hold the document', () => {
    expect(mustAskFirst([])).toBe(false);
    expect(mustAskFirst(['busy', 'busy'])).toBe(false);
    expect(mustAskFirst(['noAnswer'])).toBe(true);
    expect(mustAskFirst([null])).toBe(true);
    expect(mustAskFirst(['noAnswer', 'unknownThere'])).toBe(false);
    expect(mustAskFirst(['noAnswer', 'unknownThere', 'noAnswer'])).toBe(true);
    expect(mustAskFirst(['noAnswer', 'differs'])).toBe(true);
  });
});

describe('the pause between tries', () => {
  it('grows, is jittered, and stays under its ceiling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, chance) => {
        const delay = retryDelayMs(attempts, null, chance);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
    expect(retryDelayMs(3, null, 0)).toBe(4_000);
    expect(retryDelayMs(3, null, 0.999)).toBeGreaterThan(7_900);
  });
});

describe('the line', () => {
  it('opens at a failure, lets one probe through when due, and remembers since when it is down', () => {
    const down = lineFailed(unknownLine, { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' }, now, 0);
    expect(down).toMatchObject({ state: 'down', code: 'gatewayUnreachable', detail: 'ECONNREFUSED' });
    expect(mayTry(down, now)).toBe(false);
    const later = new Date(now.getTime() + 1_000);
    expect(mayTry(down, later)).toBe(true);
    const still = lineFailed(down, { code: 'gatewayIsSomethingElse', detail: '302 text/html' }, later, 0);
    expect(still).toMatchObject({ since: now.toISOString(), code: 'gatewayIsSomethingElse' });
    expect(Date.parse(still.probeAt ?? '')).toBeGreaterThan(later.getTime() + 1_000);
  });

  it('is not back, and after a while out, where the gateway answers nothing but that it is busy', () => {
    const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
    const up = lineAnswered(unknownLine, now);
    const busy = lineBusy(lineBusy(up, at(10), 0), at(129), 0);
    expect(busy).toMatchObject({ state: 'up', since: now.toISOString(), busySince: at(10).toISOString() });
    expect(lineAnswered(busy, at(129))).toEqual(up);
    expect(lineBusy(busy, at(130), 0)).toMatchObject({ state: 'down', code: 'gatewayBusy', since: at(10).toISOString() });
    const down = lineFailed(up, { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' }, at(5), 0);
    expect(lineBusy(down, at(20), 0)).toMatchObject({ state: 'down', code: 'gatewayBusy', since: at(5).toISOString() });
    expect(lineAnswered(lineBusy(down, at(20), 0), at(21))).toMatchObject({ state: 'up', since: at(21).toISOString(), busySince: null });
  });

  it('of which nothing is known yet is not called up by an answer that says no more than busy', () => {
    const unsure = lineBusy(unknownLine, now, 0);
    expect(unsure).toMatchObject({ state: 'unknown', since: null, code: 'gatewayBusy', busySince: now.toISOString() });
    expect(mayTry(unsure, now)).toBe(false);
    expect(msUntilProbe(unsure, now)).toBe(1_000);
    const answered = new Date(now.getTime() + 5_000);
    expect(lineAnswered(unsure, answered)).toEqual(lineAnswered(unknownLine, answered));
    expect(lineBusy(unsure, new Date(now.getTime() + 120_000), 0)).toMatchObject({ state: 'down', since: now.toISOString() });
  });

  it('closes at the first answer', () => {
    const up = lineAnswered(lineFailed(unknownLine, { code: 'gatewayUnreachable', detail: 'x' }, now, 0), now);
    expect(up).toMatchObject({ state: 'up', since: now.toISOString(), code: null, probeAt: null });
    expect(lineAnswered(up, new Date(now.getTime() + 5)).since).toBe(now.toISOString());
  });
});
