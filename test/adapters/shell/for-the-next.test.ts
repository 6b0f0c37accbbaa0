import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Log } from '#main/ports/system.ts';
import { forTheNext, leaveToTheNext, takeFromTheLast } from '#main/shell/for-the-next.ts';

let folder: string;
let file: string;
let told: string[];
const log = { write: (_level: string, event: string) => void told.push(event) } as unknown as Log;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-next-'));
  file = join(folder, 'opened.json');
  told = [];
});
afterEach(() => {
  forTheNext.clear();
  rmSync(folder, { recursive: true, force: true });
});

it('what nobody was told of is opened by the program that begins next, and by that one alone', () => {
  const paths = [join(folder, 'certificado nº 7.xml'), join(folder, 'con\nsalto.xml')];
  for (const path of paths) forTheNext.add(path);
  leaveToTheNext(file, log);
  expect(takeFromTheLast(file)).toEqual(paths);
  expect(takeFromTheLast(file)).toEqual([]);
});

it('nothing is left where everything was told', () => {
  leaveToTheNext(file, log);
  expect(existsSync(file)).toBe(false);
  expect(takeFromTheLast(file)).toEqual([]);
});

it('what stands in the file is opened only where it is a whole path', () => {
  const path = join(folder, 'a.xml');
  for (const [left, opened] of [
    [JSON.stringify(['--config=/tmp/x.xml', 'a.xml', 7, null, [path], path]), [path]],
    [JSON.stringify({ 0: path }), []],
    [`["${path}`, []],
    ['', []],
  ] as const) {
    writeFileSync(file, left);
    expect(takeFromTheLast(file)).toEqual(opened);
    expect(existsSync(file)).toBe(false);
  }
});

it('what the disk does not take is told to the log, and the program ends', () => {
  mkdirSync(file);
  forTheNext.add(join(folder, 'a.xml'));
  leaveToTheNext(file, log);
  expect(told).toEqual(['shell.openedNotLeft']);
  expect(takeFromTheLast(file)).toEqual([]);
});
