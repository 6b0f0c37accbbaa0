import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '#main/store/open-store.ts';
import { queueInStore, valueOf } from '#test/fakes/store.ts';
import { root } from '#test/practice-world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-rebuilt-'));
  const { store } = valueOf(openStore({ file: join(folder, 'station.db') }));
  queueInStore(store, 1);
  store.close();
  const handle = openSync(join(folder, 'station.db'), 'r+');
  writeSync(handle, Buffer.alloc(100, 0x55), 0, 100, 0);
  closeSync(handle);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rubrica = (...words: readonly string[]) =>
  spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'es_CL.UTF-8', RUBRICA_DATA: folder, NODE_COMPILE_CACHE: join(tmpdir(), 'rubrica-compiled') },
  });

const es = /^Los datos de la estación estaban dañados y se reconstruyeron\. .* Lo salvado y lo perdido consta en (\/.*statement\.txt)\.\n$/;
const en =
  /^The station’s data were damaged and have been rebuilt\. .* What was saved and what was lost stands in (\/.*statement\.txt)\.\n$/;
const commands: readonly (readonly [readonly string[], RegExp])[] = [
  [['queue', 'list'], es],
  [['journal', 'export', '/dev/null'], es],
  [['doctor', '--json'], es],
  [['queue', 'list', '--json', '--lang', 'en'], en],
];

for (const [words, sentence] of commands)
  it(`rubrica ${words.join(' ')} says once that the store was rebuilt, in a sentence with the place of what was saved and lost`, () => {
    const told = rubrica(...words);
    const place = sentence.exec(told.stderr)?.[1] ?? told.stderr;
    expect([place, existsSync(place)]).toEqual([expect.stringMatching(/statement\.txt$/), true]);
    expect(told.stdout).not.toContain('statement.txt');
    expect(rubrica(...words).stderr).toBe('');
  });
