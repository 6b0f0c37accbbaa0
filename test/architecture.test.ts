import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCode } from '#core/documents/code-lists/code-list.ts';
import { documentKinds } from '#core/documents/code-lists/document-codes.ts';
import { documentTypes } from '#core/documents/types.ts';

const root = resolve(import.meta.dirname, '..');

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

type Source = { readonly path: string; readonly imports: readonly string[]; readonly lines: number; readonly text: string };
const product: readonly Source[] = [...filesBelow(join(root, 'src')), ...filesBelow(join(root, 'gateway'))].map((file) => {
  const text = readFileSync(file, 'utf8');
  const imports = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]/g),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g),
  ];
  return { path: relative(root, file), imports: imports.map((found) => found[1] ?? ''), lines: text.split('\n').length, text };
});

/** Who may import what; a room is the longest matching folder. */
const compositionRoots = /^src\/main\/(?:[a-z-]+\.ts|cli\/)/;
const adapters = ['store', 'gateway', 'xml', 'trust', 'token', 'mail', 'files', 'update'];
const libraryRooms: Readonly<Record<string, readonly RegExp[]>> = {
  electron: [/^src\/main\/shell\//, /^src\/main\/index\.ts$/, /^src\/preload\//],
  'electron-updater': [/^src\/main\/shell\//],
  pkcs11js: [/^src\/main\/token\//],
  'better-sqlite3': [/^src\/main\/store\//, /^gateway\//],
  'xml-crypto': [/^src\/main\/xml\//],
  '@xmldom/xmldom': [/^src\/main\/xml\//],
  'libxml2-wasm': [/^src\/main\/xml\//],
  undici: [/^src\/main\/gateway\//],
  nodemailer: [/^src\/main\/mail\//],
  pkijs: [/^src\/main\/trust\//, /^src\/main\/practice\//],
  asn1js: [/^src\/main\/trust\//, /^src\/main\/practice\//],
  '@peculiar/x509': [/^src\/main\/trust\//, /^src\/main\/practice\//],
  react: [/^src\/renderer\//],
  'react-dom': [/^src\/renderer\//],
  '@fluentui/react-components': [/^src\/renderer\//],
};

const typeIds = documentTypes.map(({ id }) => id);
const ownNames = namesOfElements();
const namespaces = new Set(documentTypes.flatMap(({ versions }) => versions.map(({ namespace }) => namespace)));
/** The codes (UNCL 1001) the types write of themselves. */
const ownCodes = new Set(
  product
    .filter(({ path }) => /^src\/core\/documents\/[a-z-]+\//.test(path) && !path.includes('/code-lists/'))
    .flatMap(({ text }) => [...text.matchAll(/'(\d{3})'/g)].map(([, code = '']) => code))
    .filter((code) => isCode(documentKinds, code)),
);

/** What a file says that only a type may: in its code, not in a comment, nor in where the list of types imports it from. */
function namesOfTypes(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{(])\/\/.*$|^import .*$/gm, '');
  // "origin" is a word like any other; as a whole text it is the type
  const ids = typeIds.filter((id) =>
    (id.includes('-') || id.length > 8 ? new RegExp(`\\b${id}\\b`) : new RegExp(`['"\`]${id}['"\`/]`)).test(code),
  );
  const words = new Set(code.match(/\w+/g));
  return [
    ...ids,
    ...[...words].filter((word) => ownNames.has(word) || ownCodes.has(word)),
    ...[...namespaces].filter((namespace) => code.includes(namespace)),
  ];
}

/** The elements of the types' own schemas that no other schema here has: those of more than one word, as `Header` may be anybody's. */
function namesOfElements(): ReadonlySet<string> {
  const own = new Set<string>();
  const others = new Set<string>(['ID']);
  const folders = new Set(documentTypes.flatMap(({ versions }) => versions.map(({ schema }) => schema.slice(0, schema.lastIndexOf('/')))));
  for (const entry of readdirSync(join(root, 'schemas'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.(xsd|wsdl)$/.test(entry)) continue;
    const isOwn = folders.has(dirname(entry)) && basename(entry) !== 'signature.xsd';
    for (const [, name = ''] of readFileSync(join(root, 'schemas', entry), 'utf8').matchAll(/ name="(\w+)"/g))
      (isOwn ? own : others).add(name);
  }
  return new Set([...own].filter((name) => !others.has(name) && /^[A-Z].*[A-Z]/.test(name) && !name.endsWith('Type')));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('the rooms of the house', () => {
  it('were all looked at', () => {
    expect(product.length).toBeGreaterThan(100);
  });

  it('keep each library in its one room', () => {
    const strays = product.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => (libraryRooms[packageOf(specifier)] ?? [/./]).every((room) => !room.test(path)))
        .map((specifier) => `${path} imports ${specifier}`),
    );
    expect(strays).toEqual([]);
  });

  it('keep core free of Node, the DOM, libraries and every other room', () => {
    const strays = product
      .filter(({ path }) => path.startsWith('src/core/'))
      .flatMap(({ path, imports }) =>
        imports.filter((specifier) => !/^(#core\/|\.\/)/.test(specifier)).map((specifier) => `${path} imports ${specifier}`),
      );
    expect(strays).toEqual([]);
  });

  it('let the contract see core and its schema library only', () => {
    const strays = product
      .filter(({ path }) => path.startsWith('src/contract/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter((specifier) => !/^(#core\/|#contract\/|\.\/|zod\/(mini|locales)$)/.test(specifier))
          .map((specifier) => `${path} imports ${specifier}`),
      );
    expect(strays).toEqual([]);
  });

  it('let the renderer see core and contract only', () => {
    const strays = product
      .filter(({ path }) => /^src\/(renderer|preload)\//.test(path) && !path.endsWith('.config.ts'))
      .flatMap(({ path, imports }) =>
        imports.filter((specifier) => /^(#main|#gateway|node:)/.test(specifier)).map((specifier) => `${path} imports ${specifier}`),
      );
    expect(strays).toEqual([]);
  });

  it('never let one adapter import another', () => {
    const strays = product.flatMap(({ path, imports }) => {
      const own = adapters.find((room) => path.startsWith(`src/main/${room}/`));
      if (own === undefined) return [];
      return imports
        .filter((specifier) => adapters.some((room) => room !== own && specifier.startsWith(`#main/${room}/`)))
        .map((specifier) => `${path} imports ${specifier}`);
    });
    expect(strays).toEqual([]);
  });

  it('know a type of document by the lists of types alone: nothing else sees into its folder', () => {
    const folder = new RegExp(`^#core/documents/(${typeIds.join('|')})/`);
    const strays = product
      .filter(({ path }) => !/^src\/core\/documents\/(types|type-names)\.ts$/.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter((one) => folder.test(one) && one.split('/')[2] !== path.split('/')[3]).map((one) => `${path} imports ${one}`),
      );
    expect(strays).toEqual([]);
  });

  it('name no type of document: neither its id, nor its code, nor an element or a namespace of its own', () => {
    const [first = ''] = typeIds;
    expect(namesOfTypes(`import { type } from '#core/documents/${first}/type.ts';`)).toEqual([]);
    expect(namesOfTypes(`numbers: { documentType: '851' }, service: \`Documento.657\``)).toEqual(['851', '657']);
    expect(namesOfTypes(`documentTypes: ['${first}'], like ${first}/CL=13B`)).toEqual([first]);
    expect(namesOfTypes(`covers === 'COD' && path.endsWith('CertOrigin/CODEH')`)).toEqual(['COD', 'CertOrigin', 'CODEH']);
    expect(namesOfTypes(`'urn:wco:datamodel', "http://www.w3.org/2001/12/soap-envelope"`)).toEqual([
      'http://www.w3.org/2001/12/soap-envelope',
    ]);
    const strays = product
      // a list of codes says what they mean, of whatever document; 851 and EH (Western Sahara) stand there among the others
      .filter(({ path }) => !/^src\/core\/documents\/([a-z-]+\/|(types|type-names)\.ts)/.test(path))
      .flatMap(({ path, text }) => namesOfTypes(text).map((name) => `${path} names ${name}`));
    expect(strays).toEqual([]);
  });

  it('let the use cases know ports, not adapters', () => {
    const strays = product
      .filter(({ path }) => path.startsWith('src/main/station/'))
      .flatMap(({ path, imports }) =>
        imports.filter((specifier) => /^#main\/(?!ports\/|station\/)/.test(specifier)).map((specifier) => `${path} imports ${specifier}`),
      );
    expect(strays).toEqual([]);
  });

  it('know all adapters together only where the program is composed', () => {
    const strays = product
      .filter(({ path }) => path.startsWith('src/main/') && !compositionRoots.test(path) && !path.startsWith('src/main/practice/'))
      .filter(
        ({ imports }) =>
          new Set(imports.flatMap((specifier) => adapters.filter((room) => specifier.startsWith(`#main/${room}/`)))).size > 1,
      )
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  it('never climb out of a room by a relative path', () => {
    const strays = product.flatMap(({ path, imports }) =>
      imports.filter((specifier) => specifier.startsWith('../')).map((specifier) => `${path} imports ${specifier}`),
    );
    expect(strays.filter((stray) => !stray.startsWith('src/renderer/vite.config'))).toEqual([]);
  });
});

describe('the form of the files', () => {
  it('is one idea a file: 300 lines at most', () => {
    expect(product.filter(({ lines, path }) => lines > 301 && !isTable(path)).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('is kebab-case, and no file is named for nothing', () => {
    const names = product.map(({ path }) => basename(path).replace(/(\.config|\.d)?\.tsx?$/, ''));
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /\b(utils?|helpers?|common|manager|service|base|impl)\b/.test(name))).toEqual([]);
  });

  it('has no enums, no default exports and no barrels', () => {
    const strays = product.filter(
      ({ path, text }) =>
        !path.endsWith('.config.ts') &&
        (/^\s*(export )?(const )?enum /m.test(text) || /^export default/m.test(text) || /^export \* from/m.test(text)),
    );
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it('leaves nothing to do later', () => {
    expect(product.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

/** Tables of facts and words may be as long as the facts. */
function isTable(path: string): boolean {
  return /\/(code-lists|text)\//.test(path);
}
