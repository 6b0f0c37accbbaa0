import { isSignature } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * Signatures that stand where a document type has none: anywhere but after an element it signs, or, for a type with an
 * enveloped signature (`signed` empty), anywhere but last in the root.
 */
export function signaturePlaceRules(root: XmlElement, signed: readonly string[], book: Rulebook): void {
  for (const stray of strays(root, root, signed)) {
    const places =
      signed.length === 0
        ? { es: 'solo puede ser lo último del documento', en: 'it may only be the last thing in the document' }
        : { es: `solo puede seguir a ${signed.join(' o ')}`, en: `it may only follow ${signed.join(' or ')}` };
    book.error('signature-misplaced', stray, {
      es: `Hay una firma donde no corresponde: ${places.es}. No firme este documento.`,
      en: `There is a signature where it does not belong: ${places.en}. Do not sign this document.`,
    });
  }
}

function strays(element: XmlElement, root: XmlElement, signed: readonly string[]): readonly XmlElement[] {
  return element.children.flatMap((child, index) => {
    if (!isSignature(child)) return strays(child, root, signed);
    const before = element.children[index - 1];
    const isInPlace = signed.length === 0 ? element === root && index === root.children.length - 1 : signed.includes(before?.name ?? '');
    return isInPlace ? [] : [child];
  });
}
