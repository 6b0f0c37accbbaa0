/**
 * The station's own process. In Electron's utility process the shell sends it its configuration and two ports; under
 * plain Node (`fork`, serialization advanced) one channel carries both contracts and token processes are forked here.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hostApi, type HostApi } from '#contract/host-api.ts';
import type { Handlers, Wire } from '#contract/rpc.ts';
import { stationApi, type StationApi } from '#contract/station-api.ts';
import { stationMessage, type StationConfig } from '#contract/station-config.ts';
import type { Failure } from '#core/failure.ts';
import { assembleStation, type Assembled } from '#main/assemble-station.ts';
import { FileLog } from '#main/files/log.ts';
import { surroundingsOf, type TokenWires } from '#main/host-surroundings.ts';
import { openTrust } from '#main/open-trust.ts';
import type { Clock } from '#main/ports/system.ts';
import { forkTokenProcess, threadsOf } from '#main/token/fork-token-process.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import { connect, serve } from '#main/wire/rpc.ts';
import { wireOverElectronPort, wireToParent, type ElectronPort } from '#main/wire/wires.ts';

const clock: Clock = { now: () => new Date(), monotonicMs: () => performance.now() };

type Running = { readonly assembled: Assembled | null; readonly close: () => Promise<void> };

async function run(config: StationConfig, pageWire: Wire, hostWire: Wire, startToken: (wires: HostLine) => StartProcess): Promise<Running> {
  const log = new FileLog({ folder: join(config.dataFolder, 'logs'), name: 'station', clock, ...config.policy?.log });
  const host = connect(hostApi, hostWire, { onGone: () => ({ code: 'cancelled' }) });
  const started = assembleStation(config, { ...surroundingsOf(host, log, clock), startToken: startToken(host), openTrust });
  const assembled = started.ok ? started.value : null;
  if (!started.ok) log.write('error', 'station.notAssembled', { code: started.failure.code });
  const handlers = started.ok ? started.value.station.handlers : refusingAll(started.failure);
  const page = serve(stationApi, pageWire, handlers, log);
  assembled?.station.listen((name, payload) => page.emit(name, payload));
  host.on('power', ({ what }) => {
    if (what === 'resume') assembled?.station.resume();
    else void assembled?.station.lock().then(() => assembled.tokens.endSessions());
  });
  const begun = await assembled?.station.start();
  if (begun && !begun.ok) log.write('error', 'station.notStarted', { code: begun.failure.code });
  return {
    assembled,
    close: async () => {
      await assembled?.close();
      log.close();
    },
  };
}

type HostLine = ReturnType<typeof connect<HostApi>>;

/** A store that cannot be opened is told at every question, in words; the window stays and nothing is lost. */
function refusingAll(failure: Failure): Handlers<StationApi> {
  const calls = Object.entries(stationApi).filter(([, entry]) => entry.kind === 'call');
  const handlers = Object.fromEntries(calls.map(([name]) => [name, () => ({ ok: false, failure })]));
  return handlers as unknown as Handlers<StationApi>;
}

type ParentPort = { on(event: 'message', listener: (event: { data: unknown; ports: readonly ElectronPort[] }) => void): void };
const { parentPort } = process as unknown as { parentPort?: ParentPort };

if (parentPort) underElectron(parentPort);
else underNode();

function underElectron(parent: ParentPort): void {
  const tokens: TokenWires = new Map();
  let running: Promise<Running> | null = null;
  parent.on('message', ({ data, ports }) => {
    const message = stationMessage.safeParse(data);
    if (!message.success) return;
    const [first, second] = ports;
    if (message.data.kind === 'start' && first && second) {
      const wires = [wireOverElectronPort(first), wireOverElectronPort(second)] as const;
      running ??= run(message.data.config, wires[0], wires[1], (host) => throughShell(host, tokens));
    }
    if (message.data.kind === 'tokenProcess' && first) tokens.get(message.data.id)?.(wireOverElectronPort(first));
    if (message.data.kind === 'stop') void leave(running);
  });
}

/** The shell forks the token process and sends the port that leads to it. */
function throughShell(host: HostLine, tokens: TokenWires): StartProcess {
  let last = 0;
  return async (source) => {
    last += 1;
    const id = `${process.pid}-${last}`;
    const arrived = new Promise<Wire>((resolve) => tokens.set(id, resolve));
    const module = source.kind === 'pkcs11' ? source.module : source.kind;
    const opened = await host.client.openTokenProcess({ id, module, threads: threadsOf(source) });
    if (!opened.ok) throw new Error(`token process: ${opened.failure.code}`);
    const wire = await arrived;
    tokens.delete(id);
    return { wire, kill: () => void host.client.closeTokenProcess({ id }), pid: null };
  };
}

function underNode(): void {
  const here = dirname(fileURLToPath(import.meta.url));
  const entry = join(here, import.meta.url.endsWith('.ts') ? 'token-process.ts' : 'token-process.js');
  let running: Promise<Running> | null = null;
  process.on('message', (data: unknown) => {
    const message = stationMessage.safeParse(data);
    if (!message.success) return;
    if (message.data.kind === 'stop') void leave(running);
    if (message.data.kind !== 'start' || running) return;
    const { config } = message.data;
    const wire = wireToParent();
    const silent = { write: () => undefined };
    running = run(config, wire, wire, () => forkTokenProcess(entry, silent, config.tokenEnvironment));
  });
  process.once('disconnect', () => void leave(running));
}

async function leave(running: Promise<Running> | null): Promise<void> {
  try {
    await (await running)?.close();
  } finally {
    process.exit(0);
  }
}
