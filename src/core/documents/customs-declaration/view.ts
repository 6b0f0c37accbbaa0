import { countries } from '#core/documents/code-lists/countries.ts';
import { documentKinds } from '#core/documents/code-lists/document-codes.ts';
import { transportModes } from '#core/documents/code-lists/transport-modes.ts';
import { itemColumns, itemRow } from '#core/documents/customs-declaration/items.ts';
import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import { functions, wordsOf } from '#core/documents/customs-declaration/words.ts';
import type { DocumentView, ViewField } from '#core/documents/document-type.ts';
import { fieldMaker, section, type FieldMaker } from '#core/documents/fields.ts';
import { startReading, type Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function viewDeclaration(root: XmlElement): DocumentView {
  const reading = startReading(root, [declarationVersion.namespace]);
  const make = fieldMaker(reading);
  const shipment = reading.child(root, 'GoodsShipment');
  const transport = reading.child(root, 'BorderTransportMeans');
  const text = (parent: XmlElement | undefined, name: string): readonly ViewField[] =>
    make.text(name, wordsOf(name), reading.child(parent, name));
  const country = (name: string): readonly ViewField[] => make.code(name, wordsOf(name), reading.child(shipment, name), countries);
  const party = (parent: XmlElement | undefined, name: string): readonly ViewField[] =>
    partyFields(reading.child(parent, name), reading, make);
  const type = reading.child(root, 'TypeCode');
  const sections = [
    section('number', { es: 'Declaración', en: 'Declaration' }, 'whole', [
      ...text(root, 'ID'),
      ...make.code('TypeCode', wordsOf('TypeCode'), type, documentKinds),
      ...make.code('FunctionCode', wordsOf('FunctionCode'), reading.child(root, 'FunctionCode'), functions),
      ...text(root, 'IssueDateTime'),
      ...text(root, 'DeclarationOfficeID'),
    ]),
    section('declarant', { es: 'Declarante', en: 'Declarant' }, 'half', party(root, 'Declarant')),
    section('agent', { es: 'Agente', en: 'Agent' }, 'half', party(root, 'Agent')),
    section('exporter', { es: 'Exportador', en: 'Exporter' }, 'half', party(shipment, 'Consignor')),
    section('importer', { es: 'Importador', en: 'Importer' }, 'half', party(shipment, 'Consignee')),
    section('route', { es: 'Países y transporte', en: 'Countries and transport' }, 'half', [
      ...country('ExportCountryID'),
      ...country('DestinationCountryCode'),
      ...make.code('ModeCode', wordsOf('ModeCode'), reading.child(transport, 'ModeCode'), transportModes),
      ...make.text('transport', { es: 'Medio de transporte', en: 'Means of transport' }, reading.child(transport, 'ID')),
    ]),
    section('trade', { es: 'Comercio', en: 'Trade' }, 'half', [
      ...text(shipment, 'TradeTermsConditionCode'),
      ...make.texts('InvoiceID', wordsOf('InvoiceID'), reading.children(shipment, 'InvoiceID')),
      ...text(root, 'GoodsItemQuantity'),
      ...make.measure('TotalGrossMassMeasure', wordsOf('TotalGrossMassMeasure'), reading.child(root, 'TotalGrossMassMeasure')),
      ...text(root, 'TotalPackageQuantity'),
    ]),
    section('items', { es: 'Mercancías', en: 'Goods' }, 'whole', [], {
      columns: itemColumns,
      rows: reading.children(shipment, 'GovernmentAgencyGoodsItem').map((item) => itemRow(item, reading, make)),
    }),
  ];
  const isImport = reading.text(type) === '929';
  return {
    title: isImport
      ? { es: 'Declaración de importación', en: 'Import declaration' }
      : { es: 'Declaración de exportación', en: 'Export declaration' },
    sections: sections.filter((each) => each.fields.length > 0 || each.table),
    notUnderstood: reading.unread(),
  };
}

function partyFields(party: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return [
    ...make.text('Name', wordsOf('Name'), reading.child(party, 'Name')),
    ...make.text('registration', { es: 'Registro fiscal', en: 'Tax registration' }, reading.child(party, 'ID')),
    ...make.text('Address', wordsOf('Address'), reading.child(party, 'Address')),
    ...make.code('CountryCode', wordsOf('CountryCode'), reading.child(party, 'CountryCode'), countries),
  ];
}
