import { readFileSync } from 'node:fs';

const againMs = 100;

/**
 * Ends a process that need not answer. One that has fallen, and whose last memory the crash handler is reading, is left to
 * it and ends by itself: killed under the handler's hands it would stay the handler's, and Chromium, which waits for each
 * of its processes on the thread of the windows, would wait for it for ever.
 */
export function killNow(pid: number): void {
  if (isBeingRead(pid)) {
    setTimeout(() => killNow(pid), againMs).unref();
    return;
  }
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // already gone is what we wanted
  }
}

/** Linux: the handler reads as a debugger does (ptrace). */
function isBeingRead(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /^TracerPid:\s*[1-9]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
