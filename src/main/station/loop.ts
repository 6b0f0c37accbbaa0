/**
 * Work that goes on by itself: runs when woken, again when it said it would be due, and never twice at once.
 * A wake that arrives while it runs is not lost: it runs once more.
 */
export type Loop = {
  start(): void;
  /** something happened that may give this loop work */
  wake(): void;
  /** resolves when the turn under way has ended and no other will begin */
  stop(): Promise<void>;
  /** resolves when the turn that a wake now causes has ended */
  turn(): Promise<void>;
};

/** `run` returns the milliseconds until it wants to run again, or null when only a wake gives it work. */
export function loop(run: () => Promise<number | null>, onError: (error: unknown) => void, retryAfterErrorMs = 5_000): Loop {
  let isStarted = false;
  let isStopped = false;
  let isWoken = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let waiters: (() => void)[] = [];

  const go = async (): Promise<void> => {
    let nextMs: number | null = null;
    do {
      isWoken = false;
      const served = waiters;
      waiters = [];
      try {
        nextMs = await run();
      } catch (error) {
        onError(error);
        nextMs = retryAfterErrorMs;
      }
      for (const tell of served) tell();
    } while (isWoken && !isStopped);
    running = null;
    if (isStopped || nextMs === null) return;
    timer = setTimeout(wake, Math.min(Math.max(1, nextMs), 2 ** 31 - 1));
  };

  function wake(): void {
    if (!isStarted || isStopped) return;
    clearTimeout(timer);
    if (running) isWoken = true;
    else running = go();
  }

  return {
    start: () => {
      isStarted = true;
      wake();
    },
    wake,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      if (running) await running;
      for (const tell of waiters) tell();
      waiters = [];
    },
    turn: () =>
      new Promise((resolve) => {
        if (!isStarted || isStopped) return resolve();
        waiters.push(resolve);
        wake();
      }),
  };
}
