import { join } from 'node:path';
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { hostApi, type HostApi } from '#contract/host-api.ts';
import type { Events, Handlers } from '#contract/rpc.ts';
import type { StationConfig, StationMessage } from '#contract/station-config.ts';
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
  /** asks it to stop, and ends it when it does not within the time; its token processes have ended as well, as far as they can be */
  stop(withinMs: number): Promise<void>;
};

/** Runs the station in a utility process, and its token processes beside it; hands out the ports between them. */
export function startStation(outFolder: string, config: StationConfig, log: Log): StationHost {
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
  const page = openPageLine(wireOverElectronPort(forStation.port1), { code: 'unexpected', incident: 'station' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A station that fell takes its logins with it, also those of a process that is stuck in its module.
  child.once('exit', () => {
    for (const token of tokens.values()) endToken(token);
  });
  return {
    page,
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
