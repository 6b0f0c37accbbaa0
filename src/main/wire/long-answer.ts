import { randomUUID } from 'node:crypto';
import type { Failure } from '#core/failure.ts';
import type { Piece } from '#contract/long-answer.ts';
import { pieceRequest, type Reply } from '#contract/rpc.ts';

/** From this many characters on an answer crosses in pieces: one is read by the page in a few milliseconds. */
const longText = 400_000;
const pieceText = 100_000;
/** lists of fewer items stay where they are */
const longList = 100;
/** A page that asked and went away leaves its answer lying: the oldest makes room. */
const keptAtMost = 8;

export type LongAnswers = {
  /** the reply as JSON, or what is left of a long one without its long lists */
  textOf(reply: Reply<unknown>): string;
  /** one piece, as JSON; the last one ends the keeping */
  pieceOf(body: unknown): string;
};

/** Keeps what did not cross with its reply until it is asked for. */
export function keepLongAnswers(): LongAnswers {
  const kept = new Map<string, readonly string[]>();
  return {
    textOf: (reply) => {
      const lists: Piece[] = [];
      const rest = withoutLongLists(reply, [], lists);
      const pieces = lists.flatMap(inPieces);
      if (pieces.reduce((sum, piece) => sum + piece.length, 0) < longText) return JSON.stringify(reply);
      const key = randomUUID();
      kept.set(key, pieces);
      for (const oldest of kept.keys()) if (kept.size > keptAtMost) kept.delete(oldest);
      return JSON.stringify({ ...(rest as object), pieces: { key, count: pieces.length } });
    },
    pieceOf: (body) => {
      const request = pieceRequest.safeParse(body);
      const pieces = request.success ? kept.get(request.data.key) : undefined;
      const piece = request.success ? pieces?.[request.data.index] : undefined;
      if (!request.success || pieces === undefined || piece === undefined) {
        const failure: Failure = { code: 'badRequest', detail: 'piece' };
        return JSON.stringify({ ok: false, failure });
      }
      if (request.data.index === pieces.length - 1) kept.delete(request.data.key);
      return `{"ok":true,"value":${piece}}`;
    },
  };
}

function withoutLongLists(value: unknown, at: readonly string[], lists: Piece[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    if (value.length > longList) {
      lists.push({ at, items: value });
      return [];
    }
    return value.map((item, index) => withoutLongLists(item, [...at, String(index)], lists));
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutLongLists(part, [...at, name], lists)]));
}

function inPieces({ at, items }: Piece): readonly string[] {
  const pieces: string[] = [];
  let some: string[] = [];
  let length = 0;
  const close = (): void => {
    pieces.push(`{"at":${JSON.stringify(at)},"items":[${some.join(',')}]}`);
    some = [];
    length = 0;
  };
  for (const item of items) {
    const text = JSON.stringify(item) ?? 'null';
    some.push(text);
    length += text.length;
    if (length >= pieceText) close();
  }
  if (some.length > 0) close();
  return pieces;
}
