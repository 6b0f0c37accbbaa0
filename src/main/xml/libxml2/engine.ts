import { XmlCData, XmlElement, XmlText, XmlXPath, type XmlDocument, type XmlNode } from 'libxml2-wasm';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { idNames, type Engine, type FoundSignature, type OpenedDocument, type Target } from '#main/xml/engine.ts';
import { signatureNamespace } from '#main/xml/signature/algorithms.ts';
import { canonicalDocument, canonicalSubtree } from './canonicalise.ts';
import { parse } from './parse.ts';
import { plainSignature } from './plain.ts';

/** The second implementation: libxml2, whose canonicaliser has been held against the W3C's vectors for twenty years. */
export const libxml2Engine: Engine = {
  open(bytes) {
    const document = parse(bytes);
    return document ? openLibxml2(document, bytes.length) : null;
  },
};

const everySignature = XmlXPath.compile('//ds:Signature', { ds: signatureNamespace });
const everyId = XmlXPath.compile(`//@${idNames.join(' | //@')} | //@xml:id`, { xml: 'http://www.w3.org/XML/1998/namespace' });

const sizeOfSignedInfo = 2048;

const everyAttribute = XmlXPath.compile('//@*');

function openLibxml2(document: XmlDocument, size: number): OpenedDocument {
  const found = document.find(everySignature).filter((node) => node instanceof XmlElement);
  return {
    signatures: found.map(describe),
    holders(id) {
      const holders = withId(document, id);
      return { count: holders.length, isRoot: holders.some((holder) => holder.parent === null) };
    },
    mayHold: (id) => document.find(everyAttribute).some((attribute) => attribute.content === id),
    canonicalDocument(form) {
      return canonicalDocument(document, form, size);
    },
    canonicalSignedInfo(index, form) {
      const signedInfo = firstElement(found[index]);
      return signedInfo ? canonicalSubtree(document, signedInfo, form, sizeOfSignedInfo) : null;
    },
    canonicalTarget(target, form) {
      return canonicalTarget(document, found, target, form, size);
    },
    close() {
      document.dispose();
    },
  };
}

function canonicalTarget(
  document: XmlDocument,
  found: readonly XmlElement[],
  target: Target,
  form: CanonicalForm,
  size: number,
): Uint8Array | null {
  if (target.without !== undefined) found[target.without]?.remove();
  if (target.kind === 'document') return canonicalDocument(document, form, size);
  const [element, second] = withId(document, target.id);
  return element && !second ? canonicalSubtree(document, element, form, size) : null;
}

/** The value is compared here and not in the expression: an Id never becomes part of an XPath. */
function withId(document: XmlDocument, id: string): readonly XmlElement[] {
  const holders: XmlElement[] = [];
  for (const attribute of document.find(everyId)) {
    if (attribute.content !== id) continue;
    const { parent } = attribute;
    if (parent && !holders.some((holder) => holder.isSameNode(parent))) holders.push(parent);
  }
  return holders;
}

function firstElement(signature: XmlElement | undefined): XmlElement | null {
  for (let child = signature?.firstChild ?? null; child; child = child.next) {
    if (child instanceof XmlElement) return child;
  }
  return null;
}

function describe(signature: XmlElement): FoundSignature {
  const { parent } = signature;
  let before = signature.prev;
  while (before && !isSubstance(before)) before = before.prev;
  let after = signature.next;
  while (after && !isSubstance(after)) after = after.next;
  return {
    element: plainSignature(signature),
    isRoot: parent === null,
    isLastInRoot: parent !== null && parent.parent === null && after === null,
    siblingIds: before instanceof XmlElement ? idsOf(before) : [],
    parentIds: parent === null ? [] : idsOf(parent),
  };
}

function isSubstance(node: XmlNode): boolean {
  if (node instanceof XmlElement) return true;
  return (node instanceof XmlText || node instanceof XmlCData) && /[^ \t\r\n]/.test(node.content);
}

function idsOf(element: XmlElement): readonly string[] {
  const plain: readonly string[] = idNames;
  return element.attrs
    .filter(({ name, prefix }) => (prefix === '' ? plain.includes(name) : prefix === 'xml' && name === 'id'))
    .map(({ value }) => value);
}
