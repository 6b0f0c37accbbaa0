import type { DocumentType, DocumentVersion } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';

/** What an institution decided, by type and destination: `TYPE/CL` is a version; `TYPE/*` is every other country's. */
export type VersionChoices = Readonly<Record<string, string>>;

export type ExpectedVersion = {
  readonly version: DocumentVersion;
  /** somebody chose it for this destination; otherwise it is what that country usually takes */
  readonly isChosen: boolean;
};

/** The version a document for this destination is written in; null for a type whose version something else decides. */
export function expectedVersion(type: DocumentType, destination: string | null, choices: VersionChoices): ExpectedVersion | null {
  if (type.usualVersion === undefined) return null;
  const named = (destination === null ? undefined : choices[`${type.id}/${destination}`]) ?? choices[`${type.id}/*`];
  const chosen = type.versions.find(({ id }) => id === named);
  return chosen ? { version: chosen, isChosen: true } : { version: type.usualVersion(destination), isChosen: false };
}

/** A document that came in another version is signed as it came: nobody here rewrites what another system issued. */
export function versionFinding(
  type: DocumentType,
  written: DocumentVersion,
  destination: string | null,
  choices: VersionChoices,
): Finding | null {
  const expected = expectedVersion(type, destination, choices);
  if (expected === null || destination === null || expected.version.id === written.id) return null;
  const because = expected.isChosen ? { es: 'se eligió', en: 'was chosen' } : { es: 'se usa', en: 'is usual' };
  return {
    level: expected.isChosen ? 'warning' : 'info',
    code: 'version-not-of-destination',
    path: '',
    line: null,
    sentence: {
      es: `El documento está en la versión ${written.id} y para ${destination} ${because.es} ${expected.version.id}. Se firma como llegó, sin convertirlo: si el destino no la lee, pida al emisor la otra o cambie la versión en Ajustes.`,
      en: `The document is in version ${written.id}; for ${destination} ${expected.version.id} ${because.en}. It is signed as it came, not converted: if the destination cannot read it, ask the issuer for the other one or change the version in Settings.`,
    },
  };
}
