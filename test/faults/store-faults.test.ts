import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { valueOf } from '#test/fakes/store.ts';
import { countPoints } from '#test/faults/points.ts';
import { expectMigrated, makeOldStore } from '#test/faults/old-store.ts';
import { type Scenario, scenarios } from '#test/faults/scenarios.ts';
import { storeFiles } from '#test/faults/disk-trace.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const worker = join(import.meta.dirname, 'store-worker.ts');
/** every call by which SQLite and we change the disk */
const writes = 'pwrite64,fdatasync,fsync,ftruncate,unlink,rename,openat,mkdir';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-faults-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Run = { readonly done: readonly string[]; readonly failed: readonly string[]; readonly ended: boolean; readonly stderr: string };

async function run(scenario: Scenario, strace: readonly string[]): Promise<Run & { readonly dir: string }> {
  const dir = mkdtempSync(join(folder, 'run-'));
  scenario.prepare(dir);
  const options = ['-f', '-q', '--seccomp-bpf', '-o', join(dir, 'trace'), '-P', dir, ...pathsOf(dir), ...strace];
  const child = spawn('strace', [...options, process.execPath, worker, dir, scenario.task]);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  const lines = text.out.split('\n').slice(0, -1);
  const of = (kind: string): string[] => lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
  return { dir, done: of('done'), failed: of('failed'), ended: lines.includes('end'), stderr: text.err };
}

/** Only calls on the store's own files count: Node's are none of our business. */
function pathsOf(dir: string): string[] {
  return storeFiles.flatMap((name) => ['-P', join(dir, name)]);
}

async function countOf(scenario: Scenario, calls: string): Promise<number> {
  const result = await run(scenario, ['-e', `trace=${calls}`]);
  expect([result.ended, result.failed]).toEqual([true, []]);
  await scenario.expectWhole(result.dir, result.done);
  return readFileSync(join(result.dir, 'trace'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('(')).length;
}

/** All points in the long form; in the sampled one so many, spread evenly. */
function points(total: number, sample: number): number[] {
  const step = isLong ? 1 : Math.max(1, Math.floor(total / sample));
  return Array.from({ length: Math.ceil(total / step) }, (_, index) => 1 + index * step);
}

describe.runIf(hasStrace).each(scenarios)('$name (where strace is there to make it fail)', (scenario) => {
  it('loses nothing it acknowledged when it is killed at a write', { timeout: isLong ? 3_600_000 : 120_000 }, async () => {
    const total = await countOf(scenario, writes);
    const at = points(total, 14);
    for (const point of at) {
      const result = await run(scenario, ['-e', `trace=${writes}`, '-e', `inject=${writes}:signal=SIGKILL:when=${point}`]);
      await scenario.expectWhole(result.dir, result.done);
      rmSync(result.dir, { recursive: true });
    }
    countPoints(`${scenario.name}: killed at a write`, at.length, `${total}`);
  });

  it.each([
    ['a disk that fills up', 'pwrite64', 'error=ENOSPC', '+', 'storeFull'],
    ['a write the disk refuses once', 'pwrite64', 'error=EIO', '', 'storeInputOutput'],
    ['a disk that forces nothing any more', 'fdatasync,fsync', 'error=EIO', '+', 'storeInputOutput'],
    ['a disk that forces nothing once', 'fdatasync,fsync', 'error=EIO', '', 'storeInputOutput'],
  ])(
    'says so and loses nothing it acknowledged on %s',
    { timeout: isLong ? 3_600_000 : 120_000 },
    async (_name, calls, fault, onwards, code) => {
      const total = await countOf(scenario, calls);
      const seen = new Set<string>();
      const at = points(total, 4);
      for (const point of at) {
        const result = await run(scenario, ['-e', `trace=${calls}`, '-e', `inject=${calls}:${fault}:when=${point}${onwards}`]);
        expect([result.ended, result.stderr]).toEqual([true, '']);
        for (const line of result.failed) seen.add(line.split(' ').at(-1) ?? '');
        await scenario.expectWhole(result.dir, result.done);
        rmSync(result.dir, { recursive: true });
      }
      expect([...seen]).toContain(code);
      countPoints(`${scenario.name}: ${fault} at ${calls}${onwards === '' ? ' once' : ' from there on'}`, at.length, `${total}`);
    },
  );
});

/** Somebody whom file permissions hold back: root they do not. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

describe('a disk that may only be read', () => {
  it.each([
    ['a store in use until then', makeOldStore],
    [
      'a store that is up to date',
      (dir: string) => valueOf(openStore({ file: join(dir, 'store.db'), limits: { reserveBytes: 20_000 } })).store.close(),
    ],
    ['no store yet', () => undefined],
  ])(
    'is told in words with %s: nothing is begun that could not be kept, and all is there when it may be written again',
    async (name, make) => {
      const dir = mkdtempSync(join(folder, 'readonly-'));
      make(dir);
      const before = new Map(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file))]));
      spawnSync('chmod', ['-R', 'a+rX,a-w', folder]);
      const ended = spawnSync(process.execPath, [worker, dir, '3'], { encoding: 'utf8', env: { ...process.env, HOME: '/' }, ...nobody });
      spawnSync('chmod', ['-R', 'u+w', folder]);
      expect([ended.stderr, ended.status]).toEqual(['', 0]);
      const told = ended.stdout.split('\n').slice(0, -1);
      expect(told.filter((line) => line.startsWith('done ') && line !== 'done open')).toEqual([]);
      expect(told.some((line) => line === 'failed open storeReadOnly')).toBe(true);
      for (const [file, bytes] of before) expect([file, readFileSync(join(dir, file)).equals(bytes)]).toEqual([file, true]);
      if (name === 'a store in use until then') await expectMigrated(dir);
      else valueOf(openStore({ file: join(dir, 'store.db') })).store.close();
    },
  );
});

describe('a second process', () => {
  it('is refused while the first lives, and opens the store when the first was killed', async () => {
    const dir = mkdtempSync(join(folder, 'second-'));
    const first = spawn(process.execPath, [worker, dir, 'wait'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((resolve) => first.stdout.once('data', resolve));
    expect(openStore({ file: join(dir, 'store.db') })).toEqual({ ok: false, failure: { code: 'storeInUse' } });
    first.kill('SIGKILL');
    await new Promise((resolve) => first.once('close', resolve));
    valueOf(openStore({ file: join(dir, 'store.db') })).store.close();
  });
});
