import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The two virtual readers of one pcscd: the vpcd driver listens at a port and at the next one. */
export type ReaderPorts = { readonly first: number; readonly second: number };

export const driver = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
/** What the driver's package sets up. They lie where Linux takes the near end of any connection from. */
const packaged: ReaderPorts = pair(35_963);
/** Below what Linux gives away by itself (32768 to 60999), so that nobody has them by chance. */
const ownRange = { from: 20_000, to: 32_000 };

export const readerConfiguration = join(tmpdir(), 'rubrica-virtual-readers', 'reader.conf');

/** Writes what pcscd is to read: its virtual readers at two ports that are free now. */
export async function configureReaders(): Promise<ReaderPorts> {
  for (;;) {
    const ports = pair(ownRange.from + Math.floor(Math.random() * (ownRange.to - ownRange.from)));
    if (!(await isFree(ports.first)) || !(await isFree(ports.second))) continue;
    const channel = `0x${ports.first.toString(16)}`;
    mkdirSync(dirname(readerConfiguration), { recursive: true });
    writeFileSync(
      readerConfiguration,
      `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${driver}\nCHANNELID ${channel}\n`,
    );
    return ports;
  }
}

/** Those of a pcscd that runs already: one a killed test left behind, or the machine's own. */
export function runningReaders(): ReaderPorts | null {
  return [configured(), packaged].find((ports) => ports !== null && areListening(ports)) ?? null;
}

/** Looked up, not tried: to connect to a virtual reader is to put a card in. */
export function areListening(ports: ReaderPorts): boolean {
  const listening = new Set(
    readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === '0A')
      .map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16)),
  );
  return listening.has(ports.first) && listening.has(ports.second);
}

function configured(): ReaderPorts | null {
  try {
    const channel = /^CHANNELID (0x[0-9a-f]+)$/m.exec(readFileSync(readerConfiguration, 'utf8'))?.[1];
    return channel === undefined ? null : pair(Number(channel));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function pair(first: number): ReaderPorts {
  return { first, second: first + 1 };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '0.0.0.0', () => void server.close(() => resolve(true)));
  });
}
