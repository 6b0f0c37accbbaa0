import { noteOfField } from '#core/documents/phytosanitary/compose-line.ts';
import { treatmentNames } from '#core/documents/phytosanitary/form-treatment.ts';
import { codedNotes, noteText } from '#core/documents/phytosanitary/notes.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** A line's fields, the inverse of `composeLine`; of packages the outermost and one inside it, of treatments the first three. */
export function draftFromLine(line: XmlElement, reading: Reading): Readonly<Record<string, string>> {
  const text = (name: string): string => reading.text(reading.child(line, name));
  const notes = codedNotes(line, 'AdditionalInformationSPSNote', reading);
  const [outer, inner] = reading.children(line, 'PhysicalSPSPackage');
  const origin = reading.child(line, 'OriginSPSCountry');
  const processes = reading.children(line, 'AppliedSPSProcess');
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
    ...Object.assign({}, ...treatmentNames.map((name, index) => treatmentValues(name, processes[index], reading))),
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

function treatmentValues(name: string, process: XmlElement | undefined, reading: Reading): Readonly<Record<string, string>> {
  const period = reading.child(process, 'CompletionSPSPeriod');
  const duration = reading.child(period, 'DurationMeasure');
  const values: Record<string, string> = {
    [`${name}.startedAt`]: reading.text(instantElement(reading.child(period, 'StartDateTime'), reading)),
    [`${name}.endedAt`]: reading.text(instantElement(reading.child(period, 'EndDateTime'), reading)),
    [`${name}.duration`]: reading.text(duration),
    [`${name}.durationUnit`]: reading.attribute(duration, 'unitCode'),
  };
  for (const characteristic of reading.children(process, 'ApplicableSPSProcessCharacteristic')) {
    const [tag, told] = reading.children(characteristic, 'Description');
    const field = fieldOfTag[reading.text(tag)];
    const measured = reading.child(characteristic, 'ValueMeasure');
    if (field === undefined || `${name}.${field}` in values) continue;
    values[`${name}.${field}`] = reading.text(measured ?? told);
    if (measured) values[`${name}.${field}Unit`] = reading.attribute(measured, 'unitCode');
  }
  return values;
}
