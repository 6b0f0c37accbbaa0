import { MessageChannelMain } from 'electron';
import type { Wire } from '#contract/rpc.ts';
import type { Log } from '#main/ports/system.ts';
import { endToken, forkToken } from '#main/shell/fork-token.ts';
import { wireOverElectronPort, type ElectronPort } from '#main/wire/wires.ts';

export type StartedToken = { readonly wire: Wire; kill(): void; readonly pid: number | null };

/** Token processes of the installed program when it runs a command: there is no plain Node to fork. */
export function headlessTokens(
  outFolder: string,
  environment: Readonly<Record<string, string>>,
  log: Log,
): (threads: number) => Promise<StartedToken> {
  return (threads) => {
    const token = forkToken(outFolder, 'rubrica-token', { ...environment, UV_THREADPOOL_SIZE: String(threads) }, log);
    const channel = new MessageChannelMain();
    token.postMessage({ kind: 'start' }, [channel.port1]);
    const kill = (): void => endToken(token);
    return Promise.resolve({ wire: wireOverElectronPort(channel.port2 as ElectronPort), kill, pid: token.pid ?? null });
  };
}
