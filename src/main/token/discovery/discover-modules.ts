import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { p11KitFolders, readP11KitModules } from '#main/token/discovery/read-p11-kit.ts';
import { vendorModules, type VendorModule } from '#main/token/discovery/vendor-modules.ts';

export type FoundModule = {
  readonly path: string;
  readonly product: string;
  readonly origin: 'policy' | 'settings' | 'vendor' | 'p11-kit';
};

export type Where = {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly p11KitFolders: readonly string[];
  /** where the administrator's policy says that only its own list counts */
  readonly isOnlyPolicy: boolean;
};
export const thisMachine = (): Where => ({
  platform: process.platform,
  environment: process.env,
  p11KitFolders: process.platform === 'win32' ? [] : p11KitFolders(homedir()),
  isOnlyPolicy: false,
});

/**
 * The allow list of modules, in the order in which they are asked: policy, settings, then what is installed. What policy
 * and settings name stays in the list also when the file is missing, so that a person is told; each file stands once.
 */
export function discoverModules(
  named: { readonly policy: readonly string[]; readonly settings: readonly string[] },
  where: Where = thisMachine(),
): readonly FoundModule[] {
  const fromPolicy = named.policy.map((path): FoundModule => ({ path, product: productOf(path), origin: 'policy' }));
  if (where.isOnlyPolicy) return once(fromPolicy);
  const fromSettings = named.settings.map((path): FoundModule => ({ path, product: productOf(path), origin: 'settings' }));
  const installed = vendorModules.flatMap((vendor) =>
    candidates(vendor, where)
      .filter((path) => existsSync(path))
      .map((path): FoundModule => ({ path, product: vendor.product, origin: 'vendor' })),
  );
  const registered = readP11KitModules(where.p11KitFolders).flatMap((paths) => {
    const path = paths.find((each) => existsSync(each));
    return path === undefined ? [] : [{ path, product: productOf(path), origin: 'p11-kit' } as const];
  });
  return once([...fromPolicy, ...fromSettings, ...installed, ...registered]);
}

function candidates(vendor: VendorModule, where: Where): readonly string[] {
  if (where.platform === 'win32') {
    const inWindows = (folder: string): string => `${where.environment['SystemRoot'] ?? 'C:\\Windows'}\\${folder}`;
    const programs = where.environment['ProgramFiles'] ?? 'C:\\Program Files';
    return (vendor.win32 ?? []).map((path) => {
      const usual = path.replace('%System%', inWindows('System32')).replace('%Programs%', programs);
      // the 32-bit edition alone: found, so that a person is told that another one is needed
      return existsSync(usual) ? usual : path.replace('%System%', inWindows('SysWOW64'));
    });
  }
  return (where.platform === 'darwin' ? vendor.darwin : vendor.linux)?.flatMap(expand) ?? [];
}

/** `*` inside one folder name: /opt/ePass2003-Castle-2021/... carries the version in the name. */
function expand(path: string): string[] {
  const at = path.indexOf('*');
  if (at === -1) return [path];
  const folder = path.slice(0, path.lastIndexOf('/', at));
  const rest = path.slice(folder.length + 1);
  const [pattern = '', ...below] = rest.split('/');
  const [before = '', after = ''] = pattern.split('*');
  try {
    const names = readdirSync(folder).filter((name) => name.startsWith(before) && name.endsWith(after));
    return names.map((name) => join(folder, name, ...below));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function productOf(path: string): string {
  const name = basename(path.replaceAll('\\', '/'));
  const known = vendorModules.find((vendor) =>
    [...(vendor.win32 ?? []), ...(vendor.darwin ?? []), ...(vendor.linux ?? [])].some((each) => each.endsWith(name)),
  );
  return known?.product ?? name;
}

/** Two names of one file are one module: distributions link them to each other. */
function once(found: readonly FoundModule[]): readonly FoundModule[] {
  const seen = new Set<string>();
  return found.filter(({ path }) => {
    const real = existsSync(path) ? realpathSync(path) : path;
    if (seen.has(real)) return false;
    seen.add(real);
    return true;
  });
}
