import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const socketPath = '/run/pcscd/pcscd.comm';
const lockPath = join(tmpdir(), 'rubrica-virtual-readers.lock');

/** Whether this machine can play with virtual cards at all, and what is missing when it cannot. */
export const cardServiceMissing: string | null = !existsSync('/usr/sbin/pcscd')
  ? 'pcscd'
  : !existsSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so')
    ? 'vsmartcard-vpcd'
    : !existsSync(openScModule())
      ? 'opensc-pkcs11'
      : null;

export function openScModule(): string {
  return '/usr/lib/x86_64-linux-gnu/pkcs11/opensc-pkcs11.so';
}

/**
 * The smart card service with its two virtual readers, for one test file at a time: a machine has only one of each.
 * Starts pcscd where none runs, and ends only the one it started.
 */
export async function takeCardService(): Promise<{ release(): Promise<void> }> {
  await takeLock();
  const started = (await answers()) ? null : await startService();
  return {
    release: async () => {
      if (started !== null) await stopService(started);
      rmSync(lockPath, { force: true });
    },
  };
}

async function startService(): Promise<ChildProcess> {
  const child = spawn('/usr/sbin/pcscd', ['--foreground'], { stdio: 'ignore' });
  for (let i = 0; i < 200; i += 1) {
    if (await answers()) return child;
    if (child.exitCode !== null) throw new Error(`pcscd ended with ${child.exitCode}`);
    await pause(25);
  }
  child.kill();
  throw new Error('pcscd does not answer');
}

async function stopService(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(late);
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const link = createConnection(socketPath);
    link.once('connect', () => {
      link.destroy();
      resolve(true);
    });
    link.once('error', () => resolve(false));
  });
}

/** A file with our process id; one left behind by a process that is gone counts for nothing. */
async function takeLock(): Promise<void> {
  for (;;) {
    try {
      const file = openSync(lockPath, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!isAlive(lockHolder())) rmSync(lockPath, { force: true });
    else await pause(100);
  }
}

function lockHolder(): number {
  try {
    return Number(readFileSync(lockPath, 'utf8')) || -1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return -1;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
