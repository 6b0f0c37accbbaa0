import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';
import type { StrictAttribute, StrictDocument } from './document.ts';

/** The document as core reads it: values are those of the canonical form, lines and names those of the original. */
export function treeOf(document: StrictDocument): XmlElement {
  return element(document, document.root.index, `/${document.root.name}[1]`);
}

function element(document: StrictDocument, index: number, path: string): XmlElement {
  const { table } = document;
  const { local, prefix, namespace } = table.name(index);
  const { attributes } = table.tag(index);
  const line = document.lineOf(index);
  const children: XmlElement[] = [];
  let seen: Map<string, number> | null = null;
  let text = '';
  for (const content of table.contentOf(index)) {
    if (typeof content === 'string') text += content;
    else if (typeof content === 'number') {
      const { name } = table.name(content);
      seen ??= new Map();
      const place = (seen.get(name) ?? 0) + 1;
      seen.set(name, place);
      children.push(element(document, content, `${path}/${name}[${place}]`));
    }
  }
  return {
    name: local,
    prefix,
    namespace,
    attributes: attributes.length === 0 ? none : attributes.map(attributeOf),
    // most elements hold one text alone
    children: children.length === 0 ? noChildren : children,
    text,
    line,
    path,
  };
}

const noChildren: readonly XmlElement[] = [];
const none: readonly XmlAttribute[] = [];

function attributeOf(from: StrictAttribute): XmlAttribute {
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, value: from.value };
}
