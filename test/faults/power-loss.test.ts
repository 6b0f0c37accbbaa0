import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiskStep, diskAfterPowerLoss, readTrace, seeded, writeDisk } from '#test/faults/disk-trace.ts';
import { expectKept } from '#test/faults/kept-store.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const worker = join(import.meta.dirname, 'store-worker.ts');

/** the disks after the loss are made where forcing costs nothing: they are only read once */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

let folder: string;
let steps: readonly DiskStep[] = [];
let work: string;
beforeAll(() => {
  if (!hasStrace) return;
  folder = mkdtempSync(join(tmpdir(), 'rubrica-power-'));
  work = join(folder, 'work');
  mkdirSync(join(work, 'backups'), { recursive: true });
  const said = openSync(join(folder, 'said'), 'w');
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename';
  const backup = 'backups/store-20260302T140000000Z.db';
  const names = [
    'store.db',
    'store.db-wal',
    'store.db-journal',
    'store.reserve',
    backup,
    `${backup}.unfinished`,
    `${backup}.unfinished-wal`,
  ];
  const paths = [join(folder, 'said'), ...names.map((name) => join(work, name))].flatMap((path) => ['-P', path]);
  const options = ['-f', '-q', '-y', '-xx', '-s', '200000', '-o', join(folder, 'trace'), '-e', calls, ...paths];
  const run = spawnSync('strace', [...options, process.execPath, worker, work, '3'], { stdio: ['ignore', said, 'inherit'] });
  closeSync(said);
  if (run.status !== 0) throw new Error(`the worker ended with ${run.status}`);
  steps = readTrace(readFileSync(join(folder, 'trace'), 'utf8'));
});
afterAll(() => {
  if (hasStrace) rmSync(folder, { recursive: true, force: true });
});

describe.runIf(hasStrace)('the power goes (on a disk as strace saw it written)', () => {
  it('the trace is the whole story: played to its end it gives the files as they are', () => {
    const disk = diskAfterPowerLoss(steps, steps.length, () => 0);
    expect(disk.get(join(work, 'store.db'))?.equals(readFileSync(join(work, 'store.db')))).toBe(true);
    expect(steps.filter((step) => step.kind === 'said').length).toBeGreaterThan(20);
  });

  it(
    'and nothing that was acknowledged is lost, whatever the disk kept of the last writes',
    { timeout: isLong ? 3_600_000 : 120_000 },
    async () => {
      const seeds = isLong ? 12 : 1;
      const stride = isLong ? 1 : Math.ceil(steps.length / 120);
      let points = 0;
      for (let moment = 1; moment <= steps.length; moment += stride)
        for (let seed = 0; seed < seeds; seed += 1) {
          const dir = mkdtempSync(join(memory, 'rubrica-power-at-'));
          writeDisk(diskAfterPowerLoss(steps, moment, seeded(moment * 1000 + seed)), work, dir);
          const told = steps
            .slice(0, moment)
            .flatMap((step) => (step.kind === 'said' && step.text.startsWith('done ') ? [step.text.slice('done '.length).trim()] : []));
          await expectKept(dir, told);
          rmSync(dir, { recursive: true });
          points += 1;
        }
      process.stderr.write(`power gone at ${points} points of ${steps.length} steps\n`);
    },
  );
});
