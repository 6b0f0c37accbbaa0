import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCrashDumps } from '#main/files/crash-dumps.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-crashes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A minidump with a directory of two streams, the second the process's own facts. */
function dumpOf(pid: number): Buffer {
  const dump = Buffer.alloc(80);
  dump.write('MDMP');
  dump.writeUInt32LE(2, 8);
  dump.writeUInt32LE(32, 12);
  dump.writeUInt32LE(7, 32);
  dump.writeUInt32LE(15, 44);
  dump.writeUInt32LE(60, 52);
  dump.writeUInt32LE(24, 60);
  dump.writeUInt32LE(1, 64);
  dump.writeUInt32LE(pid, 68);
  return dump;
}

function leave(name: string, pid: number, minute: number): void {
  const place = join(folder, 'crashes', name);
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, dumpOf(pid));
  utimesSync(place, minute * 60, minute * 60);
}

describe('what crashes leave', () => {
  it('is listed newest first, wherever the system puts it, and nothing where nothing crashed', () => {
    const dumps = openCrashDumps(folder);
    expect(dumps.list()).toEqual([]);
    leave('completed/a.dmp', 1, 1);
    leave('reports/b.dmp', 2, 2);
    leave('pending/note.meta', 3, 3);
    expect(dumps.list().map(({ at }) => at)).toEqual(['1970-01-01T00:02:00.000Z', '1970-01-01T00:01:00.000Z']);
  });

  it('is taken away for the process that had a PIN, and kept for the others', () => {
    leave('pending/token.dmp', 4711, 1);
    leave('pending/window.dmp', 4712, 2);
    openCrashDumps(folder).forgetProcess(4711);
    expect(readdirSync(join(folder, 'crashes/pending'))).toEqual(['window.dmp']);
  });

  it('is passed over where the system moves it while we look', () => {
    leave('pending/token.dmp', 4711, 1);
    symlinkSync(join(folder, 'gone.dmp'), join(folder, 'crashes/pending/moved.dmp'));
    mkdirSync(join(folder, 'crashes/pending/unreadable.dmp'));
    const dumps = openCrashDumps(folder);
    dumps.forgetProcess(4711);
    expect(readdirSync(join(folder, 'crashes/pending'))).toEqual(['moved.dmp', 'unreadable.dmp']);
    expect(dumps.list().map(({ path }) => basename(path))).toEqual(['unreadable.dmp']);
  });

  it('keeps the newest only, and none that was cut short', () => {
    mkdirSync(join(folder, 'crashes/new'), { recursive: true });
    writeFileSync(join(folder, 'crashes/new/cut.dmp'), dumpOf(9).subarray(0, 60));
    for (let n = 1; n <= 5; n += 1) leave(`pending/${n}.dmp`, n, n);
    openCrashDumps(folder).keepNewest(2);
    expect(readdirSync(join(folder, 'crashes/pending'))).toEqual(['4.dmp', '5.dmp']);
    expect(readdirSync(join(folder, 'crashes/new'))).toEqual([]);
  });

  it('is known by a few of its bytes, however much memory it holds', () => {
    leave('pending/large.dmp', 4711, 1);
    truncateSync(join(folder, 'crashes/pending/large.dmp'), 5 * 2 ** 30); // more than can be read at once
    const dumps = openCrashDumps(folder);
    dumps.keepNewest(1);
    expect(dumps.list()).toHaveLength(1);
    dumps.forgetProcess(4711);
    expect(dumps.list()).toEqual([]);
  });

  it('is no dump where it is cut or something else', () => {
    leave('new/whole.dmp', 1, 1);
    const parts = [Buffer.alloc(0), Buffer.from('MDMP'), dumpOf(1).subarray(0, 40), dumpOf(1).subarray(0, 60), Buffer.alloc(80)];
    parts.forEach((bytes, n) => writeFileSync(join(folder, `crashes/new/${n}.dmp`), bytes));
    openCrashDumps(folder).keepNewest(10);
    expect(readdirSync(join(folder, 'crashes/new'))).toEqual(['whole.dmp']);
  });
});
