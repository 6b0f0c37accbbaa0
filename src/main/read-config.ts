import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueWords } from '#contract/issue-words.ts';
import { stationConfig, type StationConfig } from '#contract/station-config.ts';

/** Where the product keeps what it ships: beside the built programs when packed, in the checkout otherwise. */
export type Places = { readonly schemaFolder: string; readonly dataFolder: string; readonly version: string };

/** A station that IT has not configured yet: it starts, shows what is missing, and works with files. */
export function unconfigured(places: Places): StationConfig {
  return {
    version: places.version,
    isPractice: false,
    dataFolder: places.dataFolder,
    schemaFolder: places.schemaFolder,
    nativeBinding: process.env['RUBRICA_SQLITE_BINDING'] ?? null,
    country: null,
    entity: null,
    modules: [],
    ignorePinPad: false,
    tokenEnvironment: {},
    gateway: null,
    trust: {
      anchorsFolder: join(places.dataFolder, 'trust'),
      intermediatesFolder: null,
      crlFolder: null,
      directoryAuthorityFile: null,
      offlineEvidenceHours: 72,
    },
    mail: null,
  };
}

/** Reads a configuration file; what it does not say stays as in `unconfigured`. Throws with words a person can act on. */
export function readConfig(file: string, places: Places): StationConfig {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`The configuration ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  // which program runs is no matter of configuration
  const merged = stationConfig.safeParse({ ...unconfigured(places), ...(content as object), version: places.version }, issueWords);
  if (merged.success) return merged.data;
  const wrong = merged.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`The configuration ${file} has values that cannot be used: ${wrong}`);
}
