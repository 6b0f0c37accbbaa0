import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '#main/wire/rpc.ts';
import { wireToChild } from '#main/wire/wires.ts';
import { openStore } from '#main/store/open-store.ts';
import { FakeGateway } from '#test/fakes/fake-gateway.ts';
import { noteBytes, sha256 } from '#test/fakes/note-documents.ts';
import { countPoints } from '#test/faults/points.ts';
import { gatewayLine } from '#test/flow/gateway-line.ts';

const child = fileURLToPath(new URL('killed-child.ts', import.meta.url));
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const kills = isLong ? 1_000 : 200;
const lanes = 2;

type Life = {
  readonly wasKilled: boolean;
  readonly points: number;
  readonly isJournalWhole: boolean;
  /** from the opening of the store to a station that answers; null when it died before */
  readonly readyAfterMs: number | null;
  readonly complaint: string;
};

/** One life of the station: until it has nothing more to do, or until it dies at its point. */
function live(file: string, gateway: FakeGateway, dieAt: number): Promise<Life> {
  return new Promise((resolve) => {
    const station = fork(child, [file, String(dieAt)], {
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let told = { points: 0, isJournalWhole: false };
    let readyAfterMs: number | null = null;
    let complaint = '';
    station.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
    const methods = gateway as unknown as Record<string, (arg: unknown) => Promise<unknown>>;
    serve(
      gatewayLine,
      wireToChild(station),
      {
        call: async ({ name, arg }) => ({ ok: true, value: await methods[name]?.(arg) }),
        ready: ({ afterMs }) => {
          readyAfterMs = afterMs;
          return { ok: true, value: {} };
        },
        finished: (life) => {
          told = life;
          return { ok: true, value: {} };
        },
      },
      { write: () => undefined },
    );
    station.once('exit', (code, signal) =>
      resolve({ ...told, readyAfterMs, wasKilled: signal === 'SIGKILL', complaint: code === 0 ? '' : complaint }),
    );
  });
}

function offerWork(gateway: FakeGateway, number: string): void {
  const n = gateway.waitingWork.length + 1;
  gateway.waitingWork.push({
    id: `w-${n}`,
    bytes: noteBytes(number),
    assignedTo: null,
    dueAt: null,
    arrivedAt: new Date().toISOString(),
    source: 'gateway',
  });
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a station killed at every step of the way', () => {
  it(
    `${kills} times loses nothing, sends nothing twice, and the gateway holds each document once`,
    async () => {
      const results = await Promise.all(
        Array.from({ length: lanes }, (_, lane) => dieOften(join(folder, `lane-${lane}`, 'station.db'), kills / lanes, lane)),
      );
      const steps = new Set(results.flatMap((result) => result.deaths));
      const passed = Math.max(...results.map((result) => result.points));
      countPoints(`a whole station killed at ${steps.size} different points`, kills, `${passed} passed`);
      expect(results.reduce((sum, result) => sum + result.deaths.length, 0)).toBe(kills);
    },
    isLong ? 3_600_000 : 240_000,
  );
});

async function dieOften(file: string, times: number, lane: number): Promise<{ deaths: number[]; points: number }> {
  const gateway = new FakeGateway();
  offerWork(gateway, 'K-0');
  const first = await live(file, gateway, 0);
  expect(first).toMatchObject({ wasKilled: false, complaint: '' });
  const deaths: number[] = [];
  for (let n = 1; deaths.length < times; n += 1) {
    offerWork(gateway, `K-${n}`);
    // points of the second lane lie between those of the first; over all lives every part of the way is met
    const dieAt = 1 + (((n * lanes + lane) * 61) % first.points);
    const life = await live(file, gateway, dieAt);
    if (life.wasKilled) deaths.push(dieAt);
    expect(life.complaint).toBe('');
    if (life.readyAfterMs !== null) expect(life.readyAfterMs).toBeLessThan(5_000);
  }
  const last = await live(file, gateway, 0);
  expect(last).toMatchObject({ wasKilled: false, isJournalWhole: true, readyAfterMs: expect.any(Number), complaint: '' });
  checkAll(file, gateway);
  return { deaths, points: first.points };
}

function checkAll(file: string, gateway: FakeGateway): void {
  const numbers = gateway.waitingWork.map((_, i) => `K-${i}`);
  const held = [...gateway.held.values()];
  expect(held.map((message) => message.header.documentId).sort()).toEqual([...numbers].sort());
  for (const message of held) {
    const signed = Buffer.from(message.bytes).toString();
    expect(signed.replace(/<sig.*<\/sig>/, '')).toBe(Buffer.from(noteBytes(message.header.documentId)).toString());
  }
  const opened = openStore({ file });
  if (!opened.ok) throw new Error(opened.failure.code);
  const { store } = opened.value;
  const rows = store.outgoing.list({ box: 'all', limit: 1000 });
  if (!rows.ok) throw new Error(rows.failure.code);
  expect(rows.value.rows.map((row) => `${row.number} ${row.state}`).sort()).toEqual(numbers.map((number) => `${number} received`).sort());
  const sent = new Map(held.map((message) => [message.header.documentId, sha256(message.bytes)]));
  for (const row of rows.value.rows) expect(row.signedSha256).toBe(sent.get(row.number));
  store.close();
}
