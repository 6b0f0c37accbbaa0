import { XmlAttribute as LibxmlAttribute, XmlCData, XmlDocument, XmlElement as LibxmlElement, XmlText } from 'libxml2-wasm';
import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';

/** A document as the tree the core reads, for tests that are not about the parser. */
export function readTree(xml: string | Uint8Array): XmlElement {
  const document = XmlDocument.fromBuffer(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml);
  try {
    return treeOf(document.root, '', 1);
  } finally {
    document.dispose();
  }
}

function treeOf(element: LibxmlElement, parentPath: string, nth: number): XmlElement {
  const prefix = element.prefix;
  const path = `${parentPath}/${prefix === '' ? element.name : `${prefix}:${element.name}`}[${nth}]`;
  const children: XmlElement[] = [];
  const counts = new Map<string, number>();
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof LibxmlElement) {
      const key = `${node.prefix}:${node.name}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      children.push(treeOf(node, path, count));
    } else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  return {
    name: element.name,
    prefix,
    namespace: element.namespaceUri,
    attributes: element.attrs.map(attributeOf),
    children,
    text,
    line: element.line,
    path,
  };
}

function attributeOf(attribute: LibxmlAttribute): XmlAttribute {
  return { name: attribute.name, prefix: attribute.prefix, namespace: attribute.namespaceUri, value: attribute.content };
}
