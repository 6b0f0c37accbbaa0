import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { readCodeList, readLabels } from '#core/documents/pack-words.ts';
import { compareFiles, isProblem, packListing, readManifest, type PackManifest, type PackProblem } from '#core/documents/pack.ts';

/** A pack found sound: its hash is the SHA-256 of its listing (`packListing`). */
export type Pack = { readonly manifest: PackManifest; readonly hash: string; readonly folder: string };
export type PackCheck = { readonly ok: true; readonly pack: Pack } | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** Reads a pack's folder and holds every file against the manifest. */
export function checkPack(folder: string): PackCheck {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch {
    return { ok: false, problems: [{ kind: 'fileMissing', path: 'manifest.json' }] };
  }
  const manifest = readManifest(content);
  if (isProblem(manifest)) return { ok: false, problems: [manifest] };
  const problems = [...compareFiles(manifest, hashesOf(folder)), ...malformed(manifest, folder)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, pack: { manifest, hash: sha256(packListing(manifest)), folder } };
}

/** Labels and lists must be what they are called, or the view would be read with half of them. */
function malformed(manifest: PackManifest, folder: string): readonly PackProblem[] {
  const read = (path: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, path), 'utf8'));
    } catch {
      return null;
    }
  };
  const lists = Object.values(manifest.codeLists ?? {}).filter((path) => readCodeList(read(path)) === null);
  const labels = manifest.labels !== undefined && readLabels(read(manifest.labels)) === null ? [manifest.labels] : [];
  return [...labels, ...lists].map((path) => ({ kind: 'fileMalformed', path }));
}

/** Which folder of an installed pack is in use, and which was before it. */
type Active = { readonly folder: string; readonly previous: string | null };

/** Copies a sound pack beside the earlier ones and puts it in use; the product's own files are not touched. */
export function installPack(dataFolder: string, from: string): PackCheck {
  const checked = checkPack(from);
  if (!checked.ok) return checked;
  const { manifest, hash } = checked.pack;
  const home = join(dataFolder, 'packs', manifest.id);
  const folder = `${manifest.version.replaceAll(/[^A-Za-z0-9.]/g, '-')}-${hash.slice(0, 12)}`;
  const target = join(home, folder);
  if (!existsSync(target)) copyWhole(from, target, () => true);
  const before = activeOf(home);
  if (before?.folder !== folder) setActive(home, { folder, previous: before?.folder ?? null });
  return checkPack(target);
}

/** Back to the pack in use before, or to the one the product ships when there was none. False when none was installed. */
export function rollBackPack(dataFolder: string, id: string): boolean {
  const home = join(dataFolder, 'packs', id);
  const active = activeOf(home);
  if (active === null) return false;
  if (active.previous === null) rmSync(join(home, 'active.json'));
  else setActive(home, { folder: active.previous, previous: null });
  return true;
}

export type EffectiveSchemas = {
  /** where schemas are read from */
  readonly folder: string;
  readonly packs: readonly (Pack & { readonly isInstalled: boolean })[];
  /** installed packs that are damaged and therefore not used */
  readonly damaged: readonly { readonly id: string; readonly problems: readonly PackProblem[] }[];
};

/**
 * The schemas a station judges by: the product's own, or a copy in the data folder in which installed packs stand in place
 * of the shipped ones. The copy is named by what it is made of, so that a new release or another pack makes another.
 */
export function effectiveSchemas(shipped: string, dataFolder: string): EffectiveSchemas {
  const checks = installedFolders(dataFolder).map(({ id, folder }) => ({ id, check: checkPack(folder) }));
  const installed = checks.flatMap(({ check }) => (check.ok ? [check.pack] : []));
  const damaged = checks.flatMap(({ id, check }) => (check.ok ? [] : [{ id, problems: check.problems }]));
  const isCopy = isInside(dataFolder, shipped);
  const folder = installed.length === 0 || isCopy ? shipped : overlay(shipped, dataFolder, installed);
  const names = new Set(installed.map(({ manifest }) => manifest.id));
  return { folder, packs: packsIn(folder).map((pack) => ({ ...pack, isInstalled: names.has(pack.manifest.id) })), damaged };
}

function overlay(shipped: string, dataFolder: string, packs: readonly Pack[]): string {
  const content = [...hashesOf(shipped)].map(([path, hash]) => `${hash}  ${path}\n`).join('');
  const name = sha256(`${content}${packs.map(({ hash }) => hash).join('\n')}`).slice(0, 24);
  const target = join(dataFolder, 'schemas', name);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  copyWhole(shipped, draft, (path) => !path.startsWith('samples'));
  for (const { manifest, folder } of packs) {
    rmSync(join(draft, 'packs', manifest.id), { recursive: true, force: true });
    copyWhole(folder, join(draft, 'packs', manifest.id), () => true);
  }
  // whole or not there: another process may be doing the same
  if (existsSync(target)) rmSync(draft, { recursive: true, force: true });
  else renameSync(draft, target);
  return target;
}

function packsIn(schemaFolder: string): readonly Pack[] {
  const home = join(schemaFolder, 'packs');
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((id) => {
    const check = checkPack(join(home, id));
    return check.ok ? [check.pack] : [];
  });
}

function installedFolders(dataFolder: string): readonly { readonly id: string; readonly folder: string }[] {
  const home = join(dataFolder, 'packs');
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .sort()
    .flatMap((id) => {
      const active = activeOf(join(home, id));
      return active === null ? [] : [{ id, folder: join(home, id, active.folder) }];
    });
}

function activeOf(home: string): Active | null {
  try {
    const read = JSON.parse(readFileSync(join(home, 'active.json'), 'utf8')) as Partial<Active>;
    const isNamed = typeof read.folder === 'string' && /^[A-Za-z0-9.-]+$/.test(read.folder) && existsSync(join(home, read.folder));
    return isNamed ? { folder: read.folder ?? '', previous: typeof read.previous === 'string' ? read.previous : null } : null;
  } catch {
    // no such file: nothing is installed
    return null;
  }
}

function setActive(home: string, active: Active): void {
  const draft = join(home, `active.json.${process.pid}`);
  writeFileSync(draft, `${JSON.stringify(active)}\n`);
  renameSync(draft, join(home, 'active.json'));
}

function copyWhole(from: string, to: string, isWanted: (path: string) => boolean): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, filter: (source) => isWanted(relative(from, source)) });
}

/** Every file of a folder but a pack's manifest, by its path with forward slashes. */
function hashesOf(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (path !== 'manifest.json') found.set(path, sha256(readFileSync(join(folder, path))));
    }
  };
  walk('');
  return found;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
