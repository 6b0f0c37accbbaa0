import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import type { DraftValues } from '#core/documents/document-type.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import { withoutLastElement, withTextOfElement } from '#core/documents/xml-splicing.ts';
import type { XmlElement } from '#core/xml-tree.ts';

type Values = Readonly<Record<string, string>>;

/** What `composeDeclaration` would need to write this declaration again. */
export function draftFromDeclaration(root: XmlElement): DraftValues {
  const reading = readPlainly([declarationVersion.namespace]);
  const text = (parent: XmlElement | undefined, name: string): string => reading.text(reading.child(parent, name));
  const shipment = reading.child(root, 'GoodsShipment');
  const transport = reading.child(root, 'BorderTransportMeans');
  const values: Values = {
    'declaration.number': text(root, 'ID'),
    'declaration.type': text(root, 'TypeCode'),
    'declaration.function': text(root, 'FunctionCode'),
    'declaration.issuedAt': text(root, 'IssueDateTime'),
    'declaration.office': text(root, 'DeclarationOfficeID'),
    ...party('declarant', reading.child(root, 'Declarant'), reading),
    ...party('agent', reading.child(root, 'Agent'), reading),
    ...party('exporter', reading.child(shipment, 'Consignor'), reading),
    ...party('importer', reading.child(shipment, 'Consignee'), reading),
    'shipment.exportCountry': text(shipment, 'ExportCountryID'),
    'shipment.destinationCountry': text(shipment, 'DestinationCountryCode'),
    'shipment.tradeTerm': text(shipment, 'TradeTermsConditionCode'),
    'shipment.mode': text(transport, 'ModeCode'),
    'shipment.means': text(transport, 'ID'),
    ...rows('invoices', reading.children(shipment, 'InvoiceID'), (invoice) => ({ number: reading.text(invoice) })),
    ...rows('items', reading.children(shipment, 'GovernmentAgencyGoodsItem'), (item) => itemValues(item, reading)),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** A declaration is replaced under its own number, by function 5. */
export function replacementOfDeclaration(root: XmlElement): DraftValues {
  return { ...draftFromDeclaration(root), 'declaration.function': '5' };
}

/** Cancelled by the same declaration with function 1. */
export function cancelledDeclaration(xml: string): string {
  return withTextOfElement(withoutLastElement(xml, 'Signature'), 'FunctionCode', '1');
}

function party(group: string, element: XmlElement | undefined, reading: Reading): Values {
  const text = (name: string): string => reading.text(reading.child(element, name));
  return {
    [`${group}.name`]: text('Name'),
    [`${group}.registration`]: text('ID'),
    [`${group}.address`]: text('Address'),
    [`${group}.country`]: text('CountryCode'),
  };
}

function itemValues(item: XmlElement, reading: Reading): Values {
  const text = (parent: XmlElement | undefined, name: string): string => reading.text(reading.child(parent, name));
  const packaging = reading.child(item, 'Packaging');
  const document = reading.child(item, 'AdditionalDocument');
  return {
    description: text(item, 'Description'),
    tariff: text(item, 'ClassificationID'),
    originCountry: text(item, 'OriginCountryCode'),
    netWeight: text(item, 'NetNetWeightMeasure'),
    grossWeight: text(item, 'GrossMassMeasure'),
    value: text(item, 'StatisticalValueAmount'),
    currency: reading.attribute(reading.child(item, 'StatisticalValueAmount'), 'currencyID'),
    packageCount: text(packaging, 'QuantityQuantity'),
    packageType: text(packaging, 'TypeCode'),
    marks: text(packaging, 'MarksNumbersID'),
    documentType: text(document, 'TypeCode'),
    documentNumber: text(document, 'ID'),
  };
}

function rows(group: string, elements: readonly XmlElement[], valuesOf: (element: XmlElement) => Values): Values {
  const entries = elements.flatMap((element, index) =>
    Object.entries(valuesOf(element)).map(([field, value]) => [`${group}[${index}].${field}`, value] as const),
  );
  return Object.fromEntries(entries);
}
