import { expectKept } from '#test/faults/kept-store.ts';
import { expectMigrated, makeOldStore } from '#test/faults/old-store.ts';

/** What `store-worker.ts` does while the disk fails, on what store, and what must hold at the next start. */
export type Scenario = {
  readonly name: string;
  /** the worker's second argument */
  readonly task: string;
  prepare(dir: string): void;
  expectWhole(dir: string, told: readonly string[]): Promise<void>;
};

export const scenarios: readonly Scenario[] = [
  { name: 'the day’s work', task: '3', prepare: () => undefined, expectWhole: expectKept },
  { name: 'a migration', task: 'open', prepare: makeOldStore, expectWhole: expectMigrated },
];
