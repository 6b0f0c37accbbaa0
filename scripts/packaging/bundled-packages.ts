/** Which packages of others got into the built program, as the bundler saw it: the bill of materials is made of this, not of what package.json wishes. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

export type NamedPackage = { readonly name: string; readonly version: string; readonly folder: string };

/** Writes `packages/NAME.json` beside the built part: each package of which at least one line is in it. */
export function recordBundled(name: string): Plugin {
  return {
    name: 'rubrica-bundled-packages',
    generateBundle: (options, bundle) => {
      const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []));
      const modules = chunks.flatMap(({ modules: parts }) =>
        Object.entries(parts).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
      );
      const found = new Map(modules.flatMap((id) => packageOf(id) ?? []).map((each) => [`${each.name}@${each.version}`, each]));
      const folder = join(options.dir ?? '.', '../packages');
      mkdirSync(folder, { recursive: true });
      const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(sorted, null, 2)}\n`);
    },
  };
}

/** The package a module lies in: the nearest package.json upwards that has a name and a version. */
function packageOf(module: string): NamedPackage | null {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '');
  const at = path.lastIndexOf('node_modules/');
  if (at < 0) return null;
  for (let folder = dirname(path); folder.length > at + 'node_modules'.length; folder = dirname(folder)) {
    const found = readPackage(folder);
    if (found !== null) return found;
  }
  return null;
}

export function readPackage(folder: string): NamedPackage | null {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return null;
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
  return name && version ? { name, version, folder: folder.slice(folder.lastIndexOf('/node_modules/') + 1) } : null;
}
