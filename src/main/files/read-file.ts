import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Result, done, failed } from '#core/failure.ts';

/** Larger than any certificate: the XML gate has its own, lower limit and names it. */
export const largestFileBytes = 200_000_000;

/** The exact bytes of an ordinary file. A pipe, a device or a folder is not one; it could go on for ever. */
export function readWhole(path: string, limit: number = largestFileBytes): Result<Uint8Array> {
  try {
    const file = openSync(path, 'r');
    try {
      const status = fstatSync(file);
      if (!status.isFile()) return failed({ code: 'fileUnreadable', path });
      if (status.size > limit) return failed({ code: 'documentRefused', reason: 'too-large' });
      const bytes = new Uint8Array(status.size);
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(file, bytes, filled, bytes.length - filled, null);
        if (count === 0) break;
        filled += count;
      }
      return done(bytes.subarray(0, filled));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return failed({ code: 'fileUnreadable', path });
    throw error;
  }
}
