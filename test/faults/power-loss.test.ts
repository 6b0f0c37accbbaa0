import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiskStep, diskAfterPowerLoss, readTrace, seeded, storeFiles, writeDisk } from '#test/faults/disk-trace.ts';
import { countPoints } from '#test/faults/points.ts';
import { type Scenario, scenarios } from '#test/faults/scenarios.ts';

const hasStrace = spawnSync('strace', ['-V']).status === 0;
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const worker = join(import.meta.dirname, 'store-worker.ts');

/** the disks after the loss are made where forcing costs nothing: they are only read once */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** What the process did to the disk, on what was there before. */
type Story = { readonly work: string; readonly before: ReadonlyMap<string, Buffer>; readonly steps: readonly DiskStep[] };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-power-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function record({ task, prepare }: Scenario): Story {
  const dir = mkdtempSync(join(folder, 'story-'));
  const work = join(dir, 'work');
  mkdirSync(join(work, 'backups'), { recursive: true });
  prepare(work);
  const before = new Map(
    storeFiles.flatMap((name) => {
      const path = join(work, name);
      return existsSync(path) && statSync(path).isFile() ? [[path, readFileSync(path)] as const] : [];
    }),
  );
  const said = openSync(join(dir, 'said'), 'w');
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename';
  const paths = [join(dir, 'said'), ...storeFiles.filter((name) => name !== 'backups').map((name) => join(work, name))].flatMap((path) => [
    '-P',
    path,
  ]);
  const options = ['-f', '-q', '-y', '-xx', '-s', '200000', '-o', join(dir, 'trace'), '-e', calls, ...paths];
  const run = spawnSync('strace', [...options, process.execPath, worker, work, task], { stdio: ['ignore', said, 'inherit'] });
  closeSync(said);
  if (run.status !== 0) throw new Error(`the worker ended with ${run.status}`);
  return { work, before, steps: readTrace(readFileSync(join(dir, 'trace'), 'utf8')) };
}

describe.runIf(hasStrace).each(scenarios)('the power goes during $name (on a disk as strace saw it written)', (scenario) => {
  let story: Story;
  beforeAll(() => {
    story = record(scenario);
  });

  it('the trace is the whole story: played to its end it gives the files as they are', () => {
    const { steps, work, before } = story;
    const disk = diskAfterPowerLoss(steps, steps.length, () => 0, before);
    expect(disk.get(join(work, 'store.db'))?.equals(readFileSync(join(work, 'store.db')))).toBe(true);
    expect(steps.filter((step) => step.kind === 'force').length).toBeGreaterThan(2);
  });

  it(
    'and nothing that was acknowledged is lost, whatever the disk kept of the last writes',
    { timeout: isLong ? 3_600_000 : 120_000 },
    async () => {
      const { steps, work, before } = story;
      const seeds = isLong ? 12 : 1;
      const stride = isLong ? 1 : Math.ceil(steps.length / 100);
      let points = 0;
      for (let moment = 1; moment <= steps.length; moment += stride)
        for (let seed = 0; seed < seeds; seed += 1) {
          const dir = mkdtempSync(join(memory, 'rubrica-power-at-'));
          writeDisk(diskAfterPowerLoss(steps, moment, seeded(moment * 1000 + seed), before), work, dir);
          const told = steps
            .slice(0, moment)
            .flatMap((step) => (step.kind === 'said' && step.text.startsWith('done ') ? [step.text.slice('done '.length).trim()] : []));
          await scenario.expectWhole(dir, told);
          rmSync(dir, { recursive: true });
          points += 1;
        }
      countPoints(`${scenario.name}: power gone`, points, `${steps.length} steps`);
    },
  );
});
