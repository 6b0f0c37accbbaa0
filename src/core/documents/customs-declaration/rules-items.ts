import { isCode } from '#core/documents/code-lists/code-list.ts';
import { documentKinds } from '#core/documents/code-lists/document-codes.ts';
import { packages } from '#core/documents/code-lists/packages.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** What must hold of each item beyond its schema. */
export function itemRules(items: readonly XmlElement[], reading: Reading, book: Rulebook): void {
  const seen = new Set<string>();
  const currencies = new Set<string>();
  for (const item of items) {
    sequenceRule(item, seen, reading, book);
    weightRules(item, reading, book);
    packagingRules(item, reading, book);
    documentRules(item, reading, book);
    const currency = reading.attribute(reading.child(item, 'StatisticalValueAmount'), 'currencyID');
    if (currency !== '') currencies.add(currency);
  }
  const [first] = items;
  if (first && currencies.size > 1) {
    const named = [...currencies].join(', ');
    book.warning('dec-several-currencies', first, {
      es: `Las partidas están en varias monedas (${named}). Compruebe que la aduana lo admite.`,
      en: `The items are in several currencies (${named}). Check that the customs office allows it.`,
    });
  }
}

function sequenceRule(item: XmlElement, seen: Set<string>, reading: Reading, book: Rulebook): void {
  const sequence = reading.child(item, 'SequenceNumeric');
  const text = reading.text(sequence);
  if (seen.has(text)) {
    book.error('dec-item-number-repeated', sequence ?? item, {
      es: `El número de partida ${text} está repetido. Dé a cada partida el suyo.`,
      en: `Item number ${text} is repeated. Give each item its own.`,
    });
  }
  seen.add(text);
}

function weightRules(item: XmlElement, reading: Reading, book: Rulebook): void {
  const net = reading.child(item, 'NetNetWeightMeasure');
  const gross = reading.child(item, 'GrossMassMeasure');
  for (const measure of [net, gross]) {
    if (!measure || reading.attribute(measure, 'unitCode') !== '') continue;
    book.warning('dec-unit-missing', measure, {
      es: 'El peso no dice su unidad. Agregue unitCode, por ejemplo KGM (kilogramos).',
      en: 'The weight does not say its unit. Add unitCode, for example KGM (kilograms).',
    });
  }
  if (!net || !gross || reading.attribute(net, 'unitCode') !== reading.attribute(gross, 'unitCode')) return;
  if (!(Number(reading.text(net)) > Number(reading.text(gross)))) return;
  book.warning('dec-net-over-gross', net, {
    es: `El neto (${reading.text(net)}) es mayor que el bruto (${reading.text(gross)}). Revise las cantidades.`,
    en: `The net (${reading.text(net)}) is greater than the gross (${reading.text(gross)}). Check the quantities.`,
  });
}

function packagingRules(item: XmlElement, reading: Reading, book: Rulebook): void {
  for (const packaging of reading.children(item, 'Packaging')) {
    const code = reading.child(packaging, 'TypeCode');
    if (!code || isCode(packages, reading.text(code))) continue;
    book.warning('dec-package-type-unknown', code, {
      es: `La clase de bulto «${reading.text(code)}» no está entre las conocidas de la Recomendación 21. Revísela.`,
      en: `The kind of package "${reading.text(code)}" is not among the known ones of Recommendation 21. Check it.`,
    });
  }
}

function documentRules(item: XmlElement, reading: Reading, book: Rulebook): void {
  for (const document of reading.children(item, 'AdditionalDocument')) {
    const code = reading.child(document, 'TypeCode');
    if (!code || isCode(documentKinds, reading.text(code))) continue;
    book.warning('dec-document-kind-unknown', code, {
      es: `La clase de documento «${reading.text(code)}» no está entre las de este comercio (UNCL 1001). Revísela.`,
      en: `The kind of document "${reading.text(code)}" is not among those of this trade (UNCL 1001). Check it.`,
    });
  }
}
