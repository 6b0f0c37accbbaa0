import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** How often a text stands in the writable memory of a process, as UTF-8 or UTF-16 (Linux: /proc). */
export function timesInMemory(pid: number, text: string): number {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  let times = 0;
  try {
    for (const { start, length } of writableRegions(pid)) {
      const region = readRegion(memory, start, length);
      for (const needle of needles) for (let at = region.indexOf(needle); at >= 0; at = region.indexOf(needle, at + 1)) times += 1;
    }
  } finally {
    closeSync(memory);
  }
  return times;
}

const largestRegion = 512 * 2 ** 20;

function writableRegions(pid: number): readonly { start: number; length: number }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (found === null) return [];
      const start = Number.parseInt(found[1] ?? '', 16);
      const length = Number.parseInt(found[2] ?? '', 16) - start;
      return length > largestRegion ? [] : [{ start, length }];
    });
}

/** What the kernel does not give (reserved, never touched) holds nothing. */
function readRegion(memory: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    try {
      const count = readSync(memory, bytes, read, Math.min(2 ** 20, length - read), start + read);
      if (count === 0) return bytes;
      read += count;
    } catch {
      read += 2 ** 20;
    }
  }
  return bytes;
}
