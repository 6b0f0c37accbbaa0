import { pieceQuestion } from '#contract/long-answer.ts';
import type { Client, Events, Reply } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import type { WindowApi, WindowWithRubrica } from '#contract/window-api.ts';
import { readReply } from '#renderer/state/long-answer.ts';

/** The window's one line to the station. Types come from the contract; the checks happen where a request arrives. */
export const bridge: WindowApi = (globalThis as unknown as WindowWithRubrica).rubrica;

export type Station = Client<StationApi>;
export type StationEvent = keyof Events<StationApi>;
export type Answer<Name extends keyof Station> = Extract<Awaited<ReturnType<Station[Name]>>, { ok: true }>['value'];

export const station = new Proxy({} as Station, {
  get: (_, name: string) => (request: unknown) => callStation(name, request),
});

async function callStation(name: string, request: unknown): Promise<Reply<unknown>> {
  try {
    const reply = await bridge.call(name, request);
    return typeof reply === 'string' ? await readReply(reply, pieceOf) : reply;
  } catch (error) {
    // the shell itself went away: the only failure the station cannot tell us
    return {
      ok: false,
      failure: { code: 'unexpected', incident: `window:${name}:${error instanceof Error ? error.name : 'error'}` } as never,
    };
  }
}

async function pieceOf(key: string, index: number): Promise<string> {
  const piece = await bridge.call(pieceQuestion, { key, index });
  return typeof piece === 'string' ? piece : JSON.stringify(piece);
}

/** Events carry ids; whoever listens asks again. */
export function onStation<Name extends StationEvent>(name: Name, listener: (payload: Events<StationApi>[Name]) => void): () => void {
  return bridge.on(name, listener as (payload: unknown) => void);
}

/** The station's process fell. Unless it was given up another one runs, which answers; whoever asked the one before asks again. */
export function onFall(listener: (fall: { readonly isGivenUp: boolean }) => void): () => void {
  return bridge.on('stationFell', listener as (payload: unknown) => void);
}
