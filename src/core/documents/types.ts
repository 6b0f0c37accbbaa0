import { customsDeclaration } from '#core/documents/customs-declaration/type.ts';
import type { DocumentType, DocumentVersion, ReadableType } from '#core/documents/document-type.ts';
import { origin } from '#core/documents/origin/type.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Every document type the station knows: a folder, and a line here and in `type-names.ts`. */
export const documentTypes: readonly DocumentType[] = [phytosanitary, origin, customsDeclaration];

/** The type and version of a document by its root, or null when no type knows it. */
export function recognise(root: XmlElement): { type: DocumentType; version: DocumentVersion } | null {
  for (const type of documentTypes) {
    const version = type.recognise(root);
    if (version) return { type, version };
  }
  return null;
}

/** The same for whatever can be read here: documents, and the messages of their exchanges. */
export function recogniseReadable(root: XmlElement): { type: ReadableType; version: DocumentVersion } | null {
  for (const type of documentTypes.flatMap((each): readonly ReadableType[] => [each, ...(each.messages ?? [])])) {
    const version = type.recognise(root);
    if (version) return { type, version };
  }
  return null;
}
