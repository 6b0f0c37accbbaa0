import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** More than any certificate: the XML gate has its own, lower limit and names it. */
export const largestDocument = 64 * 1024 * 1024;

/**
 * A file that a person chose or opened; null where it cannot be read. Only ordinary files: a pipe would let us wait for
 * ever, a device give without end. Of a larger one as much as shows the station that it is too large.
 */
export async function readChosen(path: string, most: number): Promise<Uint8Array | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const { size, isFile } = await file.stat().then((found) => ({ size: found.size, isFile: found.isFile() }));
      if (!isFile) return null;
      const bytes = new Uint8Array(Math.min(size, most));
      let at = 0;
      for (let count = 1; at < bytes.length && count > 0; at += count) ({ bytesRead: count } = await file.read(bytes, at));
      return bytes.subarray(0, at);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
