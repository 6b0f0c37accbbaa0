import { app, crashReporter, type UtilityProcess, type WebContents } from 'electron';
import type { CrashDumps } from '#main/ports/crash-dumps.ts';
import type { Log } from '#main/ports/system.ts';

const kept = 10;
const writtenWithinMs = 10_000;
/** of processes that had a PIN, and that have not ended or ended a moment ago */
const stillToForget = new Set<() => void>();
let dumps: CrashDumps | null = null;

/**
 * Crashes are written down on this computer and sent nowhere. A dump holds a piece of the process's memory, so those of
 * processes a PIN goes through are taken away again.
 */
export function keepCrashReports(into: CrashDumps, log: Log): void {
  dumps = into;
  app.setPath('crashDumps', into.folder);
  crashReporter.start({ uploadToServer: false, ignoreSystemCrashHandler: false });
  into.keepNewest(kept);
  // not 'will-quit', which comes before the station and the token processes have ended, and is called off for that
  app.once('quit', () => stillToForget.forEach((forget) => forget()));
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'shell.processGone', { type, name, reason, exitCode });
  });
}

/** For a token process: what it held when it fell is not kept. */
export function keepNoDumpOfProcess(child: UtilityProcess): void {
  child.once('spawn', () => child.once('exit', forgettingOf(child.pid ?? 0)));
}

/** For the PIN window, likewise. Closed while it falls, it is gone before its dump is written. */
export function keepNoDumpOfPage(contents: WebContents): void {
  contents.once('did-finish-load', () => {
    const forget = forgettingOf(contents.getOSProcessId());
    contents.once('render-process-gone', forget);
    contents.once('destroyed', () => setTimeout(forget, writtenWithinMs).unref());
  });
}

function forgettingOf(pid: number): () => void {
  const forget = (): void => {
    stillToForget.delete(forget);
    dumps?.forgetProcess(pid);
  };
  stillToForget.add(forget);
  return forget;
}
