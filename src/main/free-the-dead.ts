import type { Log } from '#main/ports/system.ts';
import { crashHandlerOfTheDead } from '#main/wire/crash-handler.ts';

const lookMs = 1_000;

/**
 * Ends a crash handler that keeps a dead process of this program, which frees the thread of the windows. The shell cannot
 * do that for itself, it stands still; the station can. What falls after that leaves no dump until the next start.
 */
export function freeTheDead(log: Log, shell = process.ppid): void {
  if (process.platform !== 'linux') return;
  setInterval(() => {
    const handler = crashHandlerOfTheDead(shell);
    if (handler === null) return;
    log.write('error', 'shell.crashHandlerEnded', { handler });
    try {
      process.kill(handler, 'SIGKILL');
    } catch {
      // it went by itself
    }
  }, lookMs).unref();
}
