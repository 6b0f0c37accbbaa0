import type { Failure } from '#core/failure.ts';
import type { Reply, Wire } from '#contract/rpc.ts';

export type CallOptions = {
  /** no answer within this time fails the call with what `onDeadline` says; the wire stays open */
  readonly deadlineMs?: number;
  readonly onDeadline?: (name: string) => Failure;
  /** what a call fails with when the other end dies before answering */
  readonly onGone: (name: string) => Failure;
};

/** Questions under way on a wire. What an answer looks like, and whether it is checked, is the business of whoever listens. */
export type Caller<Answer> = {
  ask(name: string, body: unknown, how?: { readonly inPieces: boolean }): Promise<Answer | Reply<never>>;
  /** gives the question of this number its answer; a number that nobody waits for is passed over */
  settle(id: number, answer: (name: string) => Answer | Reply<never>): void;
  /** resolves with nothing once the other end is gone */
  readonly closed: Promise<void>;
};

/** A broken wire fails every call under way. */
export function callerOn<Answer>(wire: Wire, options: CallOptions): Caller<Answer> {
  type Settle = (answer: Answer | Reply<never>) => void;
  const waiting = new Map<number, { readonly name: string; readonly settle: Settle }>();
  let lastId = 0;
  let isGone = false;
  let tellClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (tellClosed = resolve));
  wire.onClose(() => {
    isGone = true;
    for (const { name, settle } of waiting.values()) settle({ ok: false, failure: options.onGone(name) });
    tellClosed();
  });

  const ask: Caller<Answer>['ask'] = (name, body, how) =>
    new Promise((resolve) => {
      if (isGone) return resolve({ ok: false, failure: options.onGone(name) });
      lastId += 1;
      const id = lastId;
      const timer =
        options.deadlineMs === undefined
          ? undefined
          : setTimeout(() => settle({ ok: false, failure: options.onDeadline?.(name) ?? options.onGone(name) }), options.deadlineMs);
      const settle: Settle = (answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      };
      waiting.set(id, { name, settle });
      try {
        wire.post({ kind: 'request', id, name, body, ...how });
      } catch {
        // a body that no line carries, e.g. nested without end: nothing was asked
        const failure: Failure = { code: 'badRequest', detail: name };
        settle({ ok: false, failure });
      }
    });

  return {
    ask,
    settle: (id, answer) => {
      const question = waiting.get(id);
      question?.settle(answer(question.name));
    },
    closed,
  };
}
