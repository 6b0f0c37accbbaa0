import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Failure, type Result, done, failed } from '#core/failure.ts';

/**
 * The whole file or nothing: written beside under another name, forced to disk, renamed over the old one, and the
 * folder forced too, so that neither a kill nor a power cut leaves half a file. Readable by its owner alone unless said.
 */
export function writeWhole(path: string, bytes: Uint8Array, mode = 0o600): Result<null> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    const file = openSync(beside, 'wx', mode);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
    forceFolder(dirname(path));
    return done(null);
  } catch (error) {
    rmSync(beside, { force: true });
    return failed(writeFailure(error, path));
  }
}

/** Windows opens no folders and needs no such thing: its rename is written through. */
function forceFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What the operating system says when a file cannot be written. */
export function writeFailure(error: unknown, path: string): Failure {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return { code: 'storeFull' };
    if (/^E[A-Z]+$/.test(error.code)) return { code: 'fileNotWritable', path };
  }
  throw error;
}
