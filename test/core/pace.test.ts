import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '#core/delivery.ts';
import { freshPace, msUntilPace, paceAnswered, paceBusy } from '#core/pace.ts';

describe('the pace of a station', () => {
  it('begins with one message and takes one more with each answer, to its width', () => {
    let pace = freshPace;
    expect(pace.width).toBe(1);
    for (let i = 0; i < 10; i += 1) pace = paceAnswered(pace, 6);
    expect(pace.width).toBe(6);
  });

  it('stops whole when the gateway is busy, not before the time it asked for, and goes on one at a time', () => {
    const busy = paceBusy({ ...freshPace, width: 6 }, 5_000, 1_000, 0.5);
    expect(busy.width).toBe(1);
    expect(msUntilPace(busy, 1_000)).toBeGreaterThan(5_000);
    expect(msUntilPace(busy, 1_000)).toBeLessThan(10_000);
    expect(msUntilPace(busy, 20_000)).toBe(0);
  });

  it('hears the same news from several lanes as one, and waits longer each time it is told again', () => {
    const once = paceBusy(freshPace, null, 0, 0);
    expect(paceBusy(once, null, 1, 0)).toEqual(once);
    const twice = paceBusy(once, null, 10_000, 0);
    expect(msUntilPace(twice, 10_000)).toBeGreaterThan(msUntilPace(once, 0));
    expect(paceAnswered(twice, 6).busyInARow).toBe(0);
  });
});

describe('many stations that were told the same Retry-After', () => {
  it('come back spread beyond it, none before it', () => {
    const delays = Array.from({ length: 1_000 }, (_, i) => retryDelayMs(1, 10_000, i / 1_000));
    expect(Math.min(...delays)).toBe(10_000);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(4_000);
  });
});
