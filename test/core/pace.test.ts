import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '#core/delivery.ts';
import { freshPace, msUntilPace, paceAfterOutage, paceAnswered, paceBusy, paceSent } from '#core/pace.ts';

describe('the pace of a station', () => {
  it('begins with one message and takes one more with each answer, to its width', () => {
    let pace = freshPace;
    expect(pace.width).toBe(1);
    for (let i = 0; i < 10; i += 1) pace = paceAnswered(pace, 6);
    expect(pace.width).toBe(6);
  });

  it('stops whole when the gateway is busy, not before the time it asked for, and goes on one at a time', () => {
    const busy = paceBusy({ ...freshPace, width: 6 }, { sentAtMs: 900, retryAfterMs: 5_000 }, 1_000, 0.5);
    expect(busy.width).toBe(1);
    expect(msUntilPace(busy, 1_000)).toBeGreaterThan(5_000);
    expect(msUntilPace(busy, 20_000)).toBe(0);
  });

  it('leaves a gap between messages then, which shrinks with each that is taken until the lanes open again', () => {
    let pace = paceBusy(freshPace, { sentAtMs: 0, retryAfterMs: 1_000 }, 10, 0);
    expect(pace.gapMs).toBe(2_000);
    pace = paceSent(pace, 3_000, 0.5);
    expect(msUntilPace(pace, 3_000)).toBe(2_000);
    let taken = 0;
    for (; pace.gapMs > 0; taken += 1) pace = paceAnswered(pace, 6);
    expect(taken).toBeLessThan(15);
    expect(msUntilPace(paceSent(pace, 9_000, 0.5), 9_000)).toBe(0);
    expect(paceAnswered(pace, 6).width).toBe(2);
  });

  it('hears the same news from several lanes as one, and leaves a longer gap each time it is told again', () => {
    const once = paceBusy(freshPace, { sentAtMs: 0, retryAfterMs: null }, 10, 0);
    expect(paceBusy(once, { sentAtMs: 5, retryAfterMs: null }, 12, 0)).toEqual(once);
    const twice = paceBusy(once, { sentAtMs: 5_000, retryAfterMs: null }, 5_010, 0);
    expect(twice.gapMs).toBe(2 * once.gapMs);
    let pace = twice;
    for (let i = 0; i < 20; i += 1) pace = paceBusy(pace, { sentAtMs: 10_000 + i, retryAfterMs: null }, 10_000 + i, 0);
    expect(pace.gapMs).toBe(40_000);
  });

  it('begins with a gap after an outage that others had too, without one after a short one', () => {
    expect(paceAfterOutage(60_000)).toEqual(freshPace);
    expect(paceAfterOutage(3_600_000).gapMs).toBe(2_000);
  });
});

describe('many stations that were told the same Retry-After', () => {
  it('come back spread beyond it, none before it', () => {
    const delays = Array.from({ length: 1_000 }, (_, i) => retryDelayMs(1, 10_000, i / 1_000));
    expect(Math.min(...delays)).toBe(10_000);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(4_000);
  });
});
