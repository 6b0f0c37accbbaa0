import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { utilityProcess, type UtilityProcess } from 'electron';
import type { Log } from '#main/ports/system.ts';
import { keepNoDumpOfProcess } from '#main/shell/crash-reports.ts';
import { killNow } from '#main/shell/kill-now.ts';

/** A process of its own for one source of keys; only its own lines get into the log. */
export function forkToken(outFolder: string, name: string, environment: Readonly<Record<string, string>>, log: Log): UtilityProcess {
  const token = utilityProcess.fork(join(outFolder, 'token-process.js'), [], {
    serviceName: name,
    stdio: 'pipe',
    env: { ...(process.env as Record<string, string>), ...environment },
    // A vendor's module is signed by its vendor. On macOS this runs the process in the one helper that may load it.
    allowLoadingUnsignedLibraries: true,
  });
  logOwnLines(token, log);
  keepNoDumpOfProcess(token);
  return token;
}

/** A vendor module that hangs does not answer a polite request to end (SIGTERM): killed, as soon as it has a number to be killed by. */
export function endToken(token: UtilityProcess): void {
  if (token.pid === undefined) token.once('spawn', () => killNow(token));
  else killNow(token);
}

/** Only lines of our own making reach the log: a vendor's module in debug mode prints what it sends to the card, PIN included. */
function logOwnLines(token: UtilityProcess, log: Log): void {
  token.stdout?.on('data', () => undefined);
  if (token.stderr === null) return;
  createInterface({ input: token.stderr }).on('line', (line) => {
    if (line.startsWith('{"level":')) log.write('warn', 'token.process', { line });
  });
}
