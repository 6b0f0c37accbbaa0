import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, constants } from 'node:fs';
import { join } from 'node:path';
import { done, failed, type Result } from '#core/failure.ts';

/**
 * A file somebody named. Only regular files: a pipe would let us wait for ever, a device give without end. Of a file longer
 * than `most` one byte more than that is read, so that whoever judges it sees that it is too large without holding it all.
 */
export function readBytes(file: string, most = Number.MAX_SAFE_INTEGER - 1): Result<Uint8Array> {
  const unreadable = failed({ code: 'fileUnreadable', path: file });
  try {
    if (!statSync(file).isFile()) return unreadable;
    // what took the file's place since is looked at again, and opening a pipe does not wait for its other end
    const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const found = fstatSync(handle);
      return found.isFile() ? done(readUpTo(handle, Math.min(found.size, most + 1))) : unreadable;
    } finally {
      closeSync(handle);
    }
  } catch {
    return unreadable;
  }
}

function readUpTo(handle: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const count = readSync(handle, bytes, at, length - at, null);
    if (count === 0) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

/** Every file of a folder, or the one file that was named. What is longer than `most` can be none of ours and is passed over. */
export function readFolder(path: string, most: number): Result<Uint8Array[]> {
  const unreadable = failed({ code: 'fileUnreadable', path });
  let files: readonly string[];
  try {
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) return unreadable;
    files = found.isFile() ? [path] : regularFiles(path);
  } catch {
    return unreadable;
  }
  const read: Uint8Array[] = [];
  for (const file of files) {
    const bytes = readBytes(file, most);
    if (!bytes.ok) return bytes;
    if (bytes.value.length <= most) read.push(bytes.value);
  }
  return done(read);
}

/** Links are followed: trust folders are often made of them. */
function regularFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
