import { app, crashReporter, type UtilityProcess, type WebContents } from 'electron';
import type { CrashDumps } from '#main/ports/crash-dumps.ts';
import type { Log } from '#main/ports/system.ts';

const kept = 10;
const writtenWithinMs = 10_000;
const hadPin = new Set<number>();
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
  app.once('will-quit', forgetThose);
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'shell.processGone', { type, name, reason, exitCode });
  });
}

/** For a token process: what it held when it fell is not kept. */
export function keepNoDumpOfProcess(child: UtilityProcess): void {
  child.once('spawn', () => hadPin.add(child.pid ?? 0));
  child.once('exit', forgetThose);
}

/** For the PIN window, likewise. Closed while it falls, it is gone before its dump is written. */
export function keepNoDumpOfPage(contents: WebContents): void {
  contents.once('did-finish-load', () => hadPin.add(contents.getOSProcessId()));
  contents.once('render-process-gone', forgetThose);
  contents.once('destroyed', () => setTimeout(forgetThose, writtenWithinMs).unref());
}

function forgetThose(): void {
  for (const pid of hadPin) dumps?.forgetProcess(pid);
}
