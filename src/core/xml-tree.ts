/**
 * A document as plain data. Adapters parse; core reads. Text is the concatenation of an element's own text nodes.
 * `line` is the 1-based line of the start tag in the original bytes; `path` is `/a[1]/b[2]` with prefixes as written.
 */
export type XmlElement = {
  readonly name: string; // local name
  readonly prefix: string;
  readonly namespace: string; // '' when none
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
  readonly path: string;
};

export type XmlAttribute = { readonly name: string; readonly prefix: string; readonly namespace: string; readonly value: string };

export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')?.value;
}

export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The first element reached by local names from `element`, e.g. `at(root, 'SPSExchangedDocument', 'ID')`. */
export function at(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let here: XmlElement | undefined = element;
  for (const name of names) here = here && childOf(here, name);
  return here;
}
