import type { z } from 'zod/mini';
import type { judgedBy as shape } from '#contract/station-shapes.ts';
import type { ReadDocument } from '#main/station/read-document.ts';
import type { Station } from '#main/station/station-parts.ts';

export type JudgedBy = z.output<typeof shape>;

/** Which schema judged a document, by name and hash: a pack may be replaced later, and a judgement is as good as its judge. */
export function judgedBy(station: Pick<Station, 'schemas'>, { version }: Pick<ReadDocument, 'version'>): JudgedBy {
  const { name, hash, pack } = station.schemas.describe(version.schema);
  return { name, hash, pack: pack && { title: pack.title, version: pack.version, isProvisional: pack.isProvisional } };
}
