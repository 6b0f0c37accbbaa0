import { meaningOf, type CodeList } from '#core/documents/code-lists/code-list.ts';
import { units } from '#core/documents/code-lists/units.ts';
import type { ViewField, ViewSection, ViewTable } from '#core/documents/document-type.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Builds the fields of a view from elements, leaving out what is empty. */
export type FieldMaker = {
  text(id: string, label: Words, element: XmlElement | undefined): readonly ViewField[];
  texts(id: string, label: Words, elements: readonly XmlElement[]): readonly ViewField[];
  code(id: string, label: Words, element: XmlElement | undefined, list: CodeList): readonly ViewField[];
  /** a number with its Recommendation 20 unit */
  measure(id: string, label: Words, element: XmlElement | undefined): readonly ViewField[];
};

export function fieldMaker(reading: Reading): FieldMaker {
  const text: FieldMaker['text'] = (id, label, element) => {
    const value = reading.text(element);
    const language = reading.attribute(element, 'languageID');
    return fieldOf(id, language === '' ? label : inLanguage(label, language), value, element);
  };
  return {
    text,
    texts: (id, label, elements) => elements.flatMap((element) => text(id, label, element)),
    code(id, label, element, list) {
      const value = reading.text(element);
      const given = reading.attribute(element, 'name');
      const own = { es: `${label.es}, según el emisor`, en: `${label.en}, as the issuer names it` };
      return [...fieldOf(id, label, value, element, meaningOf(list, value)), ...fieldOf(`${id}.name`, own, given, element)];
    },
    measure(id, label, element) {
      const value = reading.text(element);
      const unit = reading.attribute(element, 'unitCode');
      const words = meaningOf(units, unit);
      const meaning = words && { es: `${value} ${words.es}`, en: `${value} ${words.en}` };
      return fieldOf(id, label, unit === '' || value === '' ? value : `${value} ${unit}`, element, meaning);
    },
  };
}

export function fieldOf(id: string, label: Words, value: string, element: XmlElement | undefined, meaning?: Words): readonly ViewField[] {
  if (!element || value === '') return [];
  return [{ id, label, value, path: element.path, line: element.line, ...(meaning ? { meaning } : {}) }];
}

export function section(
  id: string,
  title: Words,
  width: ViewSection['width'],
  fields: readonly ViewField[],
  table?: ViewTable,
): ViewSection {
  return { id, title, width, fields, ...(table ? { table } : {}) };
}

/** A text in a named language says so: certificates repeat declarations in several. */
export function inLanguage(label: Words, language: string): Words {
  return { es: `${label.es} (${language})`, en: `${label.en} (${language})` };
}

/** `Línea 2: ` before a label, for what is gathered from the lines. */
export function ofLine(sequence: string, label: Words): Words {
  return { es: `Línea ${sequence}: ${label.es}`, en: `Line ${sequence}: ${label.en}` };
}

const namedAtMost = 4;

/** `Líneas 1, 3 y otras 40: ` before a label, for what several of the lines say. */
export function ofLines(sequences: readonly string[], label: Words): Words {
  const [first = ''] = sequences;
  if (sequences.length === 1) return ofLine(first, label);
  const named = sequences.slice(0, namedAtMost).join(', ');
  const others = sequences.length - namedAtMost;
  return {
    es: `Líneas ${named}${others > 0 ? ` y otras ${others}` : ''}: ${label.es}`,
    en: `Lines ${named}${others > 0 ? ` and ${others} more` : ''}: ${label.en}`,
  };
}
