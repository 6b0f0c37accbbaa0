import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { json, runRubrica } from '#test/cli/rubrica.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

const shipped = join(schemaFolder, 'packs/pacific-alliance-origin');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-packs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const packs = (...words: readonly string[]) => runRubrica(['packs', ...words, '--lang', 'es'], { RUBRICA_DATA: join(folder, 'data') });

type Manifest = { readonly files: readonly { readonly path: string }[] };

/** The shipped pack as its publisher might have got it wrong. */
function packWith(name: string, change: (made: string, manifest: Manifest) => object): string {
  const made = join(folder, name);
  cpSync(shipped, made, { recursive: true });
  const file = join(made, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...manifest, ...change(made, manifest) }));
  return made;
}

const packWithout = (schema: string): string =>
  packWith(`without-${schema}`, (made, { files }) => {
    rmSync(join(made, schema));
    return { files: files.filter(({ path }) => path !== schema) };
  });

const packWithEntry = (entry: string): string =>
  packWith(`with-${entry}`, (made, { files }) => {
    renameSync(join(made, 'cod.xsd'), join(made, entry));
    return { entry, files: files.map((file) => (file.path === 'cod.xsd' ? { ...file, path: entry } : file)) };
  });

it('a pack whose schema needs one that is not in it is refused before it judges anything, though others have a file of that name', () => {
  const refused = packs('install', packWithout('signature.xsd'));
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('El esquema cod.xsd no se puede usar. Pida el paquete completo') });
  expect(json(packs('list', '--json')).packs).toMatchObject([{ id: 'pacific-alliance-origin', isInstalled: false }]);
});

it('a pack whose schema has another name than the one asked for is refused: no document would ever be judged by it', () => {
  const refused = packs('install', packWithEntry('certificate.xsd'));
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('El manifiesto no tiene un «entry» válido') });
  expect(json(packs('list', '--json')).packs).toMatchObject([{ id: 'pacific-alliance-origin', isInstalled: false }]);
});

it('the whole pack is installed, and judges from the next start', () => {
  expect(packs('install', shipped)).toMatchObject({
    code: 0,
    out: expect.stringContaining('La estación lo usará desde su próximo inicio'),
  });
  expect(json(packs('list', '--json')).packs).toMatchObject([{ id: 'pacific-alliance-origin', isInstalled: true }]);
});
