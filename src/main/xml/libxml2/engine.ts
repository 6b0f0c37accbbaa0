import { XmlCData, XmlElement, XmlText, XmlXPath, type XmlDocument, type XmlNode } from 'libxml2-wasm';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { Digesting } from '#main/xml/digesting.ts';
import { idNames, leavesOpen, type Engine, type FoundSignature, type OpenedDocument, type Target } from '#main/xml/engine.ts';
import { signatureNamespace } from '#main/xml/signature/algorithms.ts';
import { canonicalDocument, canonicalSubtree, type Drain } from './canonicalise.ts';
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
/** One walk for all of the names; `xml` is the prefix of its namespace and no other. */
const everyId = XmlXPath.compile(`//@*[${[...idNames, 'xml:id'].map((name) => `name() = '${name}'`).join(' or ')}]`);

const everyBase = XmlXPath.compile('//@xml:base', { xml: 'http://www.w3.org/XML/1998/namespace' });

const sizeOfSignedInfo = 2048;

const everyAttribute = XmlXPath.compile('//@*');

function openLibxml2(document: XmlDocument, size: number): OpenedDocument {
  const found = document.find(everySignature).filter((node) => node instanceof XmlElement);
  const ids = new Ids(document);
  return {
    signatures: found.map(describe),
    holders(id) {
      const holders = ids.holders(id);
      return { count: holders.length, isRoot: holders.some((holder) => holder.parent === null) };
    },
    mayHold: (id) => document.find(everyAttribute).some((attribute) => attribute.content === id),
    canonicalDocument(form) {
      return canonicalDocument(document, form, size);
    },
    digestDocument(form, hash) {
      const digest = new Digesting(hash);
      const last = canonicalDocument(document, form, size, (piece) => digest.take(piece));
      return last && digest.end(last);
    },
    canonicalSignedInfo(index, form) {
      if (!isPlainBase(document, form, true)) return null;
      const signedInfo = firstElement(found[index]);
      return signedInfo ? canonicalSubtree(document, signedInfo, form, sizeOfSignedInfo) : null;
    },
    canonicalTarget(target, form) {
      return canonicalTarget(document, found, ids, target, form, size, null);
    },
    digestTarget(target, form, hash) {
      const digest = new Digesting(hash);
      const last = canonicalTarget(document, found, ids, target, form, size, (piece) => digest.take(piece));
      return last && digest.end(last);
    },
    close() {
      document.dispose();
    },
  };
}

function canonicalTarget(
  document: XmlDocument,
  found: readonly XmlElement[],
  ids: Ids,
  target: Target,
  form: CanonicalForm,
  size: number,
  drain: Drain | null,
): Uint8Array | null {
  if (!isPlainBase(document, form, target.kind === 'element')) return null;
  if (target.without !== undefined) {
    found[target.without]?.remove();
    ids.forget();
  }
  if (target.kind === 'document') return canonicalDocument(document, form, size, drain);
  const [element, second] = ids.holders(target.id);
  return element && !second ? canonicalSubtree(document, element, form, size, drain) : null;
}

function isPlainBase(document: XmlDocument, { kind }: CanonicalForm, isPart: boolean): boolean {
  if (kind !== 'inclusive-1.1') return true;
  const bases = document.find(everyBase).map(({ content }) => content);
  return !leavesOpen(bases, isPart);
}

/** Who carries which Id, looked for once. The value is compared here and not in the expression: an Id never becomes part of an XPath. */
class Ids {
  readonly #document: XmlDocument;
  #holders: Map<string, XmlElement[]> | null = null;

  constructor(document: XmlDocument) {
    this.#document = document;
  }

  holders(id: string): readonly XmlElement[] {
    this.#holders ??= this.#look();
    return this.#holders.get(id) ?? [];
  }

  /** What was taken out of the document is no more. */
  forget(): void {
    this.#holders = null;
  }

  #look(): Map<string, XmlElement[]> {
    const all = new Map<string, XmlElement[]>();
    for (const attribute of this.#document.find(everyId)) {
      const { parent, content } = attribute;
      const holders = all.get(content);
      // attributes of one element follow one another
      if (!parent || holders?.at(-1)?.isSameNode(parent)) continue;
      if (holders) holders.push(parent);
      else all.set(content, [parent]);
    }
    return all;
  }
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
