import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Connection } from '#main/store/connection.ts';

/**
 * A number of its own for each store, in the header's application id (sqlite.org/fileformat2.html, offset 68): the
 * only place that can be read from the file itself, without its write-ahead log, and through the log as well.
 */
export function nameStore(connection: Connection): void {
  if (Number(connection.pragma('application_id')) !== 0) return;
  connection.pragma(`application_id = ${randomInt(1, 0x7fffffff)}`);
  // into the file itself at once, where it is compared with what a log claims
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** Null when the file is new or has none yet. Only before anything else has the file open: closing it drops our locks on it. */
export function identityInFile(file: string): number | null {
  if (!existsSync(file)) return null;
  const handle = openSync(file, 'r');
  try {
    const header = Buffer.alloc(72);
    if (readSync(handle, header, 0, 72, 0) < 72) return null;
    return header.readInt32BE(68) || null;
  } finally {
    closeSync(handle);
  }
}
