import type { z } from 'zod';
import type { batch as batchShape } from '#contract/station-shapes.ts';

export type Batch = z.output<typeof batchShape>;

export type BatchOptions = {
  readonly stepMs: number;
  /** the batch halts at this item, once */
  readonly haltAt: number | null;
  readonly haltWith: { readonly code: string };
  readonly waitsForPin: boolean;
};

/** A batch as the window sees it: the PIN is asked, then one after the other, with a stop where the test wants one. */
export function createFakeBatch(first: Batch, options: BatchOptions, changed: (batch: Batch, signedId: string | null) => void) {
  let batch = first;
  let hasHalted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function put(next: Partial<Batch>, signedId: string | null = null): void {
    batch = { ...batch, ...next };
    changed(batch, signedId);
  }

  function step(): void {
    if (batch.state !== 'signing') return;
    const at = batch.items.findIndex((item) => item.state !== 'signed');
    const item = batch.items[at];
    if (item === undefined) return put({ state: 'finished', remainingMs: 0 });
    if (at === options.haltAt && !hasHalted) {
      hasHalted = true;
      return put({
        state: 'halted',
        failure: options.haltWith,
        items: batch.items.with(at, { ...item, state: 'failed', failure: options.haltWith }),
      });
    }
    put(
      {
        signed: at + 1,
        remainingMs: (batch.total - at - 1) * options.stepMs,
        items: batch.items.with(at, { ...item, state: 'signed', failure: null }),
      },
      item.id,
    );
    timer = setTimeout(step, options.stepMs);
  }

  function run(): void {
    put({ state: 'signing', failure: null });
    timer = setTimeout(step, options.stepMs);
  }

  return {
    now: () => batch,
    start: () => (options.waitsForPin ? undefined : void setTimeout(run, options.stepMs)),
    givePin: run,
    resume: run,
    pause: () => put({ state: 'paused' }),
    stop: () => put({ state: 'stopped' }),
    close: () => clearTimeout(timer),
  };
}
