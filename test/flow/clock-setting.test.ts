import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import { keepRetriesNear } from '#main/station/clock-setting.ts';
import { memoryStore } from '#test/fakes/store.ts';
import { expectValue } from '#test/flow/expect-value.ts';

const startMs = Date.parse('2026-03-05T12:00:00.000Z');
const letter = { key: 'm-1', kind: 'mail', subject: null, destination: null, payload: {}, by: 'station' } as const;

describe('the time of a retry', () => {
  let store: Store;
  let wallMs: number;
  let bootMs: number;
  let look: () => void;
  const dueAt = () => expectValue(Promise.resolve(store.outbox.nextDueAt(['mail'])));

  beforeEach(() => {
    [wallMs, bootMs, store] = [startMs, 50_000, memoryStore()];
    const clock = { now: () => new Date(wallMs), monotonicMs: () => bootMs, sinceBootMs: () => bootMs };
    store.outbox.enqueue({ ...letter, at: new Date(startMs + 60_000).toISOString() });
    look = keepRetriesNear({ clock, store, log: { write: () => undefined } });
  });
  afterEach(() => store.close());

  it('stays where time only goes on, the machine sleeps, a time service steers the clock, or the system counts whole seconds since its start', async () => {
    for (const [aheadMs, sinceMs] of [
      [5_000, 5_000],
      [20_000, 20_000],
      [-400, 0],
      [0, 999],
      [-1_000, 0],
    ] as const) {
      wallMs += aheadMs;
      bootMs += sinceMs;
      look();
    }
    expect(await dueAt()).toBe(new Date(startMs + 60_000).toISOString());
  });

  it('is now where the clock was set back, at once or little by little', async () => {
    for (let i = 0; i < 13; i += 1) {
      wallMs -= 400;
      look();
    }
    expect(Date.parse((await dueAt()) ?? '') - startMs).toBeLessThan(0);
  });
});
