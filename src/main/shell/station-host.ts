import { join } from 'node:path';
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { hostApi, type HostApi } from '#contract/host-api.ts';
import type { Events, Handlers } from '#contract/rpc.ts';
import type { StationConfig, StationMessage } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import type { Log } from '#main/ports/system.ts';
import { endToken, forkToken } from '#main/shell/fork-token.ts';
import { killNow, patienceMs } from '#main/shell/kill-now.ts';
import { openPageLine, type PageLine } from '#main/wire/page-line.ts';
import { serve } from '#main/wire/rpc.ts';
import { wireOverElectronPort } from '#main/wire/wires.ts';

type Power = Events<HostApi>['power'];
/** What this process does itself; token processes are this file's own business. */
export type ShellServices = Omit<Handlers<HostApi>, 'openTokenProcess' | 'closeTokenProcess'>;

export type StationHost = {
  readonly page: PageLine;
  /** answers what the station asks of this process; what it asked before waits */
  serve(services: ShellServices): void;
  tellPower(what: Power['what']): void;
  /** asks it to stop for good, and ends it when it does not within the time; its token processes have ended as well, as far as they can be */
  stop(withinMs: number): Promise<void>;
};

/** what fell so often within the time is not begun again */
const oftenEnough = { times: 4, withinMs: 10 * 60_000 };

/**
 * Runs the station, and begins it again where it fell: whoever waits for a ship must not notice by the absence of news that nothing is
 * sent any more. The new one recovers what the other left, as after any end.
 */
export function startStation(outFolder: string, config: StationConfig, log: Log): StationHost {
  const listeners: Parameters<PageLine['onEvent']>[0][] = [];
  let services: ShellServices | null = null;
  let falls: readonly number[] = [];
  let isGivenUp = false;
  let isStopping = false;
  const tell = (name: string, payload: unknown): void => listeners.forEach((listener) => listener(name, payload));

  const begin = (): Running => {
    const begun = run(outFolder, config, log, () => ({ code: isGivenUp ? 'stationGone' : 'stationFell' }));
    begun.page.onEvent(tell);
    if (services) begun.serve(services);
    void begun.ended.then(() => {
      if (isStopping) return;
      const atMs = performance.now();
      falls = [...falls.filter((before) => atMs - before < oftenEnough.withinMs), atMs];
      isGivenUp = falls.length >= oftenEnough.times;
      log.write('error', 'shell.stationFell', { times: falls.length, isBegunAgain: !isGivenUp });
      if (!isGivenUp) running = begin();
      tell('stationFell', { isGivenUp });
    });
    return begun;
  };
  let running = begin();
  return {
    page: {
      ask: (name, body) => running.page.ask(name, body),
      get client() {
        return running.page.client;
      },
      onEvent: (listener) => void listeners.push(listener),
    },
    serve: (given) => {
      services = given;
      running.serve(given);
    },
    tellPower: (what) => running.tellPower(what),
    stop: (withinMs) => {
      isStopping = true;
      return running.stop(withinMs);
    },
  };
}

type Running = StationHost & { readonly ended: Promise<void> };

/** One station in a utility process, and its token processes beside it; hands out the ports between them. */
function run(outFolder: string, config: StationConfig, log: Log, whenGone: () => Failure): Running {
  const child = utilityProcess.fork(join(outFolder, 'station-process.js'), [], { serviceName: 'rubrica-station', stdio: 'inherit' });
  const forStation = new MessageChannelMain();
  const forHost = new MessageChannelMain();
  const tokens = new Map<string, UtilityProcess>();
  const hostWire = wireOverElectronPort(forHost.port1);
  const send = (message: StationMessage, ports: MessagePortMain[] = []): void => child.postMessage(message, ports);

  const tokenProcesses: Pick<Handlers<HostApi>, 'openTokenProcess' | 'closeTokenProcess'> = {
    openTokenProcess: ({ id, threads }) => {
      const environment = { ...config.tokenEnvironment, UV_THREADPOOL_SIZE: String(threads) };
      const token = forkToken(outFolder, `rubrica-token-${id}`, environment, log);
      const channel = new MessageChannelMain();
      tokens.set(id, token);
      token.once('exit', () => tokens.delete(id));
      token.postMessage({ kind: 'start' }, [channel.port1]);
      send({ kind: 'tokenProcess', id }, [channel.port2]);
      return { ok: true, value: {} };
    },
    closeTokenProcess: ({ id }) => {
      const token = tokens.get(id);
      if (token !== undefined) endToken(token);
      return { ok: true, value: {} };
    },
  };
  send({ kind: 'start', config }, [forStation.port2, forHost.port2]);
  const page = openPageLine(wireOverElectronPort(forStation.port1), whenGone);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A station that fell takes its logins with it, also those of a process that is stuck in its module.
  child.once('exit', () => {
    for (const token of tokens.values()) endToken(token);
  });
  return {
    page,
    ended,
    serve: (services) => void serve(hostApi, hostWire, { ...services, ...tokenProcesses }, log),
    tellPower: (what) => hostWire.post({ kind: 'event', name: 'power', payload: { what } }),
    stop: async (withinMs) => {
      send({ kind: 'stop' });
      const late = setTimeout(() => killNow(child), withinMs);
      await ended;
      clearTimeout(late);
      await allEnded([...tokens.values()]);
    },
  };
}

/** One that falls while it is ended leaves its dump as it ends. A system that keeps one even then is not waited for without end. */
async function allEnded(tokens: readonly UtilityProcess[]): Promise<void> {
  const each = Promise.all(tokens.map((token) => new Promise<void>((resolve) => token.once('exit', () => resolve()))));
  let late: NodeJS.Timeout | undefined;
  await Promise.race([each, new Promise<void>((resolve) => (late = setTimeout(resolve, patienceMs + 1_000)))]);
  clearTimeout(late);
}
