import { isCode } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function partyRules(form: XmlElement, reading: Reading, book: Rulebook): void {
  const from = partyRule(form, 'Exporter', 'exporter', { es: 'exportador', en: 'exporter' }, reading, book);
  const to = partyRule(form, 'Importer', 'importer', { es: 'importador', en: 'importer' }, reading, book);
  if (from !== '' && from === to) {
    book.warning('cod-same-country', form, {
      es: `El exportador y el importador son del mismo país (${from}). Un certificado de origen es entre dos países.`,
      en: `The exporter and the importer are of the same country (${from}). A certificate of origin is between two countries.`,
    });
  }
  const origin = reading.child(reading.child(form, 'Declaration'), 'CountryOfOrigin');
  if (origin) knownCountry(origin, reading, book);
  countRule(form, 'Producers', 'ProducerQty', 'Producer', { es: 'productores', en: 'producers' }, reading, book);
}

function partyRule(
  form: XmlElement,
  block: 'Exporter' | 'Importer',
  code: string,
  words: { readonly es: string; readonly en: string },
  reading: Reading,
  book: Rulebook,
): string {
  const party = reading.child(form, block);
  const name = reading.child(party, `${block}BusinessName`);
  if (reading.text(name) === '') {
    book.error(`cod-${code}-missing`, name ?? party ?? form, {
      es: `Falta el nombre del ${words.es} (${block}BusinessName).`,
      en: `The name of the ${words.en} (${block}BusinessName) is missing.`,
    });
  }
  const country = reading.child(party, `${block}Country`);
  if (!country) return '';
  return knownCountry(country, reading, book);
}

export function knownCountry(element: XmlElement, reading: Reading, book: Rulebook): string {
  const code = reading.text(element);
  if (!isCode(countries, code)) {
    book.error('cod-country-unknown', element, {
      es: `«${code}» no es un código de país de dos letras (ISO 3166), por ejemplo CL, CO, MX o PE.`,
      en: `"${code}" is no two-letter country code (ISO 3166), for example CL, CO, MX or PE.`,
    });
  }
  return code;
}

/** The lists begin with how many they hold; a different number means something was lost or added on the way. */
export function countRule(
  form: XmlElement,
  block: string,
  countName: string,
  itemName: string,
  words: { readonly es: string; readonly en: string },
  reading: Reading,
  book: Rulebook,
): void {
  const list = reading.child(form, block);
  const written = reading.child(list, countName);
  const items = reading.children(list, itemName).length;
  if (!list || !written || Number(reading.text(written)) === items) return;
  book.error('cod-count-differs', written, {
    es: `Dice que hay ${reading.text(written)} ${words.es} y hay ${items}. Puede faltar o sobrar uno: no firme sin aclararlo.`,
    en: `It says there are ${reading.text(written)} ${words.en} and there are ${items}. One may be missing or added: do not sign before this is cleared.`,
  });
}
