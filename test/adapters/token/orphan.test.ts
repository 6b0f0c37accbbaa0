import { execFileSync, fork } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { softHsmPaths } from '#main/token/softhsm.ts';
import { temporaryFolder } from '#test/adapters/token/station.ts';

const module = softHsmPaths.find((path) => existsSync(path)) ?? null;
const folder = temporaryFolder();
afterAll(() => folder.remove());

const doomed = fileURLToPath(new URL('doomed-station.ts', import.meta.url));

it.runIf(process.platform === 'linux' && module !== null)(
  'ends a token process that is stuck in its module when the station is killed',
  async () => {
    // SoftHSM reads its settings inside C_Initialize; from a pipe that says nothing it reads for ever.
    const settings = join(folder.path, 'settings');
    execFileSync('mkfifo', [settings]);
    const station = fork(doomed, [module ?? '', settings], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const token = await new Promise<number>((resolve) => station.once('message', (pid) => resolve(Number(pid))));
    const pipe = await openWhenRead(settings);
    try {
      expect(isRunning(token)).toBe(true);
      const ended = new Promise((resolve) => station.once('exit', resolve));
      station.kill('SIGKILL');
      await ended;
      while (isRunning(token)) await pause(20);
    } finally {
      closeSync(pipe);
    }
  },
);

/** Without a reader a pipe cannot be opened for writing at once: when it can, the module is in it. */
async function openWhenRead(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      await pause(20);
    }
  }
}

/** What has ended and nobody has collected yet (state Z) runs no more. */
function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
