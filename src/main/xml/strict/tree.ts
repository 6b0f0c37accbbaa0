import type { XmlAttribute, XmlElement } from '#core/xml-tree.ts';
import type { StrictAttribute, StrictDocument } from './document.ts';

/** The document as core reads it: values are those of the canonical form, lines and names those of the original. */
export function treeOf(document: StrictDocument): XmlElement {
  const { root } = document;
  return element(document, root.index, `/${root.name}[1]`, new Map());
}

/** `steps`: the ends of paths, by name. Most elements are the first of their name where they stand, and there are few names. */
function element(document: StrictDocument, index: number, path: string, steps: Map<string, string>): XmlElement {
  const { table } = document;
  const { local, prefix, namespace } = table.name(index);
  const { attributes } = table.tag(index);
  const line = document.lineOf(index);
  const children: XmlElement[] = [];
  let seen: Map<string, number> | null = null;
  let last = '';
  let text = '';
  for (const content of table.contentOf(index)) {
    if (typeof content === 'string') text += content;
    else if (typeof content === 'number') {
      const { name } = table.name(content);
      let place = 1;
      // an only child has nobody to be told from
      if (last !== '') {
        seen ??= new Map([[last, 1]]);
        place = (seen.get(name) ?? 0) + 1;
        seen.set(name, place);
      }
      last = name;
      children.push(element(document, content, path + (place === 1 ? firstStep(steps, name) : `/${name}[${place}]`), steps));
    }
  }
  return {
    name: local,
    prefix,
    namespace,
    attributes: attributes.length === 0 ? none : attributes.map(attributeOf),
    // most elements hold one text alone
    children: children.length === 0 ? noChildren : [...children],
    text,
    line,
    path,
  };
}

function firstStep(steps: Map<string, string>, name: string): string {
  const known = steps.get(name);
  if (known !== undefined) return known;
  const step = `/${name}[1]`;
  steps.set(name, step);
  return step;
}

const noChildren: readonly XmlElement[] = [];
const none: readonly XmlAttribute[] = [];

function attributeOf(from: StrictAttribute): XmlAttribute {
  return { name: from.local, prefix: from.prefix, namespace: from.namespace, value: from.value };
}
