import { isCode } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { itemRules } from '#core/documents/customs-declaration/rules-items.ts';
import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import { isPlausibleYear, momentOf, openRulebook, type Rulebook } from '#core/documents/rulebook.ts';
import { signaturePlaceRules } from '#core/documents/signature-places.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function declarationRules(root: XmlElement): readonly Finding[] {
  const book = openRulebook();
  const reading = readPlainly([declarationVersion.namespace]);
  const shipment = reading.child(root, 'GoodsShipment');
  const items = reading.children(shipment, 'GovernmentAgencyGoodsItem');
  headRules(root, reading, book);
  countRules(root, items, reading, book);
  for (const name of ['ExportCountryID', 'DestinationCountryCode']) knownCountry(reading.child(shipment, name), reading, book);
  for (const item of items) knownCountry(reading.child(item, 'OriginCountryCode'), reading, book);
  for (const party of parties(root, shipment, reading)) knownCountry(reading.child(party, 'CountryCode'), reading, book);
  sameCountryRule(shipment, reading, book);
  massRule(root, items, reading, book);
  itemRules(items, reading, book);
  signaturePlaceRules(root, [], book);
  return book.findings;
}

function headRules(root: XmlElement, reading: Reading, book: Rulebook): void {
  const type = reading.child(root, 'TypeCode');
  if (!['830', '929'].includes(reading.text(type))) {
    book.error('dec-type-unknown', type ?? root, {
      es: `La clase «${reading.text(type)}» no es de declaración: 830 exportación, 929 importación.`,
      en: `Type "${reading.text(type)}" is no declaration: 830 export, 929 import.`,
    });
  }
  const issued = reading.child(root, 'IssueDateTime');
  const moment = momentOf(reading.text(issued));
  if (moment === null || !isPlausibleYear(moment)) {
    book.error('dec-date-invalid', issued ?? root, {
      es: `La fecha de la declaración «${reading.text(issued)}» no es válida. Escríbala como 2026-11-22T10:30:00-05:00.`,
      en: `The date of declaration "${reading.text(issued)}" is not valid. Write it like 2026-11-22T10:30:00-05:00.`,
    });
  }
}

function countRules(root: XmlElement, items: readonly XmlElement[], reading: Reading, book: Rulebook): void {
  const written = reading.child(root, 'GoodsItemQuantity');
  if (Number(reading.text(written)) !== items.length) {
    book.error('dec-item-count-differs', written ?? root, {
      es: `Dice que hay ${reading.text(written)} partidas y hay ${items.length}. No firme sin aclararlo.`,
      en: `It says there are ${reading.text(written)} items and there are ${items.length}. Do not sign before this is cleared.`,
    });
  }
  const total = reading.child(root, 'TotalPackageQuantity');
  const packages = items.flatMap((item) => reading.children(item, 'Packaging'));
  const sum = packages.reduce((all, each) => all + Number(reading.text(reading.child(each, 'QuantityQuantity'))), 0);
  if (total && Number(reading.text(total)) !== sum) {
    book.warning('dec-package-total-differs', total, {
      es: `El total de bultos es ${reading.text(total)}, pero las partidas suman ${sum}.`,
      en: `The total of packages is ${reading.text(total)} but the items add up to ${sum}.`,
    });
  }
}

function knownCountry(element: XmlElement | undefined, reading: Reading, book: Rulebook): void {
  const code = reading.text(element);
  if (!element || isCode(countries, code)) return;
  book.error('dec-country-unknown', element, {
    es: `«${code}» no es un código de país de dos letras (ISO 3166), por ejemplo CL, CO, MX o PE.`,
    en: `"${code}" is no two-letter country code (ISO 3166), for example CL, CO, MX or PE.`,
  });
}

function parties(root: XmlElement, shipment: XmlElement | undefined, reading: Reading): readonly (XmlElement | undefined)[] {
  const named = (parent: XmlElement | undefined, ...names: readonly string[]) => names.map((name) => reading.child(parent, name));
  return [...named(root, 'Declarant', 'Agent'), ...named(shipment, 'Consignor', 'Consignee')];
}

function sameCountryRule(shipment: XmlElement | undefined, reading: Reading, book: Rulebook): void {
  const from = reading.text(reading.child(shipment, 'ExportCountryID'));
  const to = reading.child(shipment, 'DestinationCountryCode');
  if (!to || from === '' || reading.text(to) !== from) return;
  book.warning('dec-same-country', to, {
    es: `El país de exportación y el de destino son el mismo (${from}). Revise el destino.`,
    en: `The country of export and of destination are the same (${from}). Check the destination.`,
  });
}

function massRule(root: XmlElement, items: readonly XmlElement[], reading: Reading, book: Rulebook): void {
  const total = reading.child(root, 'TotalGrossMassMeasure');
  const masses = items.map((item) => reading.child(item, 'GrossMassMeasure'));
  const unit = reading.attribute(total, 'unitCode');
  if (!total || masses.some((mass) => !mass || reading.attribute(mass, 'unitCode') !== unit)) return;
  const sum = masses.reduce((all, mass) => all + Number(reading.text(mass)), 0);
  if (Math.abs(Number(reading.text(total)) - sum) < 0.000_001) return;
  book.warning('dec-mass-total-differs', total, {
    es: `El peso bruto total es ${reading.text(total)}, pero las partidas suman ${Number(sum.toFixed(6))}.`,
    en: `The total gross mass is ${reading.text(total)} but the items add up to ${Number(sum.toFixed(6))}.`,
  });
}
