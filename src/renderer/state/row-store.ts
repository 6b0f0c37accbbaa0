import { rowsAtOnce } from '#contract/first-questions.ts';
import type { Reply } from '#contract/rpc.ts';

type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };
export type LoadRows<Row> = (offset: number, limit: number) => Promise<Reply<Page<Row>>>;

export type RowsNow<Row> = {
  /** null until the first answer */
  readonly total: number | null;
  readonly failure: { readonly code: string } | null;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
};

export type RowStore<Row> = {
  now(): RowsNow<Row>;
  subscribe(changed: () => void): () => void;
  /** the rows on screen: asked for page by page, so 200,000 cost no more than 200 */
  want(first: number, last: number): void;
  /** asks again for what is on screen; the old rows stay until the new ones are here */
  again(): void;
};

/** The rows of one list, fetched in pages as they come into sight. */
export function createRowStore<Row>(load: LoadRows<Row>): RowStore<Row> {
  let now: RowsNow<Row> = { total: null, failure: null, pages: new Map() };
  let shown: readonly number[] = [0];
  let turn = 0;
  const asking = new Map<number, number>();
  const listeners = new Set<() => void>();

  async function fetchPage(page: number): Promise<void> {
    const mine = ++turn;
    asking.set(page, mine);
    const reply = await load(page * rowsAtOnce, rowsAtOnce);
    if (asking.get(page) !== mine) return;
    asking.delete(page);
    now = reply.ok
      ? { total: reply.value.total, failure: null, pages: new Map(now.pages).set(page, reply.value.rows) }
      : { ...now, failure: reply.failure };
    for (const listener of listeners) listener();
  }

  return {
    now: () => now,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    want(first, last) {
      shown = pagesOf(first, last);
      for (const page of shown) if (!now.pages.has(page) && !asking.has(page)) void fetchPage(page);
    },
    again() {
      now = { ...now, pages: new Map([...now.pages].filter(([page]) => shown.includes(page))) };
      for (const page of shown) void fetchPage(page);
    },
  };
}

function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / rowsAtOnce);
  const to = Math.floor(Math.max(0, last) / rowsAtOnce);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
