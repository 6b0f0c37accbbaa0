import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '#main/files/write-file.ts';
import { readChosen } from '#main/shell/read-chosen.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writing a file', () => {
  it('replaces the old one whole, with the mode asked for and nothing left beside it', async () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, 'old');
    expect((await writeWhole(path, new Uint8Array([1, 2, 3]), 0o640)).ok).toBe(true);
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a.xml']);
  });

  it.runIf(process.platform !== 'win32')('is never more open to others than the file it replaces was', async () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, 'old', { mode: 0o600 });
    expect((await writeWhole(path, 'new', 0o666)).ok).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('says that it cannot be written and leaves what was there', async () => {
    const path = join(folder, 'sub');
    mkdirSync(join(path, 'full'), { recursive: true });
    expect(await writeWhole(path, new Uint8Array([1]))).toEqual({ ok: false, failure: { code: 'fileNotWritable', path } });
    expect((await writeWhole(join(folder, 'none', 'a'), new Uint8Array([1]))).ok).toBe(false);
    expect(readdirSync(folder)).toEqual(['sub']);
  });

  it('leaves what was there, and nothing beside it, when it breaks off half way', async () => {
    const path = join(folder, 'journal');
    writeFileSync(path, 'old');
    const half = function* () {
      yield 'first line';
      throw new Error('the rest cannot be read');
    };
    await expect(writeWhole(path, half())).rejects.toThrow('the rest cannot be read');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['journal']);
  });

  it.runIf(process.platform !== 'win32')('follows a link, and does not take the place of a device', async () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, 'old');
    symlinkSync(path, join(folder, 'link'));
    symlinkSync('/dev/full', join(folder, 'full'));
    expect((await writeWhole(join(folder, 'link'), ['new ', 'text'])).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('new text');
    const full = join(folder, 'full');
    expect(await writeWhole(full, 'text')).toEqual({ ok: false, failure: { code: 'placeFull', path: full } });
    expect(readdirSync(folder).sort()).toEqual(['a.xml', 'full', 'link']);
    expect(lstatSync(join(folder, 'full')).isSymbolicLink()).toBe(true);
  });
});

describe('reading a file that a person chose or opened', () => {
  it('gives its exact bytes, and of one that is too large no more than shows it', async () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0x0a]));
    expect([...((await readChosen(path, 100)) ?? [])]).toEqual([0xef, 0xbb, 0xbf, 0x0d, 0x0a]);
    expect([...((await readChosen(path, 2)) ?? [])]).toEqual([0xef, 0xbb]);
  });

  it('waits for nothing that is not a file, and takes no end of a device', async () => {
    spawnSync('mkfifo', [join(folder, 'pipe.xml')]);
    symlinkSync('/dev/zero', join(folder, 'zero.xml'));
    for (const name of ['pipe.xml', 'zero.xml', '', 'none.xml']) expect(await readChosen(join(folder, name), 100), name).toBe(null);
  });
});
