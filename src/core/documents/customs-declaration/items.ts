import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { documentKinds } from '#core/documents/code-lists/document-codes.ts';
import { packages } from '#core/documents/code-lists/packages.ts';
import { wordsOf } from '#core/documents/customs-declaration/words.ts';
import type { ViewField, ViewRow, ViewTable } from '#core/documents/document-type.ts';
import { fieldOf, type FieldMaker } from '#core/documents/fields.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export const itemColumns: ViewTable['columns'] = [
  { id: 'SequenceNumeric', label: wordsOf('SequenceNumeric'), align: 'end' },
  { id: 'ClassificationID', label: wordsOf('ClassificationID') },
  { id: 'Description', label: wordsOf('Description') },
  { id: 'OriginCountryCode', label: wordsOf('OriginCountryCode') },
  { id: 'NetNetWeightMeasure', label: wordsOf('NetNetWeightMeasure'), align: 'end' },
  { id: 'StatisticalValueAmount', label: wordsOf('StatisticalValueAmount'), align: 'end' },
];

export function itemRow(item: XmlElement, reading: Reading, make: FieldMaker): ViewRow {
  const text = (name: string): readonly ViewField[] => make.text(name, wordsOf(name), reading.child(item, name));
  const value = reading.child(item, 'StatisticalValueAmount');
  const currency = reading.attribute(value, 'currencyID');
  const cells = [
    text('SequenceNumeric'),
    text('ClassificationID'),
    text('Description'),
    make.code('OriginCountryCode', wordsOf('OriginCountryCode'), reading.child(item, 'OriginCountryCode'), countries),
    make.measure('NetNetWeightMeasure', wordsOf('NetNetWeightMeasure'), reading.child(item, 'NetNetWeightMeasure')),
    fieldOf('StatisticalValueAmount', wordsOf('StatisticalValueAmount'), `${reading.text(value)} ${currency}`.trim(), value),
  ];
  return {
    path: item.path,
    line: item.line,
    cells: cells.map(([field]) => ({
      value: field?.value ?? '',
      path: field?.path ?? item.path,
      ...(field?.meaning ? { meaning: field.meaning } : {}),
    })),
    more: [
      ...make.measure('GrossMassMeasure', wordsOf('GrossMassMeasure'), reading.child(item, 'GrossMassMeasure')),
      ...reading.children(item, 'Packaging').flatMap((packaging) => packagingFields(packaging, reading, make)),
      ...reading
        .children(item, 'AdditionalDocument')
        .flatMap((document) => [
          ...make.code('documentKind', { es: 'Documento', en: 'Document' }, reading.child(document, 'TypeCode'), documentKinds),
          ...make.text('documentNumber', { es: 'Número del documento', en: 'Document number' }, reading.child(document, 'ID')),
        ]),
    ],
  };
}

function packagingFields(packaging: XmlElement, reading: Reading, make: FieldMaker): readonly ViewField[] {
  const quantity = reading.text(reading.child(packaging, 'QuantityQuantity'));
  const code = reading.text(reading.child(packaging, 'TypeCode'));
  const words = meaningOf(packages, code);
  const meaning = words && { es: `${quantity} ${words.es}`, en: `${quantity} ${words.en}` };
  return [
    ...fieldOf('packages', { es: 'Bultos', en: 'Packages' }, `${quantity} ${code}`.trim(), packaging, meaning),
    ...make.text('MarksNumbersID', wordsOf('MarksNumbersID'), reading.child(packaging, 'MarksNumbersID')),
  ];
}
