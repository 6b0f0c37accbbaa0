import type { Client, Events, Reply } from '#contract/rpc.ts';
import type { StationApi } from '#contract/station-api.ts';
import type { WindowApi, WindowWithRubrica } from '#contract/window-api.ts';

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
    return typeof reply === 'string' ? await parsed(reply) : reply;
  } catch (error) {
    // the shell itself went away: the only failure the station cannot tell us
    return {
      ok: false,
      failure: { code: 'unexpected', incident: `window:${name}:${error instanceof Error ? error.name : 'error'}` } as never,
    };
  }
}

const longText = 500_000;

/** A long answer is taken in, read and drawn in turns of its own: an input then waits for one of them, not for all. */
async function parsed(text: string): Promise<Reply<unknown>> {
  if (text.length > longText) await nextTurn();
  const reply = JSON.parse(text) as Reply<unknown>;
  if (text.length > longText) await nextTurn();
  return reply;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Events carry ids; whoever listens asks again. */
export function onStation<Name extends StationEvent>(name: Name, listener: (payload: Events<StationApi>[Name]) => void): () => void {
  return bridge.on(name, listener as (payload: unknown) => void);
}
