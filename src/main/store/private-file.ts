import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

/**
 * For its owner alone, whatever the folder and the umask allow. SQLite gives the log the mode of its file, so it is
 * made before SQLite would make it. Never on a file that is open: closing another handle drops our locks on it.
 */
export function makePrivate(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'a', 0o600));
}
