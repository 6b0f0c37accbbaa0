import { uptime } from 'node:os';
import type { Clock } from '#main/ports/system.ts';

/** The machine's own clocks. Its time since boot goes on during sleep on every system we run on, which the process's does not. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sinceBootMs: () => uptime() * 1000,
};
