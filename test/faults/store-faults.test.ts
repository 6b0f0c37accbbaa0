import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { valueOf } from '#test/fakes/store.ts';
import { expectKept } from '#test/faults/kept-store.ts';

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

async function run(dir: string, strace: readonly string[]): Promise<Run> {
  mkdirSync(dir, { recursive: true });
  const child = spawn('strace', [
    '-f',
    '-q',
    '--seccomp-bpf',
    '-o',
    join(dir, 'trace'),
    '-P',
    dir,
    ...pathsOf(dir),
    ...strace,
    process.execPath,
    worker,
    dir,
    '3',
  ]);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  const lines = text.out.split('\n').slice(0, -1);
  const of = (kind: string): string[] => lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1));
  return { done: of('done'), failed: of('failed'), ended: lines.includes('end'), stderr: text.err };
}

/** Only calls on the store's own files count: Node's are none of our business. */
function pathsOf(dir: string): string[] {
  const names = [
    'store.db',
    'store.db-wal',
    'store.db-journal',
    'store.reserve',
    'backups',
    'backups/store-20260302T140000000Z.db',
    'backups/store-20260302T140000000Z.db.unfinished',
    'backups/store-20260302T140000000Z.db.unfinished-wal',
  ];
  return names.flatMap((name) => ['-P', join(dir, name)]);
}

async function countOf(calls: string): Promise<number> {
  const dir = mkdtempSync(join(folder, 'count-'));
  const result = await run(dir, ['-e', `trace=${calls}`]);
  expect([result.ended, result.failed]).toEqual([true, []]);
  await expectKept(dir, result.done);
  return readFileSync(join(dir, 'trace'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('(')).length;
}

/** All points in the long form; in the sampled one so many, spread evenly. */
function points(total: number, sample: number): number[] {
  const step = isLong ? 1 : Math.max(1, Math.floor(total / sample));
  return Array.from({ length: Math.ceil(total / step) }, (_, index) => 1 + index * step);
}

describe.runIf(hasStrace)('the store (where strace is there to make it fail)', () => {
  it('loses nothing it acknowledged when it is killed at a write', { timeout: isLong ? 3_600_000 : 120_000 }, async () => {
    const total = await countOf(writes);
    const at = points(total, 14);
    for (const point of at) {
      const dir = mkdtempSync(join(folder, 'kill-'));
      const result = await run(dir, ['-e', `trace=${writes}`, '-e', `inject=${writes}:signal=SIGKILL:when=${point}`]);
      await expectKept(dir, result.done);
      rmSync(dir, { recursive: true });
    }
    process.stderr.write(`killed at ${at.length} of ${total} writes\n`);
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
      const total = await countOf(calls);
      const seen = new Set<string>();
      const at = points(total, 4);
      for (const point of at) {
        const dir = mkdtempSync(join(folder, 'fault-'));
        const result = await run(dir, ['-e', `trace=${calls}`, '-e', `inject=${calls}:${fault}:when=${point}${onwards}`]);
        expect([result.ended, result.stderr]).toEqual([true, '']);
        for (const line of result.failed) seen.add(line.split(' ').at(-1) ?? '');
        await expectKept(dir, result.done);
        rmSync(dir, { recursive: true });
      }
      expect([...seen]).toContain(code);
      process.stderr.write(`${fault} at ${at.length} of ${total} calls of ${calls}${onwards}\n`);
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
