import { readFileSync } from 'node:fs';

export type Stalls = {
  /** the longest time in which this thread did not come round to its timers, by its own doing */
  readonly ownMs: number;
  /** the same with the time counted in which it wanted to run and the machine ran something else */
  readonly wholeMs: number;
  stop(): void;
};

const everyMs = 5;

/** Watches the thread it is called in. On a shared machine only a thread's own stalls say anything about the program. */
export function watchStalls(): Stalls {
  let at = performance.now();
  let waited = waitedMs();
  const longest = { own: 0, whole: 0 };
  const timer = setInterval(() => {
    const [now, waitedNow] = [performance.now(), waitedMs()];
    const lateMs = now - at - everyMs;
    longest.whole = Math.max(longest.whole, lateMs);
    longest.own = Math.max(longest.own, lateMs - (waitedNow - waited));
    [at, waited] = [now, waitedNow];
  }, everyMs);
  return {
    get ownMs() {
      return longest.own;
    },
    get wholeMs() {
      return longest.whole;
    },
    stop: () => clearInterval(timer),
  };
}

/** Time spent ready to run and not running: the second figure of schedstat, in nanoseconds; zero where the system counts none. */
function waitedMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[1] ?? 0) / 1e6;
  } catch {
    return 0;
  }
}
