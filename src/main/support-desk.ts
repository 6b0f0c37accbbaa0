/** What the program is made of, for the about screen and for whoever helps. */
import { readFileSync } from 'node:fs';
import { arch, release, totalmem, type as systemName, version as systemVersion } from 'node:os';
import { join } from 'node:path';
import type { StationConfig } from '#contract/station-config.ts';
import { openCrashDumps } from '#main/files/crash-dumps.ts';
import { diagnosticsBundle } from '#main/files/diagnostics.ts';
import type { EffectiveSchemas } from '#main/files/schema-packs.ts';
import type { SupportDesk } from '#main/ports/support.ts';

type Bill = {
  readonly components: readonly {
    readonly type: string;
    readonly name: string;
    readonly version: string;
    readonly licenses: readonly Licence[];
  }[];
};
type Licence = { readonly license?: { readonly id: string }; readonly expression?: string };

export function createSupportDesk(
  { dataFolder, schemaFolder }: StationConfig,
  packs: EffectiveSchemas['packs'],
  sqlite: string,
): SupportDesk {
  const packed = (name: string): Buffer | null => read(join(schemaFolder, '..', name)) ?? read(join(schemaFolder, '../out/packages', name));
  const libraries = (): { name: string; version: string; licence: string }[] => {
    const bill = packed('sbom.cdx.json');
    if (bill === null) return [];
    return (JSON.parse(bill.toString('utf8')) as Bill).components
      .filter(({ type }) => type === 'library')
      .map(({ name, version, licenses: [first] }) => ({ name, version, licence: first?.license?.id ?? first?.expression ?? '' }));
  };
  return {
    about: () => {
      const licences = libraries();
      const libxml2 = licences.find(({ name }) => name === 'libxml2-wasm');
      const { electron, chrome, node, openssl } = process.versions;
      const runtime = {
        Electron: electron,
        Chromium: chrome,
        'Node.js': node,
        // Electron's is BoringSSL, which has no versions of its own: Chromium's says it
        OpenSSL: openssl === '0.0.0' ? undefined : openssl,
        SQLite: sqlite,
        'libxml2-wasm': libxml2?.version,
      };
      return {
        runtime: Object.entries(runtime).flatMap(([name, version]) => (version ? [{ name, version }] : [])),
        packs: packs.map(({ manifest, hash, isInstalled }) => ({ name: manifest.id, version: manifest.version, hash, isInstalled })),
        licences,
        dataFolder,
        crashes: openCrashDumps(dataFolder)
          .list()
          .map(({ at, bytes }) => ({ at, bytes })),
      };
    },
    licenceTexts: () => new Uint8Array(packed('third-party.txt') ?? Buffer.alloc(0)),
    bundle: (facts) => diagnosticsBundle({ logFolder: join(dataFolder, 'logs'), facts: { ...facts, machine: machine() } }),
  };
}

/** What a vendor's module, a date or a slow station depends on; nothing that names the machine or whose it is. */
function machine(): Readonly<Record<string, unknown>> {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  return {
    system: systemName(),
    release: release(),
    version: systemVersion(),
    // a 64-bit program loads no 32-bit module: the two are told apart here
    architecture: arch(),
    memoryBytes: totalmem(),
    timeZone,
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
    locale,
  };
}

/** A checkout that was not built has neither bill nor texts. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
