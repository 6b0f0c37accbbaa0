import { readFileSync } from 'node:fs';

const againMs = 100;
/** memory is read within a second, on a busy machine too: a handler that takes this long hangs itself */
const patienceMs = 10_000;
/** Chromium's `chrome_crashpad_handler`, whose name Linux cuts off */
const crashHandler = 'chrome_crashpad';

/**
 * Ends a process that need not answer. One that has fallen, and whose last memory the crash handler is reading, is left to
 * it and ends by itself: killed under the handler's hands it would stay the handler's, and Chromium, which waits for each
 * of its processes on the thread of the windows, would wait for it for ever. A handler that hangs is ended with it: the
 * processes that fall after that leave no dump, but the token is free and the windows go on.
 */
export function killNow(child: { readonly pid?: number | undefined }, readText = readUtf8, leftMs = patienceMs): void {
  const { pid } = child; // none any more once it ended: its number may be another's by then
  if (pid === undefined) return;
  const handler = crashHandlerReading(pid, readText);
  if (handler !== null && leftMs > 0) {
    setTimeout(() => killNow(child, readText, leftMs - againMs), againMs).unref();
    return;
  }
  end(pid);
  if (handler !== null) end(handler);
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error; // already gone is what we wanted, its number with another user too
  }
}

/**
 * Linux: the handler reads as a debugger does (ptrace). A debugger, `strace` or a guard of the machine may hold a process all
 * its life: for these nobody waits.
 */
function crashHandlerReading(pid: number, readText: (file: string) => string): number | null {
  try {
    const tracer = /^TracerPid:\s*(\d+)/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? '0';
    return readText(`/proc/${tracer}/comm`).trim() === crashHandler ? Number(tracer) : null;
  } catch {
    return null; // the process or its reader is gone, or another system, which has no /proc
  }
}

function readUtf8(file: string): string {
  return readFileSync(file, 'utf8');
}
