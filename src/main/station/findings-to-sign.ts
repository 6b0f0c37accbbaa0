import { sharedNumberFinding } from '#core/documents/shared-number.ts';
import { versionFinding } from '#core/documents/version-choice.ts';
import type { Finding } from '#core/finding.ts';
import { findingsOf, type ReadDocument } from '#main/station/read-document.ts';
import { documentVersions } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

/**
 * What is said of a document an official is asked to sign: schema and rules, what must be there before that signature,
 * whether it is in the version its destination takes, and whether its number is its own. `id` is its row, once it has one.
 */
export function findingsToSign(station: Station, document: ReadDocument, bytes: Uint8Array, id: string | null): readonly Finding[] {
  const { type, version, root, summary } = document;
  const { all } = findingsOf({ documents: station.xml.documents, types: station.documentTypes }, document, bytes);
  const others = [
    versionFinding(type, version, summary.destinationCountry, documentVersions(station)),
    sharedNumber(station, document, id),
  ];
  return [...all, ...(type.readyToSign?.(root) ?? []), ...others.filter((finding) => finding !== null)];
}

function sharedNumber(station: Station, { type, root, summary }: ReadDocument, id: string | null): Finding | null {
  if (summary.number === '') return null;
  const found = station.store.outgoing.byNumber(summary.number);
  const others = found.ok ? found.value.filter((row) => row.id !== id) : [];
  if (others.length === 0) return null;
  const fields = type.view(root).sections.flatMap((section) => section.fields);
  const path = fields.find(({ value }) => value === summary.number)?.path ?? '';
  return sharedNumberFinding({ type: type.id, summary }, path, others);
}
