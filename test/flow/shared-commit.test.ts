import { describe, expect, it } from 'vitest';
import { done, failed } from '#core/failure.ts';
import { sharedCommit } from '#main/station/shared-commit.ts';
import { memoryStore, someTime, valueOf } from '#test/fakes/store.ts';

const line = (kind: string) => ({ at: someTime, kind, subject: null, by: 'Ana', detail: null });

describe('steps that share a commit', () => {
  it('are one transaction, in the order asked; one that fails is undone alone', async () => {
    const store = memoryStore();
    let transactions = 0;
    let depth = 0;
    const commit = sharedCommit({
      together: (work) => {
        if (depth === 0) transactions += 1;
        depth += 1;
        try {
          return store.together(work);
        } finally {
          depth -= 1;
        }
      },
    });
    const write = (kind: string) => commit(() => store.journal.append(line(kind)));
    const first = write('first');
    const refused = commit(() => {
      valueOf(store.journal.append(line('undone')));
      return failed({ code: 'documentNotFound', id: 'x' });
    });
    const broken = commit<null>(() => {
      valueOf(store.journal.append(line('thrown')));
      throw new Error('a bug');
    });
    const second = write('second');
    await expect(broken).rejects.toThrow('a bug');
    expect([await first, await refused, await second].map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(valueOf(store.journal.list({})).map(({ kind }) => kind)).toEqual(['first', 'second']);
    expect(transactions).toBe(1);
    expect(valueOf(store.journal.verify()).broken).toBeNull();
  });

  it('all fail where the commit itself fails: none is told as durable', async () => {
    const commit = sharedCommit({
      together: (work) => {
        const inner = work();
        return inner.ok && inner.value === null ? failed({ code: 'storeFull' }) : inner;
      },
    });
    const results = await Promise.all([commit(() => done(1)), commit(() => done(2))]);
    expect(results).toEqual([failed({ code: 'storeFull' }), failed({ code: 'storeFull' })]);
  });
});
