import { EventEmitter } from 'node:events';
import type { UtilityProcess, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepCrashReports, keepNoDumpOfPage, keepNoDumpOfProcess } from '#main/shell/crash-reports.ts';

const electron = vi.hoisted(() => ({ once: (_event: string, _heard: () => void): void => undefined }));
vi.mock('electron', () => ({
  app: { setPath: () => undefined, on: () => undefined, once: (event: string, heard: () => void) => electron.once(event, heard) },
  crashReporter: { start: () => undefined },
}));

class Page extends EventEmitter {
  getOSProcessId = (): number => 70;
}

describe('the dump of a process that had a PIN', () => {
  const forgotten: number[] = [];
  let app = new EventEmitter();
  beforeEach(() => {
    vi.useFakeTimers();
    app = new EventEmitter();
    electron.once = (event, heard) => void app.once(event, heard);
    const dumps = { folder: 'crashes', forgetProcess: (pid: number) => void forgotten.push(pid), keepNewest: () => undefined };
    keepCrashReports(dumps, { write: () => undefined });
  });
  afterEach(() => {
    app.emit('quit');
    forgotten.length = 0;
    vi.useRealTimers();
  });

  it('goes when a token process ended, whose number is not asked for again', () => {
    const child = Object.assign(new EventEmitter(), { pid: undefined as number | undefined });
    keepNoDumpOfProcess(child as unknown as UtilityProcess);
    child.pid = 71;
    child.emit('spawn');
    child.pid = undefined;
    child.emit('exit');
    app.emit('quit');
    expect(forgotten).toEqual([71]);
  });

  it('goes when the PIN window fell, and also where it was closed while it fell and the dump was written after it', () => {
    const page = new Page();
    keepNoDumpOfPage(page as unknown as WebContents);
    page.emit('did-finish-load');
    page.emit('render-process-gone');
    expect(forgotten).toEqual([70]);
    page.emit('destroyed');
    vi.advanceTimersByTime(20_000);
    expect(forgotten).toEqual([70, 70]);
  });

  it('goes at the latest when the program ends, not as it is told to: that is called off until the station has stopped', () => {
    const page = new Page();
    keepNoDumpOfPage(page as unknown as WebContents);
    page.emit('did-finish-load');
    page.emit('destroyed');
    app.emit('will-quit');
    expect(forgotten).toEqual([]);
    app.emit('will-quit');
    app.emit('quit');
    expect(forgotten).toEqual([70]);
  });
});
