import { app, crashReporter, type UtilityProcess, type WebContents } from 'electron';
import type { CrashDumps } from '#main/ports/crash-dumps.ts';
import type { Log } from '#main/ports/system.ts';

const kept = 10;
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
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.write('error', 'shell.processGone', { type, name, reason, exitCode });
  });
}

/** For a token process: what it held when it fell is not kept. */
export function keepNoDumpOfProcess(child: UtilityProcess): void {
  let pid: number | undefined;
  child.once('spawn', () => {
    ({ pid } = child);
  });
  child.once('exit', () => forget(pid));
}

/** For the PIN window, likewise. */
export function keepNoDumpOfPage(contents: WebContents): void {
  let pid: number | undefined;
  contents.once('did-finish-load', () => {
    pid = contents.getOSProcessId();
  });
  contents.once('render-process-gone', () => forget(pid));
}

function forget(pid: number | undefined): void {
  if (pid !== undefined) dumps?.forgetProcess(pid);
}
