import { randomUUID } from 'node:crypto';
import type { z } from 'zod/mini';
import type { batch as batchShape } from '#contract/station-shapes.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { Batch } from '#main/ports/store-desk.ts';
import { closeSession, endThoseOver, runBatch, setState, type BatchControl } from '#main/station/batch-run.ts';
import { chosenCertificate } from '#main/station/check-authority.ts';
import { isKeyFile } from '#main/station/key-sources.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type BatchView = z.output<typeof batchShape>;

/** The batches of this station. One signs at a time: there is one official and one token in hand. */
export type Batches = {
  start(request: { ids: readonly string[]; fingerprint: string }): Result<{ batchId: string }>;
  view(batchId: string): Result<BatchView>;
  open(): Result<readonly BatchView[]>;
  pause(batchId: string): Result<Record<string, never>>;
  resume(batchId: string): Result<Record<string, never>>;
  stop(batchId: string): Result<Record<string, never>>;
  /** something was signed or declined: batches that stand still and have nothing left end, and nobody needs their logins */
  endThoseOver(): void;
  /** screen lock, sleep: nobody may go on with the PIN that was given; one that is given afterwards is given by whoever is there */
  letGo(): Promise<void>;
  /** the program ends: the same, and no PIN counts any more */
  end(): Promise<void>;
  /** resolves when what a login under way leads to is written; it ends when the tokens are closed */
  over(): Promise<void>;
  /** resolves when the batch stands still */
  settled(batchId: string): Promise<void>;
  isSigning(): boolean;
};

type Running = { readonly control: BatchControl; readonly ended: Promise<void>; pauseTimer?: NodeJS.Timeout };

