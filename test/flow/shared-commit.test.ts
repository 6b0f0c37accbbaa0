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

  it('go with the next that is waited for where nobody waits for them, and by themselves soon after', async () => {
    const store = memoryStore();
    const groups: number[] = [];
    let steps = 0;
    const commit = sharedCommit({
      together: (work) => {
        const isInner = steps > 0;
        steps += 1;
        const result = store.together(work);
        if (!isInner) {
          groups.push(steps - 1);
          steps = 0;
        }
        return result;
      },
    });
    const first = commit.later(() => store.journal.append(line('first')));
    const second = commit.later(() => store.journal.append(line('second')));
    await commit(() => store.journal.append(line('waited for')));
    expect([(await first).ok, (await second).ok, groups]).toEqual([true, true, [3]]);
    expect((await commit.later(() => store.journal.append(line('alone')))).ok).toBe(true);
    expect(groups).toEqual([3, 1]);
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
