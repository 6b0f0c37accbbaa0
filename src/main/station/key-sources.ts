import { z } from 'zod/mini';
import { keyFile, type KeyFile } from '#contract/key-sources-api.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { Json } from '#main/ports/store.ts';
import { isTexts, valueOf, type SettingsParts } from '#main/station/settings.ts';
import { now, type AddedSources, type Station } from '#main/station/station-parts.ts';

/** A policy that was tightened holds for what was added before it, too. */
export function addedSources(parts: SettingsParts): AddedSources {
  const kept = z.array(keyFile).safeParse(valueOf<Json>(parts, 'keyFiles', [], (value): value is Json => Array.isArray(value)));
  return {
    modules: valueOf<string[]>(parts, 'modules', [], isTexts),
    keyFiles: (kept.success ? kept.data : []).filter(({ kind }) => parts.defaults.keyFilesAllowed.includes(kind)),
  };
}

export const pathOfKeyFile = (file: KeyFile): string => (file.kind === 'pkcs12' ? file.file : file.certificate);

/** A file that a person added, and not a token: it has a password, counts no tries and cannot change its PIN here. */
export function isKeyFile(parts: SettingsParts, module: string): boolean {
  return addedSources(parts).keyFiles.some((file) => pathOfKeyFile(file) === module);
}

export async function addModule(station: Station, { path }: { path: string }): Promise<Result<Record<string, never>>> {
  if (station.defaults.locked.includes('modules')) return failed({ code: 'notAllowedByPolicy', key: 'modules' });
  const added = addedSources(station);
  if (added.modules.includes(path)) return done({});
  return tryOut(station, path, { ...added, modules: [...added.modules, path] }, added);
}

export async function addKeyFile(station: Station, file: KeyFile): Promise<Result<Record<string, never>>> {
  if (!station.defaults.keyFilesAllowed.includes(file.kind)) return failed({ code: 'notAllowedByPolicy', key: 'keySources.allowed' });
  const added = addedSources(station);
  const path = pathOfKeyFile(file);
  const others = added.keyFiles.filter((each) => pathOfKeyFile(each) !== path);
  return tryOut(station, path, { ...added, keyFiles: [...others, file] }, added);
}

export async function removeKeySource(station: Station, { path }: { path: string }): Promise<Result<Record<string, never>>> {
  const added = addedSources(station);
  const left = {
    modules: added.modules.filter((each) => each !== path),
    keyFiles: added.keyFiles.filter((each) => pathOfKeyFile(each) !== path),
  };
  const isThere = left.modules.length < added.modules.length || left.keyFiles.length < added.keyFiles.length;
  return isThere ? keep(station, left) : failed({ code: 'notAllowedByPolicy', key: 'modules' });
}

/** Loads it as the station would, and keeps it only where that went well. */
async function tryOut(station: Station, path: string, wanted: AddedSources, before: AddedSources): Promise<Result<Record<string, never>>> {
  await station.useSources(wanted);
  const overview = await station.tokens.refresh();
  const module = overview.modules.find((each) => each.path === path);
  const refusal = module === undefined ? null : refusalOf(module.failure, path, overview.tokens);
  if (refusal === null && module !== undefined) return keep(station, wanted);
  await station.useSources(before);
  // The same file is in use under another name: nothing to add.
  return refusal === null ? done({}) : failed(refusal);
}

/** A token that does not answer just now is no reason against its module; a file that cannot be one is. */
function refusalOf(
  failure: Failure | null,
  path: string,
  tokens: readonly { module: string; certificates: readonly unknown[] }[],
): Failure | null {
  if (failure !== null) return failure.code.startsWith('module') || failure.code === 'fileUnreadable' ? failure : null;
  const isFile = tokens.find((token) => token.module === path);
  const isHidden = isFile !== undefined && isFile.certificates.length === 0 && /\.(p12|pfx)$/i.test(path);
  return isHidden ? { code: 'certificateHidden', path } : null;
}

async function keep(station: Station, added: AddedSources): Promise<Result<Record<string, never>>> {
  const values = { modules: [...added.modules], keyFiles: added.keyFiles.map((each) => ({ ...each })) };
  const kept = station.store.settings.set({ values, at: now(station), by: station.by() });
  if (!kept.ok) return kept;
  await station.useSources(added);
  station.announce.tokensChanged();
  return done({});
}
