import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, type Result, done, failed } from '#core/failure.ts';

export type FileContent = Uint8Array | string | Iterable<string>;

/**
 * The whole file or nothing: written beside under another name, forced to disk, renamed over the old one, and the
 * folder forced too, so that neither a kill, a full disk nor a power cut leaves half a file. Readable by its owner alone
 * unless said, and never by more than the old one was. A link is followed; a pipe or a device takes the bytes as they come. A slow stick is waited for, and the
 * window meanwhile goes on.
 */
export async function writeWhole(path: string, content: FileContent, mode = 0o600): Promise<Result<null>> {
  let beside: string | null = null;
  try {
    const there = await stat(path).catch(absent);
    if (there && !there.isFile()) {
      await writeInto(await open(path, 'w'), content);
      return done(null);
    }
    const place = there ? await realpath(path) : path;
    beside = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
    await writeInto(await open(beside, 'wx', there ? there.mode & mode : mode), content, (file) => file.sync());
    await rename(beside, place);
    await forceFolder(dirname(place));
    return done(null);
  } catch (error) {
    if (beside !== null) await rm(beside, { force: true });
    return failed(writeFailure(error, path));
  }
}

async function writeInto(file: FileHandle, content: FileContent, force: (file: FileHandle) => Promise<void> = async () => undefined) {
  try {
    const isWhole = typeof content === 'string' || content instanceof Uint8Array;
    for (const part of isWhole ? [content] : content) await file.writeFile(part);
    await force(file);
  } finally {
    await file.close();
  }
}

/** What folders answer that know no forcing, on network and FUSE mounts, or may not be read: the file is in place. */
const notForced: readonly unknown[] = ['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'EACCES'];

/** Windows opens no folders and needs no such thing: its rename is written through. */
async function forceFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && notForced.includes(error.code))) throw error;
  }
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** What the operating system says when a file cannot be written. */
function writeFailure(error: unknown, path: string): Failure {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return { code: 'placeFull', path };
    if (/^E[A-Z]+$/.test(error.code)) return { code: 'fileNotWritable', path };
  }
  throw error;
}
