import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** The shipped pack without one of its schemas, as if its publisher had forgotten it. */
function packWithout(schema: string): string {
  const made = join(folder, `without-${schema}`);
  cpSync(shipped, made, { recursive: true });
  rmSync(join(made, schema));
  const manifest = JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')) as { files: { path: string }[] };
  const files = manifest.files.filter(({ path }) => path !== schema);
  writeFileSync(join(made, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  return made;
}

it('a pack whose schema needs one that is not in it is refused before it judges anything, though others have a file of that name', () => {
  const refused = packs('install', packWithout('signature.xsd'));
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('El esquema cod.xsd no se puede usar. Pida el paquete completo') });
  expect(json(packs('list', '--json')).packs).toMatchObject([{ id: 'pacific-alliance-origin', isInstalled: false }]);
});

it('the whole pack is installed, and judges from the next start', () => {
  expect(packs('install', shipped)).toMatchObject({
    code: 0,
    out: expect.stringContaining('La estación lo usará desde su próximo inicio'),
  });
  expect(json(packs('list', '--json')).packs).toMatchObject([{ id: 'pacific-alliance-origin', isInstalled: true }]);
});
