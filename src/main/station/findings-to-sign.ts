import type { DocumentSummary } from '#core/documents/document-type.ts';
import { sharedNumberFinding } from '#core/documents/shared-number.ts';
import { versionFinding } from '#core/documents/version-choice.ts';
import { done, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import { findingsOf, type ReadDocument } from '#main/station/read-document.ts';
import { documentVersions } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

/**
 * What is said of a document an official is asked to sign: schema and rules, what must be there before that signature,
 * whether it is in the version its destination takes, and whether its number is its own.
 * `id` is its row, once it has one; `arrived` what it said before the official's part was added.
 */
export function findingsToSign(
  station: Station,
  document: ReadDocument,
  bytes: Uint8Array,
  id: string | null,
  arrived: DocumentSummary = document.summary,
): Result<readonly Finding[]> {
  const { type, version, root, summary } = document;
  const { all } = findingsOf({ documents: station.xml.documents, types: station.documentTypes }, document, bytes);
  const shared = sharedNumber(station, document, id, arrived);
  if (!shared.ok) return shared;
  const others = [versionFinding(type, version, summary.destinationCountry, documentVersions(station)), shared.value];
  return done([...all, ...(type.readyToSign?.(root) ?? []), ...others.filter((finding) => finding !== null)]);
}

/** By its number; and by the one it came under, where the official's part has given it another, which is nobody's yet. */
function sharedNumber(station: Station, document: ReadDocument, id: string | null, arrived: DocumentSummary): Result<Finding | null> {
  const { type, root, summary } = document;
  for (const own of summary.number === arrived.number ? [summary] : [summary, arrived]) {
    if (own.number === '') continue;
    const found = station.store.outgoing.bearing(own.number);
    if (!found.ok) return found;
    const others = found.value.filter((row) => row.id !== id);
    if (others.length === 0) continue;
    const fields = type.view(root).sections.flatMap((section) => section.fields);
    const path = fields.find(({ value }) => value === own.number)?.path ?? '';
    const corrected = correctedBy(station, type.id, own);
    if (!corrected.ok) return corrected;
    const finding = sharedNumberFinding({ type: type.id, summary: own }, path, others, corrected.value);
    if (finding !== null) return done(finding);
  }
  return done(null);
}

/** What it says that it corrects, and what that corrected, under whatever request each of them came. */
function correctedBy(station: Station, type: string, { replaces }: DocumentSummary): Result<ReadonlySet<string>> {
  const numbers = new Set<string>();
  for (let next = replaces; next !== null && !numbers.has(next);) {
    numbers.add(next);
    const found = station.store.outgoing.byNumber(next);
    if (!found.ok) return found;
    next = found.value.find((row) => row.type === type)?.summary.replaces ?? null;
  }
  return done(numbers);
}
