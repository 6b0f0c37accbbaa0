import type { DocumentType } from '#core/documents/document-type.ts';
import type { Failure } from '#core/failure.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Why nothing can be said of a document: a kind nobody here knows, or a version of a known kind that no schema here judges. */
export function unknownDocument(types: readonly DocumentType[], root: XmlElement): Failure {
  for (const type of types) {
    const version = type.otherVersion?.(root);
    if (version) return { code: 'documentVersionUnknown', version, known: type.versions.map(({ id }) => id).join(', ') };
  }
  return { code: 'documentTypeUnknown', root: root.namespace === '' ? root.name : `{${root.namespace}}${root.name}` };
}
