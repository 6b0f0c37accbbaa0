import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CrashDumps } from '#main/ports/crash-dumps.ts';

export type CrashDump = { readonly at: string; readonly bytes: number; readonly path: string };

/** They stand below a station's data. */
export function openCrashDumps(dataFolder: string): CrashDumps & { list(): readonly CrashDump[] } {
  const folder = join(dataFolder, 'crashes');
  return {
    folder,
    list: () => crashDumps(folder),
    forgetProcess: (pid) => removeAll(crashDumps(folder).filter(({ path }) => processIn(path) === pid)),
    keepNewest: (count) => {
      const found = crashDumps(folder);
      const whole = found.filter(({ path }) => processIn(path) !== null).slice(0, count);
      removeAll(found.filter((dump) => !whole.includes(dump)));
    },
  };
}

/**
 * The dumps Crashpad left, newest first, wherever in its folder they are on this system. It moves one when it is whole: what
 * is no longer where it stood is passed over.
 */
function crashDumps(folder: string): readonly CrashDump[] {
  return namesIn(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ at: found.mtime.toISOString(), bytes: found.size, path }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dmp'));
  } catch {
    return []; // nothing ever crashed
  }
}

function removeAll(found: readonly CrashDump[]): void {
  for (const { path } of found) rmSync(path, { force: true, recursive: true });
}

function processIn(path: string): number | null {
  try {
    const file = openSync(path, 'r');
    try {
      return dumpedProcess((place, bytes) => {
        const part = Buffer.alloc(bytes);
        return readSync(file, part, 0, bytes, place) === bytes ? part : null;
      });
    } finally {
      closeSync(file);
    }
  } catch {
    return null; // moved meanwhile
  }
}

const miscInfo = 15;
const hasProcessId = 1;

/**
 * The process a minidump was taken of, or null; `read` gives the bytes at a place, or null where it ends before. Megabytes of
 * memory stay unread. MINIDUMP_HEADER: signature, version, number of streams, their place; each directory entry: type, size,
 * place; MINIDUMP_MISC_INFO: size, flags, process id (Microsoft, minidumpapiset.h).
 */
function dumpedProcess(read: (place: number, bytes: number) => Buffer | null): number | null {
  const header = read(0, 32);
  if (header?.toString('latin1', 0, 4) !== 'MDMP') return null;
  const [count, directory] = [header.readUInt32LE(8), header.readUInt32LE(12)];
  for (let n = 0; n < count; n += 1) {
    const entry = read(directory + n * 12, 12);
    if (entry === null) return null;
    if (entry.readUInt32LE(0) !== miscInfo) continue;
    const misc = read(entry.readUInt32LE(8), 12);
    return misc !== null && (misc.readUInt32LE(4) & hasProcessId) !== 0 ? misc.readUInt32LE(8) : null;
  }
  return null;
}
