import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Which schema judges a document: the pack's name and the hash over all its files, by name and content, so that a
 * changed code list shows as another pack. Read once a pack.
 */
export function schemaInfo(schemaFolder: string): { describe(schema: string): { name: string; hash: string } } {
  const known = new Map<string, { name: string; hash: string }>();
  return {
    describe: (schema) => {
      const pack = dirname(schema);
      const found = known.get(pack);
      if (found) return found;
      const described = { name: schema, hash: hashOf(join(schemaFolder, pack)) };
      known.set(pack, described);
      return described;
    },
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
