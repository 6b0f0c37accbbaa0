import type { Client, Frame, Reply, Wire } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import type { Failure } from '#core/failure.ts';
import { callerOn } from '#main/wire/caller.ts';

/**
 * The shell's end of the line between the window and the station. The shell passes on unread what the station checks
 * both ways (`answer-page.ts`): its thread draws the window, and a certificate of 2,000 lines must not be looked at there.
 */
export type PageLine = {
  /** the reply itself, or as JSON, a long one in pieces */
  ask(name: string, body: unknown): Promise<Reply<unknown> | string>;
  /** for the few questions that the shell has itself */
  readonly client: Client<StationApi>;
  onEvent(listener: (name: string, payload: unknown) => void): void;
};

/** `whenGone`: what a question fails with that the other end does not answer any more. */
export function openPageLine(wire: Wire, whenGone: () => Failure): PageLine {
  const caller = callerOn<Reply<unknown> | string>(wire, { onGone: whenGone });
  const listeners = new Set<(name: string, payload: unknown) => void>();
  wire.onFrame((raw) => {
    const frame = raw as Frame;
    if (frame.kind === 'text') caller.settle(frame.id, () => frame.text);
    if (frame.kind === 'reply') caller.settle(frame.id, () => frame.reply);
    if (frame.kind === 'event') for (const listener of listeners) listener(frame.name, frame.payload);
  });
  const client = new Proxy({} as Client<StationApi>, {
    get: (_, name: string) => async (body: unknown) => {
      const reply = await caller.ask(name, body);
      return typeof reply === 'string' ? (JSON.parse(reply) as Reply<unknown>) : reply;
    },
  });
  return { ask: (name, body) => caller.ask(name, body, { inPieces: true }), client, onEvent: (listener) => void listeners.add(listener) };
}
