import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
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
      const isCut = ({ path }: CrashDump): boolean => processIn(path) === null;
      const found = crashDumps(folder);
      removeAll([...found.filter(isCut), ...found.filter((dump) => !isCut(dump)).slice(count)]);
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
    return dumpedProcess(readFileSync(path));
  } catch {
    return null; // moved meanwhile
  }
}

const miscInfo = 15;
const hasProcessId = 1;

/**
 * The process a minidump was taken of, or null. MINIDUMP_HEADER: signature, version, number of streams, their place;
 * each directory entry: type, size, place; MINIDUMP_MISC_INFO: size, flags, process id (Microsoft, minidumpapiset.h).
 */
export function dumpedProcess(dump: Buffer): number | null {
  if (dump.length < 32 || dump.toString('latin1', 0, 4) !== 'MDMP') return null;
  const [count, directory] = [dump.readUInt32LE(8), dump.readUInt32LE(12)];
  for (let n = 0; n < count && directory + n * 12 + 12 <= dump.length; n += 1) {
    const entry = directory + n * 12;
    if (dump.readUInt32LE(entry) !== miscInfo) continue;
    const place = dump.readUInt32LE(entry + 8);
    if (place + 12 > dump.length || (dump.readUInt32LE(place + 4) & hasProcessId) === 0) return null;
    return dump.readUInt32LE(place + 8);
  }
  return null;
}
