import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { rowsAtOnce } from '#contract/first-questions.ts';
import { createRowStore, type LoadRows, type RowStore } from '#renderer/state/row-store.ts';
import { onFall, onStation } from '#renderer/state/station.ts';

export type Rows<Row> = {
  readonly total: number | null;
  readonly failure: { readonly code: string } | null;
  rowAt(index: number): Row | undefined;
  want(first: number, last: number): void;
  again(): void;
};

/** The rows of a list; `key` names the question, so a new key begins a new list. `first` may bring one that was begun before. */
export function useRows<Row>(key: string, load: LoadRows<Row>, first: () => RowStore<Row> | null = () => null): Rows<Row> {
  const [held, hold] = useState<{ key: string; store: RowStore<Row> }>(() => ({ key, store: first() ?? createRowStore(load) }));
  let store = held.store;
  if (held.key !== key) {
    store = createRowStore(load);
    hold({ key, store });
  }
  const now = useSyncExternalStore(store.subscribe, store.now);

  // in the same breath as the rows are drawn: a change in between would be missed
  useLayoutEffect(() => {
    store.want(0, 0);
    let timer: ReturnType<typeof setTimeout> | undefined;
    // a batch of 500 changes many rows at once: one question answers for all of them
    const askSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        store.again();
      }, gatherMs);
    };
    const stops = [onStation('changed', askSoon), onFall(askSoon)];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(timer);
    };
  }, [store]);

  return {
    total: now.total,
    failure: now.failure,
    rowAt: (index) => now.pages.get(Math.floor(index / rowsAtOnce))?.[index % rowsAtOnce],
    want: store.want,
    again: store.again,
  };
}

const gatherMs = 120;
