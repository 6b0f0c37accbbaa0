import type { ViewField, ViewRow, ViewTable } from '#core/documents/document-type.ts';
import { fieldOf, inLanguage, type FieldMaker } from '#core/documents/fields.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { treatmentTags } from '#core/documents/phytosanitary/note-subjects.ts';
import { countryFields, instantFields, partyFields } from '#core/documents/phytosanitary/parties.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Section III of the model certificate: one row a treatment, with the columns of the form. */
export const treatmentColumns: ViewTable['columns'] = [
  { id: 'line', label: { es: 'Línea', en: 'Line' } },
  { id: 'date', label: { es: 'Fecha', en: 'Date' } },
  { id: 'treatment', label: { es: 'Tratamiento', en: 'Treatment' } },
  { id: 'chemical', label: { es: 'Producto químico (ingrediente activo)', en: 'Chemical (active ingredient)' } },
  { id: 'duration', label: { es: 'Duración y temperatura', en: 'Duration and temperature' } },
  { id: 'concentration', label: { es: 'Concentración', en: 'Concentration' } },
  { id: 'information', label: { es: 'Información adicional', en: 'Additional information' } },
];

/** The columns of the form each characteristic goes to; TTFT, for readers without the structured ones, stands below. */
const columnOf: Readonly<Record<string, string>> = {
  TTL1: 'treatment',
  TTL2: 'treatment',
  TTCH: 'chemical',
  TTTM: 'duration',
  TTCO: 'concentration',
  TTAI: 'information',
};

export function treatmentRow(process: XmlElement, sequence: string, reading: Reading, make: FieldMaker): ViewRow | null {
  const inColumns = new Map<string, ViewField[]>();
  const put = (column: string, fields: readonly ViewField[]): void => {
    inColumns.set(column, [...(inColumns.get(column) ?? []), ...fields]);
  };
  const more: ViewField[] = [];

  readTypeCode(process, reading, make, more);
  const period = reading.child(process, 'CompletionSPSPeriod');
  put('date', instantFields('start', { es: 'desde', en: 'from' }, reading.child(period, 'StartDateTime'), reading));
  put('date', instantFields('end', { es: 'hasta', en: 'until' }, reading.child(period, 'EndDateTime'), reading));
  put('duration', make.measure('duration', wordsOfElement('DurationMeasure'), reading.child(period, 'DurationMeasure')));
  for (const characteristic of reading.children(process, 'ApplicableSPSProcessCharacteristic')) {
    const { tag, fields } = characteristicFields(characteristic, reading, make);
    const column = columnOf[tag];
    if (column) put(column, fields);
    else more.push(...fields);
  }
  more.push(
    ...countryFields('country', wordsOfElement('OperationSPSCountry'), reading.child(process, 'OperationSPSCountry'), reading, make),
  );
  more.push(...partyFields('operator', reading.child(process, 'OperatorSPSParty'), reading, make));

  if (more.length === 0 && [...inColumns.values()].every((fields) => fields.length === 0)) return null;
  const cells = treatmentColumns.map((column) => {
    if (column.id === 'line') return { value: sequence, path: process.path };
    return cellOf(inColumns.get(column.id) ?? [], process);
  });
  return { path: process.path, line: process.line, cells, more };
}

/** ZZZ says only "see the characteristics"; any other code is shown. */
function readTypeCode(process: XmlElement, reading: Reading, make: FieldMaker, more: ViewField[]): void {
  const code = reading.child(process, 'TypeCode');
  if (reading.text(code) !== 'ZZZ') more.push(...make.text('typeCode', wordsOfElement('TypeCode'), code));
}

function characteristicFields(
  characteristic: XmlElement,
  reading: Reading,
  make: FieldMaker,
): { readonly tag: string; readonly fields: readonly ViewField[] } {
  const [first, ...rest] = reading.children(characteristic, 'Description');
  const tag = reading.text(first);
  const known = treatmentTags.get(tag);
  const label = known?.words ?? wordsOfElement('ApplicableSPSProcessCharacteristic');
  const fields = [
    ...(known ? [] : fieldOf(tag, label, tag, first)),
    ...rest.flatMap((description) => {
      const language = reading.attribute(description, 'languageID');
      return fieldOf(tag, language === '' ? label : inLanguage(label, language), reading.text(description), description);
    }),
    ...['ValueMeasure', 'MinimumValueMeasure', 'MaximumValueMeasure'].flatMap((name) =>
      make.measure(tag, name === 'ValueMeasure' ? label : wordsOfElement(name), reading.child(characteristic, name)),
    ),
  ];
  return { tag, fields };
}

function cellOf(fields: readonly ViewField[], process: XmlElement): ViewRow['cells'][number] {
  const joined = (wordOf: (field: ViewField) => string): string => fields.map(wordOf).join(' – ');
  const meaning = {
    es: joined((field) => field.meaning?.es ?? field.value),
    en: joined((field) => field.meaning?.en ?? field.value),
  };
  return {
    value: joined((field) => field.value),
    path: fields[0]?.path ?? process.path,
    ...(fields.some((field) => field.meaning) ? { meaning } : {}),
  };
}
