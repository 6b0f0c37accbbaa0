/** What the shell lends a station, asked over its wire. */
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { HostApi } from '#contract/host-api.ts';
import type { Wire } from '#contract/rpc.ts';
import type { Clock, Log, PinAnswer, Unexpected } from '#main/ports/system.ts';
import type { Surroundings } from '#main/assemble-station.ts';
import { threadsOf } from '#main/token/fork-token-process.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import type { Connection } from '#main/wire/rpc.ts';

/** Token processes that were asked for and whose port has not come yet. */
export type TokenWires = Map<string, (wire: Wire) => void>;

export function surroundingsOf(
  host: Connection<HostApi>,
  log: Log & Unexpected,
  clock: Clock,
): Omit<Surroundings, 'startToken' | 'openTrust'> {
  const { client } = host;
  return {
    log,
    clock,
    pinPrompt: {
      ask: async (request): Promise<Result<PinAnswer>> => {
        const answer = await client.askPin({ ...request, documents: [...request.documents] });
        if (!answer.ok) return refused(answer.failure);
        if (answer.value.kind === 'cancelled') return failed({ code: 'pinCancelled' });
        if (answer.value.kind === 'pad') return done({ pin: 'pad', isFinalTryConfirmed: false });
        const { pin, newPin, isFinalTryConfirmed } = answer.value;
        return done({ pin, newPin, isFinalTryConfirmed });
      },
    },
    secrets: {
      protect: async (plain) => {
        const sealed = await client.protectSecret({ plain });
        return sealed.ok ? done(sealed.value.sealed) : refused(sealed.failure);
      },
      reveal: async (sealed) => {
        const plain = await client.revealSecret({ sealed });
        return plain.ok ? done(plain.value.plain) : refused(plain.failure);
      },
    },
    desktop: { notify: (notice) => void client.notify(notice) },
    proxyFor: async (url) => {
      const answer = await client.proxyFor({ url });
      return answer.ok ? answer.value.proxy : null;
    },
  };
}

/** Failures keep their shape over the wire: both ends are ours and share the union. */
function refused(failure: { readonly code: string }): Result<never> {
  return failed(failure as Failure);
}

/** The shell forks the token process and sends the port that leads to it. */
export function throughShell(host: Connection<HostApi>, tokenWires: TokenWires): StartProcess {
  let last = 0;
  return async (source) => {
    last += 1;
    const id = `${process.pid}-${last}`;
    const arrived = new Promise<Wire>((resolve) => tokenWires.set(id, resolve));
    const module = source.kind === 'pkcs11' ? source.module : source.kind;
    const opened = await host.client.openTokenProcess({ id, module, threads: threadsOf(source) });
    if (!opened.ok) throw new Error(`token process: ${opened.failure.code}`);
    const wire = await arrived;
    tokenWires.delete(id);
    return { wire, kill: () => void host.client.closeTokenProcess({ id }), pid: null };
  };
}
