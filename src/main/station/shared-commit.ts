import { done, type Result } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';

/**
 * Steps that come up while the disk is at work, or in one turn of the event loop, share a transaction and its flush to
 * disk. Each is a savepoint of its own, in the order asked: one that fails takes no other with it. What it answers is durable.
 */
export type SharedCommit = {
  <T>(step: () => Result<T>): Promise<Result<T>>;
  /** a step nobody waits for: it goes with the next that somebody does, and by itself soon after */
  later<T>(step: () => Result<T>): Promise<Result<T>>;
};

/** So long a step waits for company. */
const laterMs = 20;

type Member = { run(): void; settle(kept: Result<null>): void };

export function sharedCommit(store: Pick<Store, 'together'>): SharedCommit {
  let group: Member[] = [];
  let isAsked = false;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    const members = group;
    group = [];
    isAsked = false;
    clearTimeout(timer);
    timer = undefined;
    if (members.length === 0) return;
    const kept = store.together(() => {
      for (const member of members) member.run();
      return done(null);
    });
    for (const member of members) member.settle(kept);
  };

  const add = <T>(step: () => Result<T>): Promise<Result<T>> =>
    new Promise<Result<T>>((resolve, reject) => {
      let answer: (kept: Result<null>) => void = () => reject(new Error('the step was not tried'));
      group.push({
        run: () => {
          try {
            const result = store.together(step);
            answer = (kept) => resolve(kept.ok ? result : kept);
          } catch (error) {
            answer = () => reject(error instanceof Error ? error : new Error(String(error)));
          }
        },
        settle: (kept) => answer(kept),
      });
    });

  const now = <T>(step: () => Result<T>): Promise<Result<T>> => {
    if (!isAsked) setImmediate(flush);
    isAsked = true;
    return add(step);
  };
  const later = <T>(step: () => Result<T>): Promise<Result<T>> => {
    if (!isAsked) timer ??= setTimeout(flush, laterMs);
    return add(step);
  };
  return Object.assign(now, { later });
}
