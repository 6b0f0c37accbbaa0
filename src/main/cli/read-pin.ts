import { readFileSync } from 'node:fs';
import { done, failed, type Result } from '#core/failure.ts';

/** The first line of the file, as bytes; never a string that stays. */
export function readPin(file: string): Result<Uint8Array> {
  try {
    const content = readFileSync(file);
    const end = content.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    const pin = Uint8Array.from(end < 0 ? content : content.subarray(0, end));
    content.fill(0);
    return done(pin);
  } catch {
    return failed({ code: 'fileUnreadable', path: file });
  }
}
