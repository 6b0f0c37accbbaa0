import type { IncomingMessage } from 'node:http';

/**
 * One at a time writes to an upload. Whoever comes later ends the request before, whose line may have died without a word:
 * waiting for it would keep a station out that has long come back. What the earlier one brought stays.
 */
export type UploadTurns = <T>(upload: string, http: IncomingMessage, write: () => Promise<T>) => Promise<T>;

type Turn = { readonly http: IncomingMessage; readonly over: Promise<unknown> };

export function createUploadTurns(): UploadTurns {
  const last = new Map<string, Turn>();
  return (upload, http, write) => {
    const before = last.get(upload);
    // one whose bytes are all here ends by itself
    if (before && !before.http.complete) before.http.destroy();
    const work = before ? before.over.then(write) : write();
    const turn: Turn = { http, over: work.catch(() => undefined).then(() => void (last.get(upload) === turn && last.delete(upload))) };
    last.set(upload, turn);
    return work;
  };
}
