import { versionFinding } from '#core/documents/version-choice.ts';
import type { Finding } from '#core/finding.ts';
import { findingsOf, type ReadDocument } from '#main/station/read-document.ts';
import { documentVersions } from '#main/station/settings.ts';
import type { Station } from '#main/station/station-parts.ts';

/**
 * What is said of a document an official is asked to sign: schema and rules, what must be there before that signature, and
 * whether it is in the version its destination takes.
 */
export function findingsToSign(station: Station, document: ReadDocument, bytes: Uint8Array): readonly Finding[] {
  const { type, version, root, summary } = document;
  const { all } = findingsOf({ documents: station.xml.documents, types: station.documentTypes }, document, bytes);
  const otherVersion = versionFinding(type, version, summary.destinationCountry, documentVersions(station));
  return [...all, ...(type.readyToSign?.(root) ?? []), ...(otherVersion ? [otherVersion] : [])];
}
