import { crashHandlerOf, type Proc } from '#main/wire/crash-handler.ts';

const againMs = 100;
/** memory is read within a second, on a busy machine too: a handler that takes this long hangs itself */
export const patienceMs = 10_000;

/**
 * Ends a process that need not answer. One that has fallen, and whose last memory the crash handler is reading, is left to
 * it and ends by itself, for it would stay in the handler's hands. A handler that hangs is ended with it: the processes that
 * fall after that leave no dump, but the token is free and the windows go on.
 */
export function killNow(child: { readonly pid?: number | undefined }, proc?: Proc, leftMs = patienceMs): void {
  const { pid } = child; // none any more once it ended: its number may be another's by then
  if (pid === undefined) return;
  const handler = crashHandlerOf(pid, proc);
  if (handler !== null && leftMs > 0) {
    setTimeout(() => killNow(child, proc, leftMs - againMs), againMs).unref();
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
