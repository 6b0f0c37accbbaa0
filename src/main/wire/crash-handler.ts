/**
 * Linux: Chromium's crash handler reads a process that fell as a debugger does (ptrace), and does not let go of one that is
 * killed meanwhile: it stays a zombie in the handler's hands, and Chromium, which waits for each of its processes on the
 * thread of the windows, would wait for it for ever.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** `chrome_crashpad_handler`, whose name Linux cuts off */
const handlerName = 'chrome_crashpad';

/** What is read of /proc; another in tests. */
export type Proc = {
  readText(file: string): string;
  list(folder: string): readonly string[];
};

const systemProc: Proc = { readText: (file) => readFileSync(file, 'utf8'), list: (folder) => readdirSync(folder) };

/**
 * The crash handler that has this process or one of its threads, or null. A debugger, `strace` or a guard of the machine may
 * hold a process all its life and is none.
 */
export function crashHandlerOf(pid: number, proc = systemProc): number | null {
  for (const thread of namesIn(`/proc/${pid}/task`, proc)) {
    const tracer = /^TracerPid:\s*([1-9]\d*)/m.exec(textOf(`/proc/${pid}/task/${thread}/status`, proc))?.[1];
    if (tracer !== undefined && textOf(`/proc/${tracer}/comm`, proc).trim() === handlerName) return Number(tracer);
  }
  return null;
}

/** The crash handler that keeps a process that is dead, of all that stand below the shell, or null. */
export function crashHandlerOfTheDead(shell: number, proc = systemProc): number | null {
  for (const pid of namesIn(`/proc/${shell}/task`, proc).flatMap((thread) => startedBy(shell, Number(thread), proc))) {
    const isDead = /^State:\s*Z/m.test(textOf(`/proc/${pid}/status`, proc));
    const handler = isDead ? crashHandlerOf(pid, proc) : null;
    if (handler !== null) return handler;
  }
  return null;
}

/** By a thread, and by whom it started: those that start others for the shell (zygotes) have one thread. */
function startedBy(pid: number, thread: number, proc: Proc): readonly number[] {
  return textOf(`/proc/${pid}/task/${thread}/children`, proc)
    .split(' ')
    .flatMap((child) => (child.trim() === '' ? [] : [Number(child), ...startedBy(Number(child), Number(child), proc)]));
}

function namesIn(folder: string, { list }: Proc): readonly string[] {
  try {
    return list(folder);
  } catch {
    return []; // it ended meanwhile, or another system, which has no /proc
  }
}

function textOf(file: string, { readText }: Proc): string {
  try {
    return readText(file);
  } catch {
    return '';
  }
}
