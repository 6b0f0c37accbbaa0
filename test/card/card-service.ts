import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { takeMachineLock } from '#test/card/machine-lock.ts';
import { areListening, configureReaders, driver, readerConfiguration, runningReaders, type ReaderPorts } from '#test/card/reader-ports.ts';

const socketPath = '/run/pcscd/pcscd.comm';
const leftBehind = [socketPath, '/run/pcscd/pcscd.pid'];
const startMs = 60_000;

/** What a file may wait for its turn: each of the others has the service for some minutes on a slow machine. */
export const cardServicePatienceMs = 900_000;

/** Whether this machine can play with virtual cards at all, and what is missing when it cannot. */
export const cardServiceMissing: string | null = !existsSync('/usr/sbin/pcscd')
  ? 'pcscd'
  : !existsSync(driver)
    ? 'vsmartcard-vpcd'
    : !existsSync(openScModule())
      ? 'opensc-pkcs11'
      : null;

export function openScModule(): string {
  return '/usr/lib/x86_64-linux-gnu/pkcs11/opensc-pkcs11.so';
}

let ports: ReaderPorts | null = null;

/** Where a card goes in, while this file has the service. */
export function readerPort(place: keyof ReaderPorts): number {
  if (ports === null) throw new Error('a card needs the card service: takeCardService first');
  return ports[place];
}

/**
 * The smart card service with its two virtual readers, for one test file at a time: a machine has only one of each.
 * Starts pcscd where none runs, and ends only the one it started.
 */
export async function takeCardService(): Promise<{ release(): Promise<void> }> {
  const lock = await takeMachineLock(join(tmpdir(), 'rubrica-card-service.lock'));
  try {
    const started = (await answers()) ? null : await startService();
    ports = started?.ports ?? runningReaders();
    if (ports === null) throw new Error('the card service that runs here has no virtual readers');
    return {
      release: async () => {
        ports = null;
        if (started !== null) await stopService(started.child);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startService(): Promise<{ readonly child: ChildProcess; readonly ports: ReaderPorts }> {
  const configured = await configureReaders();
  // Nobody answers, so these are of one that was killed; by now its number may be another process', and pcscd would not start.
  for (const path of leftBehind) rmSync(path, { force: true });
  const child = spawn('/usr/sbin/pcscd', ['--foreground', '--config', readerConfiguration], { stdio: ['ignore', 'pipe', 'pipe'] });
  const told: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => void told.push(text.toString()));
  let missing = '';
  for (const late = performance.now() + startMs; performance.now() < late; await pause(25)) {
    missing =
      child.exitCode !== null ? `ended with ${child.exitCode}` : !areListening(configured) ? 'readers do not listen' : 'does not answer';
    if (child.exitCode !== null) break;
    if (areListening(configured) && (await answers())) return { child, ports: configured };
  }
  await stopService(child);
  throw new Error(`pcscd ${missing}, ports ${configured.first} and ${configured.second}: ${told.join('')}`);
}

async function stopService(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
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
