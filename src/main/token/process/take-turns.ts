/**
 * One operation after another, each answered before the next begins. Messages that lie ready reach their listeners in one
 * go, before any promise runs on: without turns a token would sign all that waits before the first answer leaves, and a
 * fault would not stop those behind it.
 */
export type Turns = {
  /** waits for everything before it, those signing side by side included */
  alone<T>(act: () => T | Promise<T>): Promise<T>;
  /** waits for its turn to begin, and lets the next begin while it goes on */
  sideBySide<T>(act: () => T | Promise<T>): Promise<T>;
};

export function takeTurns(): Turns {
  const goingOn = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    alone: (act) => {
      const run = last.then(async () => {
        if (goingOn.size > 0) await Promise.allSettled(goingOn);
        return act();
      });
      last = run.then(nextTurn, nextTurn);
      return run;
    },
    sideBySide: (act) =>
      // among those going on from its turn on: who waits for these would else wait for one that waits for it
      last.then(() => {
        const run = Promise.resolve(act());
        goingOn.add(run);
        return run.finally(() => goingOn.delete(run));
      }),
  };
}
