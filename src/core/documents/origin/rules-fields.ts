import { wordsOfField } from '#core/documents/origin/element-words.ts';
import { formFields, type FormFields } from '#core/documents/origin/form-fields.ts';
import { agreementOfForm } from '#core/documents/origin/parts.ts';
import type { CodVersion } from '#core/documents/origin/versions.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Each agreement demands and takes other fields; the XSD of the profile knows their order and their values only. */
export function fieldRules(form: XmlElement, version: CodVersion, book: Rulebook): void {
  const agreement = agreementOfForm(form);
  /** a form has few blocks and many goods */
  const known = new Map<string, FormFields | null>();
  judge(form, 'Form');

  function judge(element: XmlElement, block: string): void {
    const fields = fieldsOf(block);
    if (!fields) return;
    const own = element.children.filter(({ namespace }) => namespace === '');
    for (const name of fields.mandatory) {
      const child = own.find((each) => each.name === name);
      if (!child || (isEmpty(child) && !mayBeEmpty.test(name) && !isBlock(name))) missing(name, child ?? element);
    }
    for (const child of own) {
      if (!fields.taken.has(child.name)) refuse(child);
      else if (isBlock(child.name)) judge(child, child.name);
      else if (isEmpty(child) && !fields.mandatory.includes(child.name) && !mayBeEmpty.test(child.name)) empty(child);
    }
  }

  function isBlock(name: string): boolean {
    return fieldsOf(name) !== null;
  }

  function fieldsOf(block: string): FormFields | null {
    const before = known.get(block);
    if (before !== undefined) return before;
    const fields = formFields(version, agreement, block);
    known.set(block, fields);
    return fields;
  }

  function missing(name: string, place: XmlElement): void {
    const words = named(name);
    book.error('cod-field-missing', place, {
      es: `Falta ${words.es}: el formulario del acuerdo ${agreement} lo exige. Pida al exportador que lo complete.`,
      en: `${words.en} is missing: the form of agreement ${agreement} demands it. Ask the exporter to fill it in.`,
    });
  }

  function refuse(child: XmlElement): void {
    const words = named(child.name);
    book.error('cod-field-not-of-form', child, {
      es: `${words.es} no tiene lugar en el formulario del acuerdo ${agreement}. Pida al exportador que lo quite.`,
      en: `${words.en} has no place in the form of agreement ${agreement}. Ask the exporter to take it out.`,
    });
  }

  /** Since 1.8.2 the XSD asks that an optional field be left out rather than left empty; 1.8.0 bore it. */
  function empty(child: XmlElement): void {
    const words = named(child.name);
    const level = version.id === '1.8.0' ? book.warning : book.error;
    level('cod-field-empty', child, {
      es: `${words.es} está vacío. Si no hay dato, el elemento se omite.`,
      en: `${words.en} is empty. Where there is nothing to say the element is left out.`,
    });
  }
}

/** Free texts that every version lets stand empty. */
const mayBeEmpty = /Comments?$|^Affidavit$/;

function isEmpty(element: XmlElement): boolean {
  return element.children.length === 0 && element.text.trim() === '';
}

function named(name: string): Words {
  const words = wordsOfField(name);
  return words ? { es: `«${words.es}» (${name})`, en: `“${words.en}” (${name})` } : { es: name, en: name };
}
