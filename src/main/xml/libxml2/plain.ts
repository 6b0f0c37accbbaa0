import { XmlCData, XmlComment, XmlElement, XmlText, type XmlTreeNode } from 'libxml2-wasm';
import { largestSignature, type PlainElement } from '#main/xml/plain-element.ts';

/** A Signature as plain data, or null when it is larger than any may be. */
export function plainSignature(signature: XmlElement): PlainElement | null {
  const budget = { left: largestSignature };
  const element = plain(signature, budget);
  return budget.left < 0 ? null : element;
}

function plain(element: XmlElement, budget: { left: number }): PlainElement {
  budget.left--;
  const children: PlainElement[] = [];
  let text = '';
  let isCut = false;
  for (const child of childrenOf(element)) {
    if (budget.left < 0) break;
    if (child instanceof XmlElement) children.push(plain(child, budget));
    else {
      budget.left--;
      if (child instanceof XmlText || child instanceof XmlCData) text += child.content;
      if (child instanceof XmlComment || child instanceof XmlCData) isCut = true;
    }
  }
  return {
    local: element.name,
    namespace: element.namespaceUri,
    attributes: element.attrs.map((attribute) => ({ local: attribute.name, namespace: attribute.namespaceUri, value: attribute.value })),
    children,
    text,
    isCut,
  };
}

function* childrenOf(element: XmlElement): Generator<XmlTreeNode> {
  for (let child = element.firstChild; child; child = child.next) yield child;
}
