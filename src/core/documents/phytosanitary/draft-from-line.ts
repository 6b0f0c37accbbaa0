import { noteOfField } from '#core/documents/phytosanitary/compose-line.ts';
import { codedNotes, noteText } from '#core/documents/phytosanitary/notes.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** A line's fields, the inverse of `composeLine`; of packages the outermost and one inside it. */
export function draftFromLine(line: XmlElement, reading: Reading): Readonly<Record<string, string>> {
  const text = (name: string): string => reading.text(reading.child(line, name));
  const notes = codedNotes(line, 'AdditionalInformationSPSNote', reading);
  const [outer, inner] = reading.children(line, 'PhysicalSPSPackage');
  const origin = reading.child(line, 'OriginSPSCountry');
  return {
    description: text('Description'),
    commonName: text('CommonName'),
    botanicalName: text('ScientificName'),
    batch: text('ProductionBatchID'),
    intendedUse: text('IntendedUse'),
    netWeight: text('NetWeightMeasure'),
    grossWeight: text('GrossWeightMeasure'),
    weightUnit: reading.attribute(reading.child(line, 'NetWeightMeasure'), 'unitCode'),
    netVolume: text('NetVolumeMeasure'),
    volumeUnit: reading.attribute(reading.child(line, 'NetVolumeMeasure'), 'unitCode'),
    ...Object.fromEntries(noteOfField.map(([subject, field]) => [field, noteText(notes, subject, reading)])),
    ...classifications(line, reading),
    packageCount: reading.text(reading.child(outer, 'ItemQuantity')),
    packageType: reading.text(reading.child(outer, 'TypeCode')),
    innerPackageCount: reading.text(reading.child(inner, 'ItemQuantity')),
    innerPackageType: reading.text(reading.child(inner, 'TypeCode')),
    originCountry: reading.text(reading.child(origin, 'ID')),
    originRegion: reading.text(reading.child(reading.child(origin, 'SubordinateSPSCountrySubDivision'), 'Name')),
  };
}

const fieldOfSystem: Readonly<Record<string, readonly [string, 'ClassCode' | 'ClassName']>> = {
  HS: ['hsCode', 'ClassCode'],
  IPPCPCVP: ['vegetablePart', 'ClassName'],
  IPPCPCC: ['condition', 'ClassName'],
};

function classifications(line: XmlElement, reading: Reading): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const classification of reading.children(line, 'ApplicableSPSClassification')) {
    const known = fieldOfSystem[reading.text(reading.child(classification, 'SystemName'))];
    if (known && !(known[0] in values)) values[known[0]] = reading.text(reading.child(classification, known[1]));
  }
  return values;
}

const fieldOfTag: Readonly<Record<string, string>> = {
  TTL1: 'type',
  TTL2: 'type2',
  TTCH: 'chemical',
  TTTM: 'temperature',
  TTCO: 'concentration',
  TTAI: 'information',
  TTFT: 'fullText',
};

/** The fields of each treatment of this line, the nth of the consignment. */
export function draftFromTreatments(line: XmlElement, nth: number, reading: Reading): readonly Readonly<Record<string, string>>[] {
  return reading.children(line, 'AppliedSPSProcess').map((process) => ({ line: String(nth), ...treatmentValues(process, reading) }));
}

function treatmentValues(process: XmlElement, reading: Reading): Readonly<Record<string, string>> {
  const period = reading.child(process, 'CompletionSPSPeriod');
  const duration = reading.child(period, 'DurationMeasure');
  const values: Record<string, string> = {
    startedAt: reading.text(instantElement(reading.child(period, 'StartDateTime'), reading)),
    endedAt: reading.text(instantElement(reading.child(period, 'EndDateTime'), reading)),
    duration: reading.text(duration),
    durationUnit: reading.attribute(duration, 'unitCode'),
  };
  for (const characteristic of reading.children(process, 'ApplicableSPSProcessCharacteristic')) {
    const [tag, told] = reading.children(characteristic, 'Description');
    const field = fieldOfTag[reading.text(tag)];
    const measured = reading.child(characteristic, 'ValueMeasure');
    if (field === undefined || field in values) continue;
    values[field] = reading.text(measured ?? told);
    if (measured) values[`${field}Unit`] = reading.attribute(measured, 'unitCode');
  }
  return values;
}
