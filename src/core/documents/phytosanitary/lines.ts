import { packages } from '#core/documents/code-lists/packages.ts';
import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import type { ViewField, ViewRow, ViewTable } from '#core/documents/document-type.ts';
import { fieldOf, type FieldMaker } from '#core/documents/fields.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { codedNotes, noteFields, type CodedNote } from '#core/documents/phytosanitary/notes.ts';
import { countryFields, instantFields, locationFields } from '#core/documents/phytosanitary/parties.ts';
import { treatmentRow } from '#core/documents/phytosanitary/treatments.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export const lineColumns: ViewTable['columns'] = [
  { id: 'sequence', label: { es: 'Nº', en: 'No.' }, align: 'end' },
  { id: 'produce', label: { es: 'Nombre del producto', en: 'Name of produce' } },
  { id: 'botanicalName', label: { es: 'Nombre botánico', en: 'Botanical name' } },
  { id: 'quantity', label: { es: 'Cantidad declarada', en: 'Quantity declared' }, align: 'end' },
  { id: 'packages', label: { es: 'Bultos', en: 'Packages' } },
  { id: 'origin', label: { es: 'Lugar de origen', en: 'Place of origin' } },
];

/** One line of the consignment as read: the row of the produce table and what other sections gather from it. */
export type ReadLine = {
  readonly sequence: string;
  readonly row: ViewRow;
  readonly notes: readonly CodedNote[];
  readonly packages: readonly ViewField[];
  readonly marks: readonly ViewField[];
  readonly origins: readonly ViewField[];
  readonly botanicalNames: readonly ViewField[];
  readonly treatments: readonly ViewRow[];
};

export function tradeLines(consignment: XmlElement | undefined, reading: Reading): readonly XmlElement[] {
  return reading.children(consignment, 'IncludedSPSConsignmentItem').flatMap((item) => reading.children(item, 'IncludedSPSTradeLineItem'));
}

export function readLine(line: XmlElement, reading: Reading, make: FieldMaker): ReadLine {
  const sequence = reading.text(reading.child(line, 'SequenceNumeric'));
  const notes = codedNotes(line, 'AdditionalInformationSPSNote', reading);
  const descriptions = make.texts('description', wordsOfElement('Description'), reading.children(line, 'Description'));
  const commonNames = make.texts('commonName', wordsOfElement('CommonName'), reading.children(line, 'CommonName'));
  const botanicalNames = make.texts('botanicalName', wordsOfElement('ScientificName'), reading.children(line, 'ScientificName'));
  const quantities = [...measureFields(line, reading, make), ...noteFields(notes, ['quantity'], reading)];
  const packed = [
    ...reading.children(line, 'PhysicalSPSPackage').flatMap((element) => packageFields(element, reading, make)),
    ...noteFields(notes, ['packages'], reading),
  ];
  const origins = [
    ...reading
      .children(line, 'OriginSPSCountry')
      .flatMap((country) => countryFields('origin', wordsOfElement('OriginSPSCountry'), country, reading, make)),
    ...reading
      .children(line, 'OriginSPSLocation')
      .flatMap((place) => locationFields('originPlace', wordsOfElement('OriginSPSLocation'), place, reading, make)),
  ];
  const marks = noteFields(notes, ['marks'], reading);
  const treatments = reading.children(line, 'AppliedSPSProcess').flatMap((process) => treatmentRow(process, sequence, reading, make) ?? []);

  const row: ViewRow = {
    path: line.path,
    line: line.line,
    cells: [
      { value: sequence, path: line.path },
      cell(descriptions[0] ?? commonNames[0], line),
      cell(botanicalNames[0], line),
      cell(quantities[0], line),
      cell(packed[0], line),
      cell(origins[0], line),
    ],
    more: [
      ...descriptions.slice(1),
      ...(descriptions.length === 0 ? commonNames.slice(1) : commonNames),
      ...botanicalNames.slice(1),
      ...quantities.slice(1),
      ...packed.slice(1),
      ...origins.slice(1),
      ...marks,
      ...classificationFields(line, reading, make),
      ...make.texts('intendedUse', wordsOfElement('IntendedUse'), reading.children(line, 'IntendedUse')),
      ...make.texts('batch', wordsOfElement('ProductionBatchID'), reading.children(line, 'ProductionBatchID')),
      ...reading
        .children(line, 'ExpiryDateTime')
        .flatMap((moment) => instantFields('expiry', wordsOfElement('ExpiryDateTime'), moment, reading)),
      ...noteFields(notes, ['declaration', 'reExport', 'replacement', 'liability'], reading),
    ],
  };
  return { sequence, row, notes, packages: packed, marks, origins: origins.slice(0, 1), botanicalNames, treatments };
}

