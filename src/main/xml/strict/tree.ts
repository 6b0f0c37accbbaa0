import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';
import type { StrictElement } from './document.ts';

/** The document as core reads it: values are those of the canonical form, lines and names those of the original. */
export function treeOf(root: StrictElement): XmlElement {
  return element(root, `/${root.name}[1]`);
}

function element(from: StrictElement, path: string): XmlElement {
  const { length } = from.children;
  const first = from.children[0];
  // most elements hold one text alone
  const isLeaf = length === 0 || (length === 1 && typeof first === 'string');
  const children: readonly XmlElement[] = isLeaf ? noChildren : childrenOf(from, path);
  let text = '';
  for (const child of from.children) {
    if (typeof child === 'string') text += child;
  }
  const attributes = from.attributes.length === 0 ? none : from.attributes.map(attributeOf);
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, attributes, children, text, line: from.line, path };
}

function childrenOf(from: StrictElement, path: string): readonly XmlElement[] {
  const children: XmlElement[] = [];
  const seen = new Map<string, number>();
  for (const child of from.children) {
    if (typeof child === 'string' || child.kind === 'comment') continue;
    const place = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, place);
    children.push(element(child, `${path}/${child.name}[${place}]`));
  }
  return children;
}

const noChildren: readonly XmlElement[] = [];
const none: readonly XmlAttribute[] = [];

function attributeOf(from: StrictElement['attributes'][number]): XmlAttribute {
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, value: from.value };
}
