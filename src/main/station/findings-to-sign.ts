import { sharedNumberFinding } from '#core/documents/shared-number.ts';
import { versionFinding } from '#core/documents/version-choice.ts';
import { done, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import { findingsOf, type ReadDocument } from '#main/station/read-document.ts';
import { documentVersions } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

/**
 * What is said of a document an official is asked to sign: schema and rules, what must be there before that signature,
 * whether it is in the version its destination takes, and whether its number is its own. `id` is its row, once it has one.
 */
export function findingsToSign(station: Station, document: ReadDocument, bytes: Uint8Array, id: string | null): Result<readonly Finding[]> {
  const { type, version, root, summary } = document;
  const { all } = findingsOf({ documents: station.xml.documents, types: station.documentTypes }, document, bytes);
  const shared = sharedNumber(station, document, id);
  if (!shared.ok) return shared;
  const others = [versionFinding(type, version, summary.destinationCountry, documentVersions(station)), shared.value];
  return done([...all, ...(type.readyToSign?.(root) ?? []), ...others.filter((finding) => finding !== null)]);
}

function sharedNumber(station: Station, { type, root, summary }: ReadDocument, id: string | null): Result<Finding | null> {
  if (summary.number === '') return done(null);
  const found = station.store.outgoing.byNumber(summary.number);
  if (!found.ok) return found;
  const others = found.value.filter((row) => row.id !== id);
  if (others.length === 0) return done(null);
  const fields = type.view(root).sections.flatMap((section) => section.fields);
  const path = fields.find(({ value }) => value === summary.number)?.path ?? '';
  return done(sharedNumberFinding({ type: type.id, summary }, path, others));
}
