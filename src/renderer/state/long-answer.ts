import type { LongReply, Piece } from '#contract/long-answer.ts';
import type { Reply } from '#contract/rpc.ts';

/**
 * A reply from its JSON. A long one comes in pieces, and each is asked for, taken in and read in a turn of its own: an
 * input then waits for one of them, not for all.
 */
export async function readReply(text: string, piece: (key: string, index: number) => Promise<string>): Promise<Reply<unknown>> {
  const { pieces, ...reply } = JSON.parse(text) as LongReply;
  if (pieces === undefined) return reply;
  for (let index = 0; index < pieces.count; index += 1) {
    const next = JSON.parse(await piece(pieces.key, index)) as Reply<Piece>;
    if (!next.ok) return next;
    listAt(reply, next.value.at).push(...next.value.items);
  }
  return reply;
}

function listAt(reply: unknown, at: readonly string[]): unknown[] {
  return at.reduce((value, name) => (value as Record<string, unknown>)[name], reply) as unknown[];
}
