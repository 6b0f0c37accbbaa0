import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWhole } from '#main/files/read-file.ts';
import { writeWhole } from '#main/files/write-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('writing a file', () => {
  it('replaces the old one whole, with the mode asked for and nothing left beside it', () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, 'old');
    expect(writeWhole(path, new Uint8Array([1, 2, 3]), 0o640).ok).toBe(true);
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a.xml']);
  });

  it('says that it cannot be written and leaves what was there', () => {
    const path = join(folder, 'sub');
    mkdirSync(join(path, 'full'), { recursive: true });
    expect(writeWhole(path, new Uint8Array([1]))).toEqual({ ok: false, failure: { code: 'fileNotWritable', path } });
    expect(writeWhole(join(folder, 'none', 'a'), new Uint8Array([1])).ok).toBe(false);
    expect(readdirSync(folder)).toEqual(['sub']);
  });
});

describe('reading a file', () => {
  it('gives its exact bytes', () => {
    const path = join(folder, 'a.xml');
    writeFileSync(path, Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0x0a]));
    const read = readWhole(path);
    expect(read.ok && [...read.value]).toEqual([0xef, 0xbb, 0xbf, 0x0d, 0x0a]);
  });

  it('refuses what is not a file, is not there or is larger than it may be', () => {
    writeFileSync(join(folder, 'big'), Buffer.alloc(11));
    expect(readWhole(folder)).toMatchObject({ failure: { code: 'fileUnreadable' } });
    expect(readWhole(join(folder, 'none'))).toMatchObject({ failure: { code: 'fileUnreadable' } });
    expect(readWhole(join(folder, 'big'), 10)).toMatchObject({ failure: { code: 'documentRefused', reason: 'too-large' } });
  });
});
