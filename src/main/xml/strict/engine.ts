import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { Digesting } from '#main/xml/digesting.ts';
import { idNames, leavesOpen, type Engine, type FoundSignature, type OpenedDocument, type Target } from '#main/xml/engine.ts';
import { largestSignature, type PlainElement } from '#main/xml/plain-element.ts';
import { canonicalise, type Drain, type Selection } from './canonicalise.ts';
import { xmlNamespace, type StrictAttribute, type StrictDocument, type StrictElement } from './document.ts';
import { column } from './element-table.ts';
import { scan } from './scan.ts';

/** The primary implementation: our own strict reader and canonicaliser. */
export const strictEngine: Engine = {
  open(bytes) {
    const scanned = scan(bytes);
    return scanned.ok ? openStrict(scanned.document) : null;
  },
};

export function openStrict(document: StrictDocument): OpenedDocument {
  const found = document.signatures;
  return {
    signatures: found.map((signature) => describe(document, signature)),
    holders(id) {
      const holders = elementsWithId(document, id);
      return { count: holders.length, isRoot: holders.includes(document.root) };
    },
    mayHold(id) {
      const { table } = document;
      for (let index = 0; index < table.count; index++) if (table.tag(index).attributes.some(({ value }) => value === id)) return true;
      return false;
    },
    canonicalDocument(form) {
      return canonicalise(document, wholeOf(document), form);
    },
    digestDocument(form, hash) {
      const digest = new Digesting(hash);
      return digest.end(canonicalise(document, wholeOf(document), form, (piece) => digest.take(piece)));
    },
    canonicalSignedInfo(index, form) {
      if (!isPlainBase(document, form, true)) return null;
      const signedInfo = found[index]?.children.find((child) => typeof child !== 'string' && child.kind === 'element');
      return typeof signedInfo === 'object' && signedInfo.kind === 'element' ? ofSubtree(document, signedInfo, form) : null;
    },
    canonicalTarget(target, form) {
      return canonicalTarget(document, found, target, form, null);
    },
    digestTarget(target, form, hash) {
      const digest = new Digesting(hash);
      const last = canonicalTarget(document, found, target, form, (piece) => digest.take(piece));
      return last && digest.end(last);
    },
    close() {
      // nothing outside the heap is held
    },
  };
}

function canonicalTarget(
  document: StrictDocument,
  found: readonly StrictElement[],
  target: Target,
  form: CanonicalForm,
  drain: Drain | null,
): Uint8Array | null {
  const without = target.without === undefined ? null : (found[target.without]?.index ?? null);
  if (!isPlainBase(document, form, target.kind === 'element')) return null;
  if (target.kind === 'document') {
    return canonicalise(document, { ...wholeOf(document), without }, form, drain);
  }
  const [element, second] = elementsWithId(document, target.id);
  return element && !second ? ofSubtree(document, element, form, without, drain) : null;
}

function wholeOf(document: StrictDocument): Selection {
  return { apex: document.root.index, without: null, isWhole: true };
}

function ofSubtree(
  document: StrictDocument,
  apex: StrictElement,
  form: CanonicalForm,
  without: number | null = null,
  drain: Drain | null = null,
): Uint8Array | null {
  return canonicalise(document, { apex: apex.index, without, isWhole: false }, form, drain);
}

/** Whether Canonical XML 1.1 asks nothing of us that we do not do (engine.ts, `leavesOpen`). */
function isPlainBase({ table }: StrictDocument, form: CanonicalForm, isPart: boolean): boolean {
  if (form.kind !== 'inclusive-1.1') return true;
  const bases: string[] = [];
  for (let index = 0; index < table.count; index++) {
    for (const { name, value } of table.tag(index).attributes) if (name === 'xml:base') bases.push(value);
  }
  return !leavesOpen(bases, isPart);
}

export function elementsWithId(document: StrictDocument, id: string): readonly StrictElement[] {
  const { table } = document;
  const found: StrictElement[] = [];
  for (let index = 0; index < table.count; index++) {
    if (table.get(index, column.tag) > 0 && idsIn(table.tag(index).attributes).includes(id)) found.push(document.element(index));
  }
  return found;
}

const names: readonly string[] = idNames;

export function idsOf(element: StrictElement): readonly string[] {
  return idsIn(element.attributes);
}

function idsIn(attributes: readonly StrictAttribute[]): readonly string[] {
  if (attributes.length === 0) return noIds;
  const ids: string[] = [];
  for (const { local, namespace, value } of attributes) {
    if (namespace === '' ? names.includes(local) : namespace === xmlNamespace && local === 'id') ids.push(value);
  }
  return ids;
}

const noIds: readonly string[] = [];

function describe(document: StrictDocument, signature: StrictElement): FoundSignature {
  const siblings = signature.parent?.children ?? [];
  const place = siblings.indexOf(signature);
  const before = siblings.slice(0, place).findLast(isSubstance);
  return {
    element: countOf(signature) > largestSignature ? null : plain(signature),
    isRoot: signature === document.root,
    isLastInRoot: signature.parent === document.root && !siblings.slice(place + 1).some(isSubstance),
    siblingIds: typeof before === 'object' && before.kind === 'element' ? idsOf(before) : noIds,
    parentIds: signature.parent ? idsOf(signature.parent) : noIds,
  };
}

function isSubstance(node: StrictElement['children'][number]): boolean {
  return typeof node === 'string' ? /[^ \t\r\n]/.test(node) : node.kind === 'element';
}

function countOf(element: StrictElement): number {
  let count = 1;
  for (const child of element.children) count += typeof child === 'string' || child.kind === 'comment' ? 1 : countOf(child);
  return count;
}

function plain(element: StrictElement): PlainElement {
  const children: PlainElement[] = [];
  let text = '';
  for (const child of element.children) {
    if (typeof child === 'string') text += child;
    else if (child.kind === 'element') children.push(plain(child));
  }
  return {
    local: element.local,
    namespace: element.namespace,
    attributes: element.attributes.map(({ local, namespace, value }) => ({ local, namespace, value })),
    children,
    text,
    isCut: element.isCut,
  };
}
