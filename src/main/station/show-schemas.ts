import type { z } from 'zod/mini';
import type { schemaRow } from '#contract/station-shapes.ts';
import { done, type Result } from '#core/failure.ts';
import type { Station } from '#main/station/station-parts.ts';

/** What judges each version of each type of document, by name and hash. */
export function showSchemas(station: Station): Result<{ rows: z.output<typeof schemaRow>[] }> {
  const rows = station.documentTypes.flatMap((type) =>
    type.versions.map((version) => {
      const { name, hash, pack } = station.schemas.describe(version.schema);
      return { type: type.id, typeName: type.name, version: version.label, name, hash, pack: pack && { ...pack } };
    }),
  );
  return done({ rows });
}
