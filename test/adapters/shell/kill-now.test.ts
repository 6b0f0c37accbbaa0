import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { killNow } from '#main/shell/kill-now.ts';

it('a process that need not answer is killed at once', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)']);
  try {
    await once(child, 'spawn');
    const ended = once(child, 'exit');
    killNow(child);
    expect(await ended).toEqual([null, 'SIGKILL']);
    killNow(child);
  } finally {
    child.kill('SIGKILL');
  }
});

/** On Linux, as /proc tells it: 70 is the process that is to end, 71 a thread of it, 9 what reads its memory. */
describe('a process that another one reads', () => {
  const killed: number[] = [];
  const child: { pid: number | undefined } = { pid: 70 };
  let reader: string | null = null;
  const readText = (file: string): string => {
    if (file === '/proc/70/task/71/status') return `Name:\tnode\nPid:\t70\nTracerPid:\t${reader === null ? 0 : 9}\nUid:\t0\n`;
    if (file === '/proc/9/comm' && reader !== null) return `${reader}\n`;
    throw Object.assign(new Error(file), { code: 'ENOENT' });
  };
  const proc = { readText, list: (folder: string): readonly string[] => (folder === '/proc/70/task' ? ['70', '71'] : []) };
  beforeEach(() => {
    vi.useFakeTimers();
    child.pid = 70;
    killed.length = 0;
    vi.spyOn(process, 'kill').mockImplementation((pid) => {
      killed.push(pid);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('the crash handler: is left to it, and killed once it is let go', () => {
    reader = 'chrome_crashpad';
    killNow(child, proc);
    vi.advanceTimersByTime(5_000);
    expect(killed).toEqual([]);
    reader = null;
    vi.advanceTimersByTime(200);
    expect(killed).toEqual([70]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('the crash handler: once the process ended, its number is left to whoever has it by then', () => {
    reader = 'chrome_crashpad';
    killNow(child, proc);
    vi.advanceTimersByTime(1_000);
    child.pid = undefined;
    reader = null;
    vi.advanceTimersByTime(20_000);
    expect(killed).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a crash handler that hangs: both are ended, for the handler would keep the process', () => {
    reader = 'chrome_crashpad';
    killNow(child, proc);
    vi.advanceTimersByTime(20_000);
    expect(killed).toEqual([70, 9]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['strace', 'gdb', 'a guard of the machine'])('%s: is killed at once, as it may be held for ever', (name) => {
    reader = name;
    killNow(child, proc);
    expect(killed).toEqual([70]);
  });

  it.each(['ESRCH', 'EPERM'])('a number that is nobody’s any more, or another user’s, is no fault (%s)', (code) => {
    reader = 'chrome_crashpad';
    killNow(child, proc);
    reader = null;
    vi.mocked(process.kill).mockImplementation(() => {
      throw Object.assign(new Error('kill'), { code });
    });
    expect(() => vi.advanceTimersByTime(1_000)).not.toThrow();
    expect(process.kill).toHaveBeenCalledOnce();
  });
});
