import { done, type Result } from '#core/failure.ts';
import type { Store } from '#main/ports/store.ts';

/**
 * Steps that come up while the disk is at work, or in one turn of the event loop, share a transaction and its flush to
 * disk. Each is a savepoint of its own, in the order asked: one that fails takes no other with it. What it answers is durable.
 */
export type SharedCommit = <T>(step: () => Result<T>) => Promise<Result<T>>;

type Member = { run(): void; settle(kept: Result<null>): void };

export function sharedCommit(store: Pick<Store, 'together'>): SharedCommit {
  let group: Member[] = [];

  const flush = (): void => {
    const members = group;
    group = [];
    const kept = store.together(() => {
      for (const member of members) member.run();
      return done(null);
    });
    for (const member of members) member.settle(kept);
  };

  return <T>(step: () => Result<T>) =>
    new Promise<Result<T>>((resolve, reject) => {
      let answer: (kept: Result<null>) => void = () => reject(new Error('the step was not tried'));
      if (group.length === 0) setImmediate(flush);
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
}
