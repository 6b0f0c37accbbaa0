import type { Reply } from '#contract/rpc.ts';

/**
 * Of a long answer the text has its long lists empty, and `pieces` says how many pieces fill them: each is asked for,
 * taken in and read in a turn of its own, so that a page is never held for longer than one of them takes.
 */
export type LongReply = Reply<unknown> & { readonly pieces?: { readonly key: string; readonly count: number } };

export const pieceQuestion = 'piece';

/** the next items of the list that stands `at` this path in the reply */
export type Piece = { readonly at: readonly string[]; readonly items: readonly unknown[] };
