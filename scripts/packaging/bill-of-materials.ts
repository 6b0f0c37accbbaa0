/**
 * What the package is made of: a CycloneDX 1.6 bill of materials, and the licence texts of others as their licences ask.
 * Both are the same for the same commit, and hold what the bundler took in plus what is packed as it stands.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPackage, type NamedPackage } from './bundled-packages.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'out/packages');

/** Packed as they stand, because they hold compiled code or are compiled into it (electron.vite.config.ts). */
const packedWhole = ['better-sqlite3', 'libxml2-wasm', 'node-addon-api', 'pkcs11js'];
/** Source of others compiled into one of those, under its own terms. */
const within: Readonly<Record<string, readonly Component[]>> = {
  'better-sqlite3': [{ name: 'sqlite', licence: 'blessing', text: null }],
  'libxml2-wasm': [{ name: 'libxml2', licence: 'MIT', text: null }],
};

type Component = {
  readonly name: string;
  readonly version?: string;
  readonly licence: string;
  readonly text: string | null;
  readonly integrity?: string;
};
/** Versions of what the runtime is built of; absent where it cannot be asked. */
export type RuntimeVersions = { readonly electron: string; readonly chromium?: string; readonly node?: string };

/** Writes both beside the built program; called after a build, and once more with the runtime that is packed. */
export function writeBillOfMaterials(runtime: RuntimeVersions): void {
  const packages = componentsOf();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(cycloneDx(packages, runtime), null, 2)}\n`);
  writeFileSync(join(folder, 'third-party.txt'), licenceTexts(packages, runtime));
}

function componentsOf(): Component[] {
  const bundled = readdirSync(folder)
    .filter((name) => /^(main|preload|renderer)\.json$/.test(name))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as NamedPackage[]);
  const whole = packedWhole.map((name) => readPackage(join(root, 'node_modules', name))).filter((each) => each !== null);
  const byKey = new Map([...bundled, ...whole].map((each) => [`${each.name}@${each.version}`, each]));
  const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { integrity?: string }> })
    .packages;
  return [...byKey.values()]
    .sort((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1))
    .map(({ name, version, folder: place }) => {
      const integrity = lock[place]?.integrity;
      return { name, version, ...licenceOf(join(root, place)), ...(integrity === undefined ? {} : { integrity }) };
    });
}

function licenceOf(place: string): { licence: string; text: string | null } {
  const { license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { license?: string | { type: string } };
  const files = readdirSync(place).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const text = files.sort().map((name) => readFileSync(join(place, name), 'utf8').trim());
  return {
    licence: typeof license === 'string' ? license : (license?.type ?? 'NOASSERTION'),
    text: text.length > 0 ? text.join('\n\n') : null,
  };
}

function cycloneDx(packages: readonly Component[], runtime: RuntimeVersions): object {
  const { name, version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const own = { type: 'application', 'bom-ref': `${name}@${version}`, name, version, description };
  const components = [...packages.map(library), ...runtimeParts(runtime)];
  const content = { components, dependencies: [{ ref: own['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) }] };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([own, content]))}`,
    version: 1,
    metadata: { component: own },
    ...content,
  };
}

function library({ name, version, licence, integrity }: Component): { 'bom-ref': string } {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const hash = integrity?.startsWith('sha512-') ? Buffer.from(integrity.slice(7), 'base64').toString('hex') : null;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    ...(hash === null ? {} : { hashes: [{ alg: 'SHA-512', content: hash }] }),
    licenses: [/^[A-Za-z0-9.+-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence }],
    purl,
    ...(within[name]
      ? { components: within[name].map((part) => ({ type: 'library', name: part.name, licenses: [{ license: { id: part.licence } }] })) }
      : {}),
  } as { 'bom-ref': string };
}

function runtimeParts(runtime: RuntimeVersions): { 'bom-ref': string }[] {
  const licences = { electron: 'MIT', chromium: 'BSD-3-Clause', node: 'MIT' } as const;
  return (Object.keys(licences) as (keyof typeof licences)[]).flatMap((name) => {
    const version = runtime[name];
    const part = { type: 'framework', 'bom-ref': `${name}@${version}`, name, version, licenses: [{ license: { id: licences[name] } }] };
    return version === undefined
      ? []
      : [{ ...part, purl: name === 'electron' ? `pkg:npm/electron@${version}` : `pkg:generic/${name}@${version}` }];
  });
}

function licenceTexts(packages: readonly Component[], { electron }: RuntimeVersions): string {
  const line = '-'.repeat(100);
  const parts = packages.map(
    ({ name, version, licence, text }) =>
      `${line}\n${name} ${version} (${licence})\n\n${text ?? `Its package names this licence and brings no text of it.`}\n`,
  );
  const head = `Rúbrica contains the work of others. Their names, versions and licences:\n\n${packages.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`).join('\n')}\n
Electron ${electron} (MIT) and what it is built of, Chromium and Node.js among it: LICENSE.electron.txt and
LICENSES.chromium.html beside the program. SQLite, inside better-sqlite3, is in the public domain.\n`;
  return `${head}\n${parts.join('\n')}`;
}

/** A UUID of the content (RFC 9562, version 8), so that two builds of one commit have one serial number. */
function uuidOf(content: string): string {
  const hex = createHash('sha256').update(content).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