export function batches(station: Station): Batches {
  const controls = new Map<string, Running>();
  const running = new Set<string>();

  const go = (batchId: string, { session, shown }: Pick<BatchControl, 'session' | 'shown'>): void => {
    const control: BatchControl = {
      batchId,
      wish: 'go',
      isPinGiven: session !== null,
      isLetGo: false,
      isProgramEnding: false,
      isEnding: false,
      session,
      shown,
      startedMs: 0,
      signedHere: 0,
    };
    running.add(batchId);
    const ended = runBatch(station, control)
      .catch(async (error: unknown) => {
        const failure = station.unexpected.report(error, 'sign');
        await closeSession(control).catch(() => station.log.write('warn', 'batch.sessionNotClosed', { batchId }));
        setState(station, batchId, 'halted', failure);
      })
      .then(() => {
        running.delete(batchId);
        keepSessionAWhile(batchId);
        endOver();
      });
    controls.set(batchId, { control, ended });
  };

  const keepSessionAWhile = (batchId: string): void => {
    const entry = controls.get(batchId);
    if (!entry?.control.session) return;
    entry.pauseTimer = setTimeout(() => void closeSession(entry.control), station.policy.pausedSessionMs);
    entry.pauseTimer.unref();
  };

  const endSession = (batchId: string): void => {
    const entry = controls.get(batchId);
    clearTimeout(entry?.pauseTimer);
    if (entry) void closeSession(entry.control);
  };

  const endOver = (): void => {
    for (const batchId of endThoseOver(station)) endSession(batchId);
  };

  const wish = (batchId: string, what: 'pause' | 'stop'): Result<Record<string, never>> => {
    const batch = station.store.batches.get(batchId);
    if (!batch.ok) return batch;
    const entry = controls.get(batchId);
    if (entry && running.has(batchId)) {
      entry.control.wish = what;
      return done({});
    }
    if (batch.value.state === 'finished' || batch.value.state === 'stopped') return done({});
    if (what === 'stop') {
      endSession(batchId);
      setState(station, batchId, 'stopped', null);
    }
    return done({});
  };

  const release = async (isEnd: boolean): Promise<void> => {
    for (const { control, ended, pauseTimer } of controls.values()) {
      clearTimeout(pauseTimer);
      control.isLetGo = isEnd || control.isPinGiven;
      control.isProgramEnding = isEnd;
      if (control.isLetGo && control.wish === 'go') control.wish = 'pause';
      if (running.has(control.batchId) && (control.session !== null || control.isEnding)) await ended;
      await closeSession(control);
    }
  };

  return {
    start: ({ ids, fingerprint }) => {
      if (running.size > 0) return failed({ code: 'stateForbids', state: 'signing', action: 'sign' });
      const batchId = randomUUID();
      const created = station.store.batches.create({
        id: batchId,
        fingerprint,
        ids: [...new Set(ids)],
        at: now(station),
        by: station.by(),
      });
      if (!created.ok) return created;
      go(batchId, { session: null, shown: new Map() });
      return done({ batchId });
    },
    view: (batchId) => {
      const batch = station.store.batches.get(batchId);
      return batch.ok ? done(viewOf(station, batch.value, controls.get(batchId)?.control, running.has(batchId))) : batch;
    },
    open: () => {
      const unfinished = station.store.batches.unfinished();
      if (!unfinished.ok) return unfinished;
      return done(unfinished.value.map((batch) => viewOf(station, batch, controls.get(batch.id)?.control, running.has(batch.id))));
    },
    pause: (batchId) => wish(batchId, 'pause'),
    stop: (batchId) => wish(batchId, 'stop'),
    resume: (batchId) => {
      if (running.size > 0) return failed({ code: 'stateForbids', state: 'signing', action: 'resume' });
      const batch = station.store.batches.get(batchId);
      if (!batch.ok) return batch;
      if (batch.value.state === 'finished') return done({});
      if (batch.value.state === 'stopped') return failed({ code: 'stateForbids', state: 'stopped', action: 'resume' });
      const before = controls.get(batchId);
      clearTimeout(before?.pauseTimer);
      // one whose time was over during the pause: whoever goes on gives the PIN
      const session = before?.control.session?.isOpen() === true ? before.control.session : null;
      setState(station, batchId, session ? 'signing' : 'askingPin', null);
      go(batchId, { session, shown: before?.control.shown ?? new Map() });
      return done({});
    },
    endThoseOver: endOver,
    letGo: () => release(false),
    end: () => release(true),
    over: async () => {
      for (const { control, ended } of controls.values()) if (control.isPinGiven) await ended;
    },
    settled: async (batchId) => {
      await controls.get(batchId)?.ended;
    },
    isSigning: () => running.size > 0,
  };
}

function viewOf(station: Station, batch: Batch, control: BatchControl | undefined, isRunning: boolean): BatchView {
  const signed = batch.items.filter((item) => item.state === 'signed').length;
  const left = batch.items.filter((item) => item.state === 'waiting' || item.state === 'signing').length;
  const isPaced = isRunning && control !== undefined && control.signedHere > 0;
  const elapsedMs = control ? station.clock.monotonicMs() - control.startedMs : 0;
  const ahead = isRunning && batch.state === 'signing' ? 1 : 0;
  let seen = 0;
  return {
    id: batch.id,
    state: batch.state,
    fingerprint: batch.fingerprint,
    isPassword: batch.state === 'askingPin' && isInKeyFile(station, batch.fingerprint),
    total: batch.items.length,
    signed,
    startedAt: batch.startedAt,
    remainingMs: isPaced ? Math.round((elapsedMs / control.signedHere) * left) : null,
    failure: plainFailure(batch.failure),
    items: batch.items.map((item) => {
      if (item.state !== 'waiting') return { ...item, failure: plainFailure(item.failure) };
      seen += 1;
      return { ...item, state: seen <= ahead ? ('signing' as const) : item.state, failure: null };
    }),
  };
}

function isInKeyFile(station: Station, fingerprint: string): boolean {
  const chosen = chosenCertificate(station, fingerprint);
  return chosen.ok && isKeyFile(station, chosen.value.token.module);
}

function plainFailure(failure: Failure | null): BatchView['failure'] {
  return failure === null ? null : { ...failure };
}
