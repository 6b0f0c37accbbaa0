import { pieceQuestion } from '#contract/long-answer.ts';
import { requestFrame, type Contract, type Frame, type Handlers, type Reply, type Wire } from '#contract/rpc.ts';
import type { Log } from '#main/ports/system.ts';
import { keepLongAnswers, type LongAnswers } from '#main/wire/long-answer.ts';
import { answer, checkReply } from '#main/wire/rpc.ts';

type Table = Readonly<Record<string, (request: unknown) => unknown>>;
/** A contract and who answers it. */
export type Desk = { readonly contract: Contract; readonly handlers: Table };

export function deskOf<C extends Contract>(contract: C, handlers: Handlers<C>): Desk {
  return { contract, handlers };
}

/**
 * The station's end of the window's line: question and answer are both checked here, and the answer is written as JSON
 * here, so that the shell in between only passes it on. `deskFor` names who answers a question.
 */
export function answerPage(
  wire: Wire,
  deskFor: (name: string) => Desk | Promise<Desk>,
  log: Log,
): { emit(name: string, payload: unknown): void } {
  const long = keepLongAnswers();
  wire.onFrame((raw) => {
    const request = requestFrame.safeParse(raw);
    if (!request.success) return log.write('warn', 'wire.frameRefused');
    const { id, name, body, inPieces } = request.data;
    if (inPieces && name === pieceQuestion) return wire.post({ kind: 'text', id, text: long.pieceOf(body) });
    void answerAt(deskFor, name, body, log).then((reply) => wire.post(frameOf(id, reply, inPieces ? long : null)));
  });
  return { emit: (name, payload) => wire.post({ kind: 'event', name, payload }) };
}

async function answerAt(deskFor: (name: string) => Desk | Promise<Desk>, name: string, body: unknown, log: Log): Promise<Reply<unknown>> {
  const { contract, handlers } = await deskFor(name);
  return checkReply(contract, name, await answer(contract, handlers, name, body, log));
}

/** As JSON where nothing in it is bytes. */
function frameOf(id: number, reply: Reply<unknown>, long: LongAnswers | null): Frame {
  return reply.ok && holdsBytes(reply.value)
    ? { kind: 'reply', id, reply }
    : { kind: 'text', id, text: long?.textOf(reply) ?? JSON.stringify(reply) };
}

/** At any depth but in lists: no list of ours carries bytes, and a list may be long. */
function holdsBytes(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return value instanceof Uint8Array || Object.values(value).some(holdsBytes);
}
