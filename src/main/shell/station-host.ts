import { join } from 'node:path';
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { hostApi, type HostApi } from '#contract/host-api.ts';
import type { Events, Handlers } from '#contract/rpc.ts';
import { stationApi, type StationApi } from '#contract/station-api.ts';
import type { StationConfig, StationMessage } from '#contract/station-config.ts';
import type { Log } from '#main/ports/system.ts';
import { forkToken, killNow } from '#main/shell/fork-token.ts';
import { connect, serve, type Connection } from '#main/wire/rpc.ts';
import { wireOverElectronPort, type ElectronPort } from '#main/wire/wires.ts';

type Power = Events<HostApi>['power'];
/** What this process does itself; token processes are this file's own business. */
export type ShellServices = Omit<Handlers<HostApi>, 'openTokenProcess' | 'closeTokenProcess'>;

export type StationHost = {
  readonly station: Connection<StationApi>;
  tellPower(what: Power['what']): void;
  /** asks it to stop, and ends it when it does not within the time */
  stop(withinMs: number): Promise<void>;
};

/** Runs the station in a utility process, and its token processes beside it; hands out the ports between them. */
export function startStation(outFolder: string, config: StationConfig, services: ShellServices, log: Log): StationHost {
  const child = utilityProcess.fork(join(outFolder, 'station-process.js'), [], { serviceName: 'rubrica-station', stdio: 'inherit' });
  const forStation = new MessageChannelMain();
  const forHost = new MessageChannelMain();
  const tokens = new Map<string, UtilityProcess>();
  const send = (message: StationMessage, ports: MessagePortMain[] = []): void => child.postMessage(message, ports);

  const host = serve(
    hostApi,
    wireOverElectronPort(forHost.port1 as ElectronPort),
    {
      ...services,
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
        // A vendor module that hangs does not answer a polite request to end (SIGTERM), so the process is killed.
        if (token?.pid !== undefined) killNow(token.pid);
        return { ok: true, value: {} };
      },
    },
    log,
  );
  send({ kind: 'start', config }, [forStation.port2, forHost.port2]);
  const station = connect(stationApi, wireOverElectronPort(forStation.port1 as ElectronPort), {
    onGone: () => ({ code: 'unexpected', incident: 'station' }),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // A station that fell takes its logins with it, also those of a process that is stuck in its module.
  child.once('exit', () => {
    for (const token of tokens.values()) if (token.pid !== undefined) killNow(token.pid);
  });
  return {
    station,
    tellPower: (what) => host.emit('power', { what }),
    stop: async (withinMs) => {
      send({ kind: 'stop' });
      const late = setTimeout(() => {
        if (child.pid !== undefined) killNow(child.pid);
      }, withinMs);
      await ended;
      clearTimeout(late);
    },
  };
}
