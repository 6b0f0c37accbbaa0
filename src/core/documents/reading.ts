import type { NotUnderstood } from '#core/documents/document-type.ts';
import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';

/**
 * Reads a tree and remembers what was read, so that whatever nobody asked for can be listed afterwards: an official never
 * signs over an element the screen passed over in silence. Elements of a foreign namespace are never taken for ours.
 */
export type Reading = {
  child(parent: XmlElement | undefined, name: string): XmlElement | undefined;
  children(parent: XmlElement | undefined, name: string): readonly XmlElement[];
  /** The element's text without surrounding white space; '' when absent. */
  text(element: XmlElement | undefined): string;
  attribute(element: XmlElement | undefined, name: string): string;
  /** Marks a container as explained; its children and attributes are still to be read. */
  open(element: XmlElement): void;
  wasRead(element: XmlElement): boolean;
  /** What is left: elements never opened, texts and attributes never asked for. */
  unread(): readonly NotUnderstood[];
};

export const schemaInstanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';
export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * `signed` names the elements whose next sibling may be their signature (the exporter's part and the official's); a signature that closes
 * the root is always expected. Those have a screen of their own.
 */
export function startReading(root: XmlElement, namespaces: readonly string[], signed: readonly string[] = []): Reading {
  /** elements opened, and whether their text was read: one map, for documents of 200,000 elements */
  const opened = new Map<XmlElement, boolean>([[root, false]]);
  const attributes = new Set<XmlAttribute>();
  const plain = readPlainly(namespaces);

  const open = (element: XmlElement): void => {
    if (!opened.has(element)) opened.set(element, false);
  };

  return {
    child(parent, name) {
      const found = plain.child(parent, name);
      if (found) open(found);
      return found;
    },
    children(parent, name) {
      const found = plain.children(parent, name);
      for (const element of found) open(element);
      return found;
    },
    text(element) {
      if (element) opened.set(element, true);
      return plain.text(element);
    },
    attribute(element, name) {
      const found = attributeNamed(element, name);
      if (!found) return '';
      attributes.add(found);
      return found.value.trim();
    },
    open,
    wasRead: (element) => opened.has(element),
    unread() {
      const left: NotUnderstood[] = [];
      collect(root, left);
      return left;
    },
  };

  function isSignaturePlace(parent: XmlElement, index: number): boolean {
    if (parent === root && index === parent.children.length - 1) return true;
    const before = parent.children[index - 1];
    return before !== undefined && signed.includes(before.name);
  }

  function collect(element: XmlElement, left: NotUnderstood[]): void {
    const isTextRead = opened.get(element);
    const text = isTextRead === true ? '' : element.text.trim();
    if (isTextRead === undefined || text !== '') {
      left.push({ path: element.path, line: element.line, name: nameOf(element), value: text });
    }
    for (const attribute of element.attributes) {
      if (attributes.has(attribute) || isAboutSchemas(attribute)) continue;
      left.push({
        path: `${element.path}/@${nameOf(attribute)}`,
        line: element.line,
        name: `@${nameOf(attribute)}`,
        value: attribute.value,
      });
    }
    for (const [index, child] of element.children.entries()) {
      if (isSignature(child) && isSignaturePlace(element, index)) continue;
      collect(child, left);
    }
  }
}

export function isSignature(element: XmlElement): boolean {
  return element.namespace === signatureNamespace && element.name === 'Signature';
}

/** Reads without remembering: for rules and summaries, which need not account for everything. */
export function readPlainly(namespaces: readonly string[]): Reading {
  const isNamed = (element: XmlElement, name: string): boolean => element.name === name && namespaces.includes(element.namespace);
  return {
    child: (parent, name) => parent?.children.find((candidate) => isNamed(candidate, name)),
    children: (parent, name) => parent?.children.filter((candidate) => isNamed(candidate, name)) ?? [],
    text: (element) => element?.text.trim() ?? '',
    attribute: (element, name) => attributeNamed(element, name)?.value.trim() ?? '',
    open: () => undefined,
    wasRead: () => true,
    unread: () => [],
  };
}

function attributeNamed(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  return element?.attributes.find((candidate) => candidate.name === name && candidate.namespace === '');
}

/** xsi:schemaLocation and its kin tell a parser where to look; they say nothing of the goods. */
function isAboutSchemas(attribute: XmlAttribute): boolean {
  return attribute.namespace === schemaInstanceNamespace;
}

function nameOf(named: { readonly prefix: string; readonly name: string }): string {
  return named.prefix === '' ? named.name : `${named.prefix}:${named.name}`;
}
