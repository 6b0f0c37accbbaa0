import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Folders where p11-kit keeps one file a module (pkcs11.conf(5)); the later ones override the earlier, by file name. */
export const p11KitFolders = (home: string): readonly string[] => [
  '/usr/share/p11-kit/modules',
  '/etc/pkcs11/modules',
  join(home, '.config/pkcs11/modules'),
];

/** A module named without a path is looked for where p11-kit was built to look. */
const moduleFolders = ['/usr/lib/x86_64-linux-gnu/pkcs11', '/usr/lib/aarch64-linux-gnu/pkcs11', '/usr/lib64/pkcs11', '/usr/lib/pkcs11'];

/** The modules that programs on this machine are meant to load: trust stores and remote ends left out. */
export function readP11KitModules(folders: readonly string[], libraries: readonly string[] = moduleFolders): readonly string[][] {
  const files = new Map<string, Readonly<Record<string, string>>>();
  for (const folder of folders) {
    for (const name of listFolder(folder)) files.set(name, readModuleFile(join(folder, name)));
  }
  return [...files.values()].flatMap((file) => {
    const module = file['module'] ?? '';
    const isNoToken = module === '' || file['trust-policy'] === 'yes' || 'remote' in file || /p11-kit-(trust|proxy|client)/.test(module);
    if (isNoToken) return [];
    return [isAbsolute(module) ? [module] : libraries.map((folder) => join(folder, module))];
  });
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.module'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

/** `key: value`, one a line, `#` for remarks. */
function readModuleFile(path: string): Readonly<Record<string, string>> {
  try {
    const lines = readFileSync(path, 'utf8').split('\n');
    const pairs = lines.flatMap((line) => {
      const match = /^\s*([a-z0-9-]+)\s*:\s*(.*?)\s*$/.exec(line);
      return match?.[1] === undefined ? [] : [[match[1], match[2] ?? ''] as const];
    });
    return Object.fromEntries(pairs);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return {};
    throw error;
  }
}
