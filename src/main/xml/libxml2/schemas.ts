import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { isProblem, readManifest, type PackManifest } from '#core/documents/pack.ts';
import { closeBuffer, openBuffer, readBuffer, XmlDocument, XmlLibError, xmlRegisterInputProvider, XsdValidator } from 'libxml2-wasm';

/** A folder of schemas, each compiled once. Imports are found in the folder; nothing is ever asked of the network. */
export type SchemaFolder = {
  validator(schema: string): XsdValidator;
  /** the manifest beside the schema; null for one that is of no pack */
  packOf(schema: string): PackManifest | null;
};

/** Schemas live at an address of their own while libxml2 reads them, so that `../` works alike on every platform. */
const origin = 'http://schemas.invalid/';
const folders = new Map<string, string>();

export function openSchemaFolder(folder: string): SchemaFolder {
  const root = resolve(folder);
  const base = `${origin}${folders.size}/`;
  registerOnce();
  folders.set(base, root);
  const compiled = new Map<string, XsdValidator>();
  const packs = new Map<string, PackManifest | null>();
  return {
    packOf(schema) {
      const known = packs.get(schema);
      if (known !== undefined) return known;
      const manifest = manifestBeside(join(root, schema));
      packs.set(schema, manifest);
      return manifest;
    },
    validator(schema) {
      const known = compiled.get(schema);
      if (known) return known;
      const validator = compile(root, base, schema);
      compiled.set(schema, validator);
      return validator;
    },
  };
}

/** The first thing the schema processor says where a schema, or one it imports, is none or is not there; null where it can be used. */
export function whyNotCompiled(folder: string, schema: string): string | null {
  try {
    openSchemaFolder(folder).validator(schema).dispose();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof XmlLibError)) throw thrown;
    const [first = ''] = thrown.message.split('\n');
    return first.replaceAll(/http:\/\/schemas\.invalid\/\d+\//g, '');
  }
}

function manifestBeside(schema: string): PackManifest | null {
  try {
    const read = readManifest(JSON.parse(readFileSync(join(dirname(schema), 'manifest.json'), 'utf8')));
    return isProblem(read) ? null : read;
  } catch {
    // the product's own profiles have no manifest
    return null;
  }
}

function compile(root: string, base: string, schema: string): XsdValidator {
  const path = join(root, schema);
  if (!isInside(root, path)) throw new Error(`schema outside its folder: ${schema}`);
  const document = XmlDocument.fromBuffer(load(path), { url: base + schema.split(sep).join('/') });
  home = dirname(path);
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

/** anyURI collapses white space (XML Schema part 2 section 3.2.17); libxml2 does not, and drops ALADI's import without a word. */
function load(path: string): Uint8Array {
  const text = readFileSync(path, 'latin1');
  const collapsed = text.replaceAll(/(schemaLocation\s*=\s*)(?:"\s*([^"<]*?)\s*"|'\s*([^'<]*?)\s*')/g, '$1"$2$3"');
  return Buffer.from(collapsed, 'latin1');
}

let isRegistered = false;

function registerOnce(): void {
  if (isRegistered) return;
  isRegistered = true;
  xmlRegisterInputProvider({
    match: (address) => find(address) !== null,
    open(address) {
      const path = find(address);
      return path === null ? undefined : openBuffer(load(path));
    },
    read: readBuffer,
    close(handle) {
      closeBuffer(handle);
      return true;
    },
  });
}

/** the folder of the schema that is being compiled */
let home = '';

/**
 * The file an address stands for. ALADI's schemas import the W3C's signature schema from its remote address; any such address is
 * answered by the file of that name in the folder of the schema, whose hash covers it, or by none.
 */
function find(address: string): string | null {
  const wanted = decodeURIComponent(address).trim();
  for (const [base, root] of folders) {
    if (!wanted.startsWith(base)) continue;
    const path = resolve(root, wanted.slice(base.length));
    if (!isInside(root, path)) return null;
    return isFile(path) ? path : byName(home, basename(path));
  }
  return /^https?:/.test(wanted) ? byName(home, basename(wanted)) : null;
}

const names = new Map<string, ReadonlyMap<string, string>>();

function byName(root: string, name: string): string | null {
  let known = names.get(root);
  if (!known) {
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name.endsWith('.xsd'),
    );
    known = new Map(files.map((entry) => [entry.name, join(entry.parentPath, entry.name)]));
    names.set(root, known);
  }
  return known.get(name) ?? null;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith('..') && !way.includes(`..${sep}`);
}
