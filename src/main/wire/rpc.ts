import { randomUUID } from 'node:crypto';
import type { Failure } from '#core/failure.ts';
import { frame, type Client, type Contract, type Events, type Frame, type Handlers, type Reply, type Wire } from '#contract/rpc.ts';
import type { Log } from '#main/ports/system.ts';
import { callerOn, type CallOptions } from '#main/wire/caller.ts';

/** Answers `contract`'s calls on `wire`. Every request is parsed where it arrives; a throw becomes an incident in the log. */
export function serve<C extends Contract>(contract: C, wire: Wire, handlers: Handlers<C>, log: Log): { emit: Emit<C>; close(): void } {
  const table = handlers as Readonly<Record<string, (request: unknown) => unknown>>;
  wire.onFrame((raw) => {
    const parsed = frame.safeParse(raw);
    if (!parsed.success) return log.write('warn', 'wire.frameRefused');
    if (parsed.data.kind !== 'request') return;
    const { id, name, body } = parsed.data;
    void answer(contract, table, name, body, log).then((reply) => wire.post({ kind: 'reply', id, reply }));
  });
  return {
    emit: (name, payload) => wire.post({ kind: 'event', name, payload }),
    close: () => wire.close(),
  };
}

export type Emit<C extends Contract> = <Name extends keyof Events<C> & string>(name: Name, payload: Events<C>[Name]) => void;

/** One call, checked on the way in. Shared by `serve` and by shells that forward. */
export async function answer(
  contract: Contract,
  handlers: Readonly<Record<string, (request: unknown) => unknown>>,
  name: string,
  body: unknown,
  log: Log,
): Promise<Reply<unknown>> {
  const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (entry?.kind !== 'call' || handler === undefined) return refused({ code: 'badRequest', detail: 'unknown call' });
  const request = entry.request.safeParse(body);
  if (!request.success) {
    // a few places and short: the keys are the caller's own, and there may be thousands
    const places = request.error.issues.slice(0, 5).map((issue) => issue.path.join('.').slice(0, 80) || name);
    return refused({ code: 'badRequest', detail: places.join(', ') });
  }
  try {
    return (await handler(request.data)) as Reply<unknown>;
  } catch (error) {
    const incident = randomUUID().slice(0, 8);
    log.write('error', 'unexpected', {
      incident,
      doing: name,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return refused({ code: 'unexpected', incident });
  }
}

function refused(failure: Failure): Reply<never> {
  return { ok: false, failure };
}

export type Connection<C extends Contract> = {
  readonly client: Client<C>;
  on<Name extends keyof Events<C> & string>(name: Name, listener: (payload: Events<C>[Name]) => void): () => void;
  /** resolves with nothing once the other end is gone */
  readonly closed: Promise<void>;
  close(): void;
};

/** The calling end. Failures come back as data; every answer is checked where it arrives. */
export function connect<C extends Contract>(contract: C, wire: Wire, options: CallOptions): Connection<C> {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const caller = callerOn<Reply<unknown>>(wire, options);

  wire.onFrame((raw) => {
    const parsed = frame.safeParse(raw);
    if (!parsed.success) return;
    const { data } = parsed;
    if (data.kind === 'reply') caller.settle(data.id, (name) => checkReply(contract, name, data.reply));
    if (data.kind === 'event') deliver(contract, listeners, data.name, data.payload);
  });

  const calls = Object.keys(contract).filter((name) => contract[name]?.kind === 'call');
  const client = Object.fromEntries(calls.map((name) => [name, (body: unknown) => caller.ask(name, body)]));
  return {
    client: client as unknown as Client<C>,
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    closed: caller.closed,
    close: () => wire.close(),
  };
}

/** What the contract does not name does not cross: a foreign shape is refused, a foreign field is left out. */
export function checkReply(contract: Contract, name: string, reply: Extract<Frame, { kind: 'reply' }>['reply']): Reply<unknown> {
  if (!reply.ok) return { ok: false, failure: reply.failure };
  const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (entry?.kind !== 'call') return refused({ code: 'badRequest', detail: name });
  const value = entry.answer.safeParse(reply.value);
  return value.success ? { ok: true, value: value.data } : refused({ code: 'badRequest', detail: `${name}: answer of another shape` });
}

function deliver(
  contract: Contract,
  listeners: ReadonlyMap<string, ReadonlySet<(payload: never) => void>>,
  name: string,
  payload: unknown,
): void {
  const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (entry?.kind !== 'event') return;
  const parsed = entry.payload.safeParse(payload);
  if (!parsed.success) return;
  for (const listener of listeners.get(name) ?? []) (listener as (payload: unknown) => void)(parsed.data);
}
