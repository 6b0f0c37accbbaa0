import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import type { DocumentSummary } from '#core/documents/document-type.ts';
import { readPlainly } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function summariseDeclaration(root: XmlElement): DocumentSummary {
  const reading = readPlainly([declarationVersion.namespace]);
  const shipment = reading.child(root, 'GoodsShipment');
  const text = (parent: XmlElement | undefined, ...names: readonly string[]): string | null => {
    let here = parent;
    for (const name of names) here = reading.child(here, name);
    return reading.text(here) || null;
  };
  const items = reading.children(shipment, 'GovernmentAgencyGoodsItem');
  const first = text(items[0], 'Description');
  const typeCode = text(root, 'TypeCode') ?? '';
  const isCancelled = text(root, 'FunctionCode') === '1';
  const from = text(shipment, 'ExportCountryID');
  const to = text(shipment, 'DestinationCountryCode');
  return {
    number: text(root, 'ID') ?? '',
    typeCode,
    // UNCL 4405: a cancellation (function 1) withdraws what was declared
    statusCode: isCancelled ? '40' : '70',
    // an import is declared to the customs of the country of destination
    issuerCountry: typeCode === '929' ? to : from,
    destinationCountry: to,
    issuingBody: text(root, 'DeclarationOfficeID'),
    exporter: text(shipment, 'Consignor', 'Name'),
    importer: text(shipment, 'Consignee', 'Name'),
    goods: items.length > 1 && first ? `${first} (+${items.length - 1})` : first,
    issuedAt: text(root, 'IssueDateTime'),
    // function 5 replaces the earlier declaration of the same number
    replaces: text(root, 'FunctionCode') === '5' ? text(root, 'ID') : null,
  };
}
