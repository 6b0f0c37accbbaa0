import type { Ledger } from '#gateway/ledger.ts';

/**
 * One flush to the disk for all that arrived meanwhile: a receipt still follows only what is on the disk, but a hundred
 * stations coming back at once wait for a few flushes, not for a hundred.
 */
export type GroupCommit = <T>(write: () => T) => Promise<T>;

type Member = { run(): void; settle(): void; fail(error: unknown): void };

export function createGroupCommit(ledger: Ledger): GroupCommit {
  let group: Member[] = [];

  function flush(): void {
    const members = group;
    group = [];
    try {
      ledger.transaction(() => {
        for (const member of members) member.run();
      })();
    } catch (error) {
      // the commit itself failed: nothing of the group is on the disk
      for (const member of members) member.fail(error);
      return;
    }
    for (const member of members) member.settle();
  }

  return <T>(write: () => T) =>
    new Promise<T>((resolve, reject) => {
      // inside the group's transaction this is a savepoint: a write that fails takes no other with it
      const attempt = ledger.transaction(write);
      let settle: () => void = () => reject(new Error('the write was not tried'));
      if (group.length === 0) setImmediate(flush);
      group.push({
        run() {
          try {
            const value = attempt();
            settle = () => resolve(value);
          } catch (error) {
            settle = () => reject(error);
          }
        },
        settle: () => settle(),
        fail: reject,
      });
    });
}
