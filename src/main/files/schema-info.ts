import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCodeList, readLabels, type PackWords } from '#core/documents/pack-words.ts';
import type { PackManifest } from '#core/documents/pack.ts';
import type { EffectiveSchemas, Pack } from '#main/files/schema-packs.ts';

export type DescribedSchema = {
  readonly name: string;
  readonly hash: string;
  /** the pack it belongs to; null for a profile of the product itself */
  readonly pack:
    | (Pick<PackManifest, 'id' | 'version' | 'title' | 'isProvisional' | 'source' | 'date'> & { readonly isInstalled: boolean })
    | null;
};

export type SchemaInfo = {
  describe(schema: string): DescribedSchema;
  /** the labels and lists of the pack this schema belongs to; null where it is of none */
  words(schema: string): PackWords | null;
  readonly packs: readonly { readonly id: string; readonly version: string; readonly hash: string; readonly isInstalled: boolean }[];
};

/**
 * Which schema judges a document: its name and the hash over all its files, so that a changed code list shows as another.
 * A pack's is the one its manifest gives, the same that `rubrica packs list` tells. Read once a folder: those named `ahead` at once, before
 * any of them is compiled. Files replaced beneath the running program must not lend their hash to what the ones before them judged.
 */
export function schemaInfo(
  { folder, packs }: Pick<EffectiveSchemas, 'folder' | 'packs'>,
  { ahead = [] }: { readonly ahead?: readonly string[] } = {},
): SchemaInfo {
  const known = new Map<string, DescribedSchema>();
  const words = new Map<string, PackWords>();
  const packOf = (schema: string) => packs.find(({ manifest }) => dirname(schema) === `packs/${manifest.id}`);
  const describeOnce = (schema: string): DescribedSchema => {
    const found = known.get(schema);
    if (found) return found;
    const described = describe(folder, schema, packOf(schema));
    known.set(schema, described);
    return described;
  };
  for (const schema of ahead) if (existsSync(join(folder, schema))) describeOnce(schema);
  return {
    packs: packs.map(({ manifest, hash, isInstalled }) => ({ id: manifest.id, version: manifest.version, hash, isInstalled })),
    describe: describeOnce,
    words: (schema) => {
      const pack = packOf(schema);
      if (!pack) return null;
      const found = words.get(pack.hash) ?? wordsOf(pack);
      words.set(pack.hash, found);
      return found;
    },
  };
}

function describe(folder: string, schema: string, pack: EffectiveSchemas['packs'][number] | undefined): DescribedSchema {
  if (!pack) return { name: schema, hash: hashOf(join(folder, dirname(schema))), pack: null };
  const { id, version, title, isProvisional, source, date } = pack.manifest;
  return {
    name: `${id} ${version}`,
    hash: pack.hash,
    pack: { id, version, title, isProvisional, source, date, isInstalled: pack.isInstalled },
  };
}

/** `checkPack` has read them once and found them sound. */
function wordsOf({ manifest, folder }: Pack): PackWords {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const lists = Object.entries(manifest.codeLists ?? {}).map(([field, path]) => [field, readCodeList(read(path))] as const);
  return {
    labels: (manifest.labels === undefined ? null : readLabels(read(manifest.labels))) ?? {},
    codeLists: Object.fromEntries(lists.flatMap(([field, list]) => (list ? [[field, list] as const] : []))),
  };
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isFile()) continue;
    hash.update(`${entry.name}\n`);
    hash.update(
      createHash('sha256')
        .update(readFileSync(join(folder, entry.name)))
        .digest(),
    );
  }
  return hash.digest('hex');
}
