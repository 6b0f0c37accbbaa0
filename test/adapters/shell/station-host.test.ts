import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hostApi } from '#contract/host-api.ts';
import type { Client, Frame } from '#contract/rpc.ts';
import type { StationConfig } from '#contract/station-config.ts';
import { headlessTokens } from '#main/shell/headless-tokens.ts';
import { startStation, type ShellServices, type StationHost } from '#main/shell/station-host.ts';
import { connect } from '#main/wire/rpc.ts';
import { wireOverElectronPort } from '#main/wire/wires.ts';

/** As Electron's: without a number until it runs, and again once it ended. */
class Forked extends EventEmitter {
  pid: number | undefined = undefined;
  readonly stdout = null;
  readonly stderr = null;
  readonly ports: Port[] = [];
  postMessage = (_message: unknown, ports: readonly Port[] = []): void => void this.ports.push(...ports);
  spawned(pid: number): void {
    this.pid = pid;
    this.emit('spawn');
  }
}

class Port extends EventEmitter {
  other: Port = this;
  postMessage = (data: Frame): void => queueMicrotask(() => this.other.emit('message', { data }));
}

const electron = vi.hoisted(() => ({ fork: (): unknown => null, channel: (): unknown => null }));
vi.mock('electron', () => ({
  utilityProcess: { fork: () => electron.fork() },
  MessageChannelMain: function MessageChannelMain() {
    return electron.channel();
  },
}));

const log = { write: () => undefined };
let forked: Forked[];
let killed: number[];
let station: StationHost;
let host: Client<typeof hostApi>;
beforeEach(() => {
  forked = [];
  killed = [];
  vi.spyOn(process, 'kill').mockImplementation((pid) => {
    killed.push(pid);
    return true;
  });
  electron.fork = () => {
    const child = new Forked();
    forked.push(child);
    return child;
  };
  electron.channel = () => {
    const [port1, port2] = [new Port(), new Port()];
    [port1.other, port2.other] = [port2, port1];
    return { port1, port2 };
  };
  station = startStation('out', { tokenEnvironment: {} } as unknown as StationConfig, log);
  station.serve({} as ShellServices);
  const forHost = forked[0]?.ports[1];
  if (forHost === undefined) throw new Error('no port');
  host = connect(hostApi, wireOverElectronPort(forHost), { onGone: () => ({ code: 'cancelled' }) }).client;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const open = async (id: string): Promise<Forked> => {
  await host.openTokenProcess({ id, module: 'm', threads: 1 });
  const token = forked.at(-1);
  if (token === undefined) throw new Error('no process');
  return token;
};

it('a token process is ended also where that is asked before it runs, and where the station fell meanwhile', async () => {
  const running = await open('a');
  running.spawned(70_001);
  const [soon, later] = [await open('b'), await open('c')];
  await host.closeTokenProcess({ id: 'a' });
  await host.closeTokenProcess({ id: 'b' });
  expect(killed).toEqual([70_001]);
  soon.spawned(70_002);
  expect(killed).toEqual([70_001, 70_002]);
  for (const token of [running, soon]) token.emit('exit');
  forked[0]?.emit('exit');
  expect(killed).toHaveLength(2);
  later.spawned(70_003);
  expect(killed).toEqual([70_001, 70_002, 70_003]);
});

const stopping = (): { isOver: boolean } => {
  const seen = { isOver: false };
  void station.stop(5_000).then(() => (seen.isOver = true));
  return seen;
};

it('the station has stopped when its token processes have ended too: the dump of one that falls meanwhile is still taken away', async () => {
  vi.useFakeTimers();
  const [first, second] = [await open('a'), await open('b')];
  first.spawned(70_005);
  second.spawned(70_006);
  const seen = stopping();
  await vi.advanceTimersByTimeAsync(1_000);
  first.emit('exit');
  forked[0]?.emit('exit');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(killed).toEqual([70_006]);
  expect(seen.isOver).toBe(false);
  second.emit('exit');
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.isOver).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('one that does not end even then is not waited for without end', async () => {
  vi.useFakeTimers();
  await open('a');
  const seen = stopping();
  forked[0]?.emit('exit');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen.isOver).toBe(true);
});

it('and so is one of a command', async () => {
  const { kill } = await headlessTokens('out', {}, log)(1);
  kill();
  forked.at(-1)?.spawned(70_004);
  expect(killed).toEqual([70_004]);
});

it('a station that falls is begun again, and whoever looks at the window is told', async () => {
  const told: unknown[] = [];
  station.page.onEvent((name, payload) => told.push([name, payload]));
  const line = forked[0]?.ports[0];
  const unanswered = station.page.ask('status', {});
  line?.other.emit('close');
  forked[0]?.emit('exit');
  expect(await unanswered).toEqual({ ok: false, failure: { code: 'stationFell' } });
  expect(told).toEqual([['stationFell', { isGivenUp: false }]]);

  const [again, , ...more] = forked.slice(1);
  expect(more).toHaveLength(0);
  void station.page.ask('status', {});
  const asked = await new Promise<{ data: Frame }>((resolve) => again?.ports[0]?.once('message', resolve));
  expect(asked.data).toMatchObject({ kind: 'request', name: 'status' });
});

it('one that falls again and again is not, and that is told too; what is asked of it then fails so', async () => {
  const told: unknown[] = [];
  station.page.onEvent((name, payload) => told.push([name, payload]));
  for (const at of [0, 1, 2, 3]) {
    forked[at]?.ports[0]?.other.emit('close');
    forked[at]?.emit('exit');
    await Promise.resolve();
  }
  expect(forked).toHaveLength(4);
  expect(told.at(-1)).toEqual(['stationFell', { isGivenUp: true }]);
  expect(await station.page.ask('status', {})).toEqual({ ok: false, failure: { code: 'stationGone' } });
});

it('one that was asked to stop is left stopped', async () => {
  const stopped = station.stop(5_000);
  forked[0]?.emit('exit');
  await stopped;
  expect(forked).toHaveLength(1);
});
