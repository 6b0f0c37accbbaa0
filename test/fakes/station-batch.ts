import type { z } from 'zod/mini';
import type { Handlers, Reply } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import type { batch as batchShape } from '#contract/station-shapes.ts';

export type Batch = z.output<typeof batchShape>;

export type BatchOptions = {
  readonly stepMs: number;
  /** the batch halts at this item, once */
  readonly haltAt: number | null;
  readonly haltWith: { readonly code: string; readonly triesLeft?: string };
  readonly waitsForPin: boolean;
  /** pause and stop wait for what the token has: `become` tells when */
  readonly endsLater: boolean;
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
        // with a wrong PIN no document was tried
        items:
          options.haltWith.code === 'pinWrong'
            ? batch.items
            : batch.items.with(at, { ...item, state: 'failed', failure: options.haltWith }),
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
    pause: () => (options.endsLater ? undefined : put({ state: 'paused' })),
    stop: () => (options.endsLater ? undefined : put({ state: 'stopped' })),
    /** what comes by itself: an end, a halt, a PIN asked once more */
    become: (state: Batch['state'], more: Partial<Batch> = {}) =>
      put({ state, failure: state === 'halted' ? options.haltWith : null, ...more }),
    close: () => clearTimeout(timer),
  };
}

type Calls = Pick<Handlers<StationApi>, 'sign' | 'batch' | 'openBatches' | 'pauseBatch' | 'resumeBatch' | 'stopBatch'>;
type Around = { numberOf(id: string): string; signed(id: string): void; changed(batchId: string): void };

/** What the window asks about batches. */
export function batchCalls(
  batches: Map<string, ReturnType<typeof createFakeBatch>>,
  options: Partial<BatchOptions> | undefined,
  around: Around,
): Calls {
  const control = (batchId: string, what: 'pause' | 'resume' | 'stop'): Reply<Record<string, never>> => {
    batches.get(batchId)?.[what]();
    return { ok: true, value: {} };
  };
  return {
    sign: ({ ids, fingerprint }) => {
      const batchId = `batch-${batches.size + 1}`;
      const items = ids.map((id) => ({ id, number: around.numberOf(id), state: 'waiting' as const, failure: null }));
      const first = {
        id: batchId,
        state: 'askingPin' as const,
        fingerprint,
        isPassword: false,
        total: ids.length,
        signed: 0,
        startedAt: new Date().toISOString(),
        remainingMs: null,
        failure: null,
        items,
      };
      const batch = createFakeBatch(
        first,
        { stepMs: 15, haltAt: null, haltWith: { code: 'tokenRemoved' }, waitsForPin: false, endsLater: false, ...options },
        (_, signedId) => {
          if (signedId !== null) around.signed(signedId);
          around.changed(batchId);
        },
      );
      batches.set(batchId, batch);
      batch.start();
      return { ok: true, value: { batchId } };
    },
    batch: ({ batchId }) => {
      const batch = batches.get(batchId);
      return batch ? { ok: true, value: batch.now() } : { ok: false, failure: { code: 'documentNotFound' } };
    },
    openBatches: () => ({
      ok: true,
      value: {
        batches: [...batches.values()].map((batch) => batch.now()).filter((batch) => batch.state === 'halted' || batch.state === 'paused'),
      },
    }),
    pauseBatch: ({ batchId }) => control(batchId, 'pause'),
    resumeBatch: ({ batchId }) => control(batchId, 'resume'),
    stopBatch: ({ batchId }) => control(batchId, 'stop'),
  };
}