function measureFields(line: XmlElement, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return ['NetWeightMeasure', 'GrossWeightMeasure', 'NetVolumeMeasure', 'GrossVolumeMeasure'].flatMap((name) =>
    make.measure(name, wordsOfElement(name), reading.child(line, name)),
  );
}

function classificationFields(line: XmlElement, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return reading.children(line, 'ApplicableSPSClassification').flatMap((classification) => {
    const names = reading.children(classification, 'SystemName').map((name) => reading.text(name));
    const label = systemWords[names[0] ?? ''] ?? { es: `Clasificación ${names.join(', ')}`, en: `Classification ${names.join(', ')}` };
    return [
      ...make.text('classSystem', wordsOfElement('SystemID'), reading.child(classification, 'SystemID')),
      ...make.text('classCode', label, reading.child(classification, 'ClassCode')),
      ...make.texts('className', label, reading.children(classification, 'ClassName')),
    ];
  });
}

const systemWords: Readonly<Record<string, { readonly es: string; readonly en: string }>> = {
  HS: { es: 'Clasificación arancelaria (SA)', en: 'Tariff classification (HS)' },
  IPPCPCVP: { es: 'Parte vegetal', en: 'Vegetable part' },
  IPPCPCC: { es: 'Condición', en: 'Condition' },
};

/** `20 BX` with the words of Recommendation 21; weights, volumes and marks of the package below. */
function packageFields(element: XmlElement, reading: Reading, make: FieldMaker): readonly ViewField[] {
  const quantity = reading.text(reading.child(element, 'ItemQuantity'));
  const unit = reading.attribute(reading.child(element, 'ItemQuantity'), 'unitCode');
  const code = reading.child(element, 'TypeCode');
  const type = reading.text(code);
  const words = meaningOf(packages, type);
  const given = reading.attribute(code, 'name');
  const level = reading.text(reading.child(element, 'LevelCode'));
  const label = level === '' ? wordsOfElement('PhysicalSPSPackage') : { es: `Bultos, nivel ${level}`, en: `Packages, level ${level}` };
  const value = [quantity, unit, type].filter((part) => part !== '').join(' ');
  const meaning = words && { es: `${quantity} ${words.es}`, en: `${quantity} ${words.en}` };
  return [
    ...fieldOf('packages', label, value, element, meaning),
    ...fieldOf('packages.name', { es: 'Bultos, según el emisor', en: 'Packages, as the issuer names them' }, given, code),
    ...['NominalGrossWeightMeasure', 'NominalGrossVolumeMeasure'].flatMap((name) =>
      make.measure(name, wordsOfElement(name), reading.child(element, name)),
    ),
    ...reading
      .children(element, 'PhysicalSPSShippingMarks')
      .flatMap((marks) => make.text('shippingMarks', wordsOfElement('PhysicalSPSShippingMarks'), reading.child(marks, 'Marking'))),
  ];
}

function cell(field: ViewField | undefined, line: XmlElement): ViewRow['cells'][number] {
  if (!field) return { value: '', path: line.path };
  return { value: field.value, path: field.path, ...(field.meaning ? { meaning: field.meaning } : {}) };
}
