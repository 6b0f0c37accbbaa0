import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Log } from '#main/ports/system.ts';

/** Certificates that were opened while the program runs, and of which nobody was told yet what became of them: whole paths. */
export const forTheNext = new Set<string>();

/** Leaves them in a file to the program that begins next, whoever starts it: an installer passes no words on. */
export function leaveToTheNext(file: string, log: Log): void {
  if (forTheNext.size === 0) return;
  try {
    writeFileSync(file, JSON.stringify([...forTheNext]), { mode: 0o600 });
  } catch (error) {
    log.write('error', 'shell.openedNotLeft', { count: forTheNext.size, error: String(error) });
  }
}

/** The whole paths that the program before this one left, once; whatever else stands there is passed over. */
export function takeFromTheLast(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8');
    // first: what makes a program fail is not opened by the one after it again
    rmSync(file);
    const left: unknown = JSON.parse(text);
    return Array.isArray(left) ? left.filter((path): path is string => typeof path === 'string' && isAbsolute(path)) : [];
  } catch {
    // nothing was left
    return [];
  }
}
