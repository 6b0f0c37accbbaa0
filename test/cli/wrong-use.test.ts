import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '#test/practice-world.ts';

const cli = join(root, 'src/main/cli.ts');
const sample = join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-use-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

function run(program: string, words: readonly string[]): Ended {
  const env = { ...process.env, RUBRICA_DATA: join(folder, 'data'), LANG: 'es_CL.UTF-8', LC_ALL: '' };
  const ended = spawnSync(program, words, { encoding: 'utf8', env });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}

const rubrica = (...words: readonly string[]): Ended => run(process.execPath, [cli, ...words]);
/** The command in a shell's line, where `rubrica` stands. */
const inShell = (line: string): Ended =>
  run('bash', ['-c', `set -o pipefail; ${line.replace('rubrica', `"${process.execPath}" "${cli}"`)}`]);

describe('wrong use of the command line', () => {
  it.each([
    [['nosuch'], 'No hay ninguna orden «nosuch».'],
    [['--lang', 'en', 'nosuch'], 'There is no command “nosuch”.'],
    [['inspect'], 'Falta FILE.'],
    [['inspect', 'a.xml', 'b.xml'], '«b.xml» no se entiende aquí.'],
    [['inspect', 'a.xml', '--nope'], '«--nope» no se entiende aquí.'],
    [['verify', 'a.xml', '--trust'], 'Falta el valor de --trust, o no sirve.'],
    [['verify', 'a.xml', '--at=yesterday'], 'Falta el valor de --at, o no sirve.'],
    [['queue', 'show'], 'Falta ID.'],
    [['queue', 'import'], 'Falta FILE.'],
    [['inspect', 'a.xml', '--lang', 'fr'], 'Falta el valor de --lang, o no sirve.'],
  ])('%j is told what is wrong with it', (words, sentence) => {
    expect(rubrica(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(sentence) });
  });

  it('is an object for whoever asked for JSON, also where there is no such command', () => {
    const ended = rubrica('nosuch', '--json');
    expect(JSON.parse(ended.out)).toEqual({ failure: { code: 'usage', detail: 'nosuch' } });
  });

  it('is not to ask for JSON or a language before the command', () => {
    expect(rubrica('--lang', 'en', 'inspect', sample).out).toContain('Phytosanitary certificate');
    expect(JSON.parse(rubrica('--json', 'inspect', sample).out)).toMatchObject({ type: 'phytosanitary' });
  });

  it('is told apart from what is not there and from what is something else', () => {
    expect(rubrica('packs', 'install', join(folder, 'none'))).toMatchObject({ code: 4, out: expect.stringContaining('none existe') });
    expect(rubrica('dossier', 'verify', sample)).toMatchObject({ code: 1, out: expect.stringContaining('No es un expediente de Rúbrica') });
  });

  it('says which place cannot hold the practice of a demo', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    expect(rubrica('demo', '--dir', file)).toMatchObject({ code: 4, out: expect.stringContaining(file) });
  });
});

describe.runIf(process.platform === 'linux')('the output of a command', () => {
  it('may end before its time: whoever reads no further has what they wanted', () => {
    expect(inShell(`rubrica inspect "${sample}" | true`)).toEqual({ code: 0, out: '', err: '' });
  });

  it('that cannot be written is told in a sentence', () => {
    expect(inShell(`rubrica inspect "${sample}" > /dev/full`)).toEqual({
      code: 4,
      out: '',
      err: 'No se pudo escribir la salida (ENOSPC).\n',
    });
  });
});
