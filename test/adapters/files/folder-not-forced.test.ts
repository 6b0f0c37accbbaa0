import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '#main/files/write-file.ts';

const disk = vi.hoisted(() => ({ says: '' }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const sync = (): Promise<never> => Promise.reject(Object.assign(new Error(disk.says), { code: disk.says }));
  // a folder is opened to be read, a file never is
  const open = async (path: string, flags: string, mode?: number) =>
    flags === 'r' ? { sync, close: async () => undefined } : real.open(path, flags, mode);
  return { ...real, open };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-forced-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(process.platform !== 'win32')('a folder after a file was put there', () => {
  it.each(['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR', 'EACCES'])('that knows no forcing (%s) has the file all the same', async (code) => {
    disk.says = code;
    const path = join(folder, 'a.xml');
    expect(await writeWhole(path, 'text')).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('whose disk fails is told of', async () => {
    disk.says = 'EIO';
    const path = join(folder, 'a.xml');
    expect(await writeWhole(path, 'text')).toEqual({ ok: false, failure: { code: 'fileNotWritable', path } });
  });
});
