import { join } from 'node:path';
import { expect } from 'vitest';
import type { Store } from '#main/ports/store.ts';
import { openStore } from '#main/store/open-store.ts';
import { after, valueOf } from '#test/fakes/store.ts';
import { bytesOf } from '#test/faults/store-worker.ts';

/** The store as the next start finds it: everything that was told as done is there, whole, and once. */
export async function expectKept(dir: string, told: readonly string[]): Promise<void> {
  const startedAt = performance.now();
  const { store, opening } = valueOf(openStore({ file: join(dir, 'store.db') }));
  valueOf(store.recover({ at: after(1000) }));
  expect(performance.now() - startedAt).toBeLessThan(5000);
  try {
    expect([opening.salvaged, opening.foreignLog]).toEqual([null, null]);
    expect(valueOf(store.journal.verify()).broken).toBeNull();
    expect(valueOf(await store.check())).toEqual([]);
    for (const line of told) {
      const [what, n] = line.split(' ');
      if (n === undefined) continue;
      if (isOfOthers(store, what, n)) continue;
      const kept = valueOf(store.outgoing.get(`out-${n}`));
      const kinds = valueOf(store.journal.of(`out-${n}`)).map((entry) => entry.kind);
      expect(kept.bytes).toEqual(bytesOf(Number(n), 'work'));
      if (what === 'approve') expect(kinds).toContain('approve');
      if (what === 'sign') expect([kept.signed, kept.row.idempotencyKey]).toEqual([bytesOf(Number(n), 'signed'), `key-${n}`]);
      if (what === 'send') expect(['pending', 'inReview', 'approved', 'queued']).not.toContain(kept.row.state);
      if (what === 'settle') expect(kept.row.receiptId).toBe(`receipt-${n}`);
      if (what === 'acknowledge' && told.includes(`settle ${n}`))
        expect([kept.row.state, kinds.filter((kind) => kind === 'acknowledged').length]).toEqual(['received', 1]);
    }
  } finally {
    store.close();
  }
}

/** What is no certificate of ours on its way: drafts, and what another country signed. */
function isOfOthers(store: Store, what: string | undefined, n: string): boolean {
  if (what === 'draft' || what === 'compose') {
    const kept = valueOf(store.outgoing.get(`draft-${n}`));
    if (what === 'compose') expect([kept.row.state, kept.bytes]).toEqual(['pending', bytesOf(Number(n), 'draft')]);
    return true;
  }
  if (what !== 'fetch' && what !== 'judge' && what !== 'answer') return false;
  const kept = valueOf(store.incoming.get(`in-${n}`));
  expect(kept.bytes).toEqual(bytesOf(Number(n), 'foreign'));
  expect(Number(valueOf(store.cursor('inbound')))).toBeGreaterThanOrEqual(Number(n));
  if (what === 'judge') expect(kept.row.judgement?.verdict).toBe('valid');
  if (what === 'answer') {
    expect(kept.row.state).toBe('acknowledged');
    expect(valueOf(store.journal.of(`in-${n}`)).filter((entry) => entry.kind === 'acknowledge')).toHaveLength(1);
  }
  return true;
}
