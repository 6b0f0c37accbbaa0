import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import { documentStates } from '#core/documents/code-lists/document-codes.ts';
import type { DocumentType } from '#core/documents/document-type.ts';
import type { Failure } from '#core/failure.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Why nothing can be signed: an answer to be read, a version of a known kind that no schema here judges, or a kind nobody here knows. */
export function unknownDocument(types: readonly DocumentType[], root: XmlElement): Failure {
  for (const message of types.flatMap((type) => type.messages ?? [])) {
    if (message.recognise(root) === null) continue;
    const { number, statusCode } = message.summarise(root);
    return { code: 'documentIsAnswer', name: message.name, number, state: meaningOf(documentStates, statusCode ?? '') ?? null };
  }
  for (const type of types) {
    const version = type.otherVersion?.(root);
    if (version) return { code: 'documentVersionUnknown', version, known: type.versions.map(({ id }) => id).join(', ') };
  }
  const name = root.namespace === '' ? root.name : `{${root.namespace}}${root.name}`;
  return { code: 'documentTypeUnknown', root: name, known: types.map((type) => type.name) };
}
