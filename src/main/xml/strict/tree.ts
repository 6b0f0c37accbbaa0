import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';
import type { StrictElement } from './document.ts';

/** The document as core reads it: values are those of the canonical form, lines and names those of the original. */
export function treeOf(root: StrictElement): XmlElement {
  return element(root, `/${root.name}[1]`);
}

function element(from: StrictElement, path: string): XmlElement {
  const children: XmlElement[] = [];
  const seen = new Map<string, number>();
  let text = '';
  for (const child of from.children) {
    if (typeof child === 'string') text += child;
    else if (child.kind === 'element') {
      const place = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, place);
      children.push(element(child, `${path}/${child.name}[${place}]`));
    }
  }
  const attributes = from.attributes.length === 0 ? none : from.attributes.map(attributeOf);
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, attributes, children, text, line: from.line, path };
}

const none: readonly XmlAttribute[] = [];

function attributeOf(from: StrictElement['attributes'][number]): XmlAttribute {
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, value: from.value };
}
