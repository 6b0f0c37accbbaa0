import { isCode } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import { viewDeclaration } from '#core/documents/customs-declaration/view.ts';
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
  for (const item of items) {
    knownCountry(reading.child(item, 'OriginCountryCode'), reading, book);
    weightRules(item, reading, book);
  }
  signaturePlaceRules(root, [], book);
  const { notUnderstood } = viewDeclaration(root);
  for (const { path, line, name } of notUnderstood.slice(0, 1)) {
    book.warning(
      'element-not-understood',
      { path, line },
      {
        es: `Hay ${notUnderstood.length} elemento(s) o atributo(s) que esta estación no entiende; el primero es ${name}. Revíselos antes de firmar.`,
        en: `There are ${notUnderstood.length} element(s) or attribute(s) this station does not understand; the first is ${name}. Look at them before signing.`,
      },
    );
  }
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

function weightRules(item: XmlElement, reading: Reading, book: Rulebook): void {
  const net = reading.child(item, 'NetNetWeightMeasure');
  const gross = reading.child(item, 'GrossMassMeasure');
  if (!net || !gross || reading.attribute(net, 'unitCode') !== reading.attribute(gross, 'unitCode')) return;
  if (!(Number(reading.text(net)) > Number(reading.text(gross)))) return;
  book.warning('dec-net-over-gross', net, {
    es: `El neto (${reading.text(net)}) es mayor que el bruto (${reading.text(gross)}). Revise las cantidades.`,
    en: `The net (${reading.text(net)}) is greater than the gross (${reading.text(gross)}). Check the quantities.`,
  });
}
