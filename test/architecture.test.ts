import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
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
          .filter((specifier) => !/^(#core\/|#contract\/|\.\/|zod$)/.test(specifier))
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

  it('know a type of document by the list of types alone: nothing else sees into its folder or names it', () => {
    const ids = documentTypes.map(({ id }) => id);
    const folder = new RegExp(`^#core/documents/(${ids.join('|')})/`);
    // what is practised with is chosen by type; a word as common as "origin" is no name
    const others = product.filter(
      ({ path }) => !/^src\/core\/documents\/(types\.ts|[^/]+\/)/.test(path) && !path.startsWith('src/main/practice/'),
    );
    expect(others.flatMap(({ path, imports }) => imports.filter((one) => folder.test(one)).map((one) => `${path} imports ${one}`))).toEqual(
      [],
    );
    const names = ids.filter((id) => id !== 'origin').map((id) => `'${id}'`);
    expect(others.filter(({ text }) => names.some((name) => text.includes(name))).map(({ path }) => path)).toEqual([]);
    const within = product.filter(({ path }) => /^src\/core\/documents\/[^/]+\//.test(path));
    const strays = within.flatMap(({ path, imports }) =>
      imports.filter((one) => folder.test(one) && one.split('/')[2] !== path.split('/')[3]).map((one) => `${path} imports ${one}`),
    );
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
