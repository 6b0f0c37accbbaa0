import type { ViewField } from '#core/documents/document-type.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { typeOfChild } from '#core/documents/phytosanitary/structure.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * What the schema knows and the paper form has no place for (carrier, storage, seals' parties, ...): shown with the way
 * to it, so that only what nobody can explain is left as not understood.
 */
export function otherFields(root: XmlElement, reading: Reading, namespaces: readonly string[]): readonly ViewField[] {
  const fields: ViewField[] = [];
  for (const part of root.children) {
    if (!namespaces.includes(part.namespace)) continue;
    if (part.name === 'SPSExchangedDocument') walk(part, 'ExchangedDocument', []);
    if (part.name === 'SPSConsignment') walk(part, 'Consignment', []);
  }
  return fields;

  function walk(element: XmlElement, type: string, way: readonly Words[]): void {
    const counts = new Map<string, number>();
    for (const child of element.children) {
      const childType = namespaces.includes(child.namespace) ? typeOfChild(type, child.name) : null;
      if (childType === null) continue;
      const nth = (counts.get(child.name) ?? 0) + 1;
      counts.set(child.name, nth);
      const words = wordsOfElement(child.name);
      const here = [...way, nth > 1 ? { es: `${words.es} ${nth}`, en: `${words.en} ${nth}` } : words];
      if (childType === '') take(child, element, here);
      else if (!isUncodedNote(child, childType)) {
        reading.open(child);
        walk(child, childType, here);
      }
    }
  }

  function take(leaf: XmlElement, parent: XmlElement, way: readonly Words[]): void {
    if (reading.wasRead(leaf) || isSecond(leaf, parent)) return;
    const value = reading.text(leaf);
    const unit = reading.attribute(leaf, 'unitCode');
    if (value === '') return;
    const label = { es: way.map(({ es }) => es).join(' › '), en: way.map(({ en }) => en).join(' › ') };
    fields.push({
      id: leaf.path,
      label,
      value: unit === '' ? value : `${value} ${unit}`,
      path: leaf.path,
      line: leaf.line,
    });
  }

  /** A note whose subject no list knows says something nobody here can explain. */
  function isUncodedNote(note: XmlElement, type: string): boolean {
    return type === 'Note' && !note.children.some((child) => reading.wasRead(child));
  }
}

/** A second element where the first was read and shown: left for "not understood", it should not be there. */
function isSecond(leaf: XmlElement, parent: XmlElement): boolean {
  return singles.has(leaf.name) && parent.children.find((child) => child.name === leaf.name) !== leaf;
}

const singles: ReadonlySet<string> = new Set(['ID', 'TypeCode', 'StatusCode', 'SequenceNumeric', 'ClassCode', 'ModeCode']);
