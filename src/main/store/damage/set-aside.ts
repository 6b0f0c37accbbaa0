import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A folder of its own for what is set aside now. */
export function asideFolder(file: string, at: string): string {
  const stamp = at.replaceAll(/[-:.]/g, '');
  let folder = join(dirname(file), 'damaged', stamp);
  for (let n = 2; existsSync(folder); n += 1) folder = join(dirname(file), 'damaged', `${stamp}-${n}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Moves a damaged file, or only its log, out of the way. Nothing is deleted. */
export function setAside(file: string, folder: string, suffixes: readonly ('' | '-wal' | '-shm')[]): void {
  for (const suffix of suffixes) if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, basename(file) + suffix));
}

/** A check that found damage leaves a mark, so that the next start salvages instead of opening. */
export function markSuspect(file: string, problems: readonly string[]): void {
  try {
    writeFileSync(`${file}.suspect`, problems.join('\n'), { mode: 0o600 });
  } catch (error) {
    // a disk that takes no mark: the problems are told to the caller, and the next check finds them again
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

export function isSuspect(file: string): boolean {
  return existsSync(`${file}.suspect`);
}

export function clearSuspect(file: string): void {
  rmSync(`${file}.suspect`, { force: true });
}
