import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Failure, type Result, done, failed } from '#core/failure.ts';

export type FileContent = Uint8Array | string | Iterable<string>;

/**
 * The whole file or nothing: written beside under another name, forced to disk, renamed over the old one, and the
 * folder forced too, so that neither a kill, a full disk nor a power cut leaves half a file. Readable by its owner alone
 * unless said. A link is followed; a pipe or a device takes the bytes as they come.
 */
export function writeWhole(path: string, content: FileContent, mode = 0o600): Result<null> {
  let beside: string | null = null;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there && !there.isFile()) {
      writeInto(openSync(path, 'w'), content);
      return done(null);
    }
    const place = there ? realpathSync(path) : path;
    beside = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
    writeInto(openSync(beside, 'wx', mode), content, fsyncSync);
    renameSync(beside, place);
    forceFolder(dirname(place));
    return done(null);
  } catch (error) {
    if (beside !== null) rmSync(beside, { force: true });
    return failed(writeFailure(error, path));
  }
}

function writeInto(file: number, content: FileContent, force: (file: number) => void = () => undefined): void {
  try {
    const isWhole = typeof content === 'string' || content instanceof Uint8Array;
    for (const part of isWhole ? [content] : content) writeFileSync(file, part);
    force(file);
  } finally {
    closeSync(file);
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
function writeFailure(error: unknown, path: string): Failure {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return { code: 'storeFull' };
    if (/^E[A-Z]+$/.test(error.code)) return { code: 'fileNotWritable', path };
  }
  throw error;
}
