import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { buildOnce } from '#scripts/build.ts';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';
import { root } from '#test/practice-world.ts';

let folder: string;
let packages: string[];
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'rubrica-content-'));
  const electron = await findElectron(() => undefined);
  const made: string[] = [];
  for (const name of ['one', 'two']) {
    expect(buildOnce()).toBe(true);
    made.push((await packageApp(electron, join(folder, name))).unpacked);
  }
  packages = made;
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two packages of one commit are the same, file by file', () => {
  const [one = {}, two = {}] = packages.map(fingerprints);
  expect(Object.keys(one).length).toBeGreaterThan(100);
  const different = Object.keys({ ...one, ...two }).filter((name) => one[name] !== two[name]);
  expect(different).toEqual([]);
  process.stdout.write(`package: ${Object.keys(one).length} files, the same in two builds\n`);
});

test('the package carries a bill of all it is made of, and the licences of others', () => {
  const resources = join(packages[0] ?? '', 'resources');
  const bill = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8')) as Bill;
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const refs = bill.components.map((each) => each['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  expect(bill.dependencies).toEqual([{ ref: bill.metadata.component['bom-ref'], dependsOn: refs }]);
  for (const each of bill.components) {
    expect(each.purl, each.name).toMatch(/^pkg:(npm|generic)\/[^@]+@\d/);
    expect(each.licenses, each.name).toHaveLength(1);
    if (each.type === 'library') expect(each.hashes?.[0]?.content, each.name).toMatch(/^[0-9a-f]{128}$/);
  }

  const named = new Set(bill.components.map((each) => each.name));
  const wanted = [...importedBySource(), ...packedWhole(join(resources, 'app.asar')), 'electron'];
  expect(wanted.length).toBeGreaterThan(12);
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);

  const texts = readFileSync(join(resources, 'third-party.txt'), 'utf8');
  for (const { name, version, type } of bill.components) if (type === 'library') expect(texts).toContain(`${name} ${version} (`);
  const withoutText = texts.match(/brings no text of it/g)?.length ?? 0;
  process.stdout.write(`package: ${refs.length} components in the bill, ${withoutText} without a licence text of their own\n`);
  expect(withoutText).toBeLessThan(8);
});

type Bill = {
  readonly serialNumber: string;
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly {
    readonly 'bom-ref': string;
    readonly type: string;
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly unknown[];
    readonly hashes?: readonly { readonly content: string }[];
  }[];
  readonly dependencies: unknown;
};

/** What the product's own source asks for by name, found without the bundler. */
function importedBySource(): string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('vite.config'),
  );
  const specifiers = files.flatMap((name) => {
    const imports = readFileSync(join(root, 'src', name), 'utf8').matchAll(/^import (?!type )[^;]*?from '([^'#.][^']*)'/gms);
    return [...imports].map((found) => found[1] ?? '');
  });
  const names = specifiers.map((each) =>
    each
      .split('/')
      .slice(0, each.startsWith('@') ? 2 : 1)
      .join('/'),
  );
  // Fluent's collection is a package of re-exports: its parts are what is built in.
  return [...new Set(names)].filter(
    (name) => !name.startsWith('node:') && !builtinModules.includes(name) && name !== '@fluentui/react-components',
  );
}

/** The packages that stand in the archive as they are. */
function packedWhole(archive: string): string[] {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8')) as {
    files: { node_modules: { files: Record<string, unknown> } };
  };
  return Object.keys(header.files.node_modules.files);
}

function fingerprints(unpacked: string): Record<string, string> {
  const names = readdirSync(unpacked, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names.flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) return [];
      const content = entry.isSymbolicLink() ? readlinkSync(path) : createHash('sha256').update(readFileSync(path)).digest('hex');
      return [[path.slice(unpacked.length), `${content} ${statSync(path).mode}`]];
    }),
  );
}
