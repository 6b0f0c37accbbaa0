import type { FormField } from '#core/documents/document-type.ts';
import { amount, unit } from '#core/documents/phytosanitary/form-measure.ts';
import { noteSubjects } from '#core/documents/phytosanitary/note-subjects.ts';
import type { Words } from '#core/finding.ts';

/** The codes of statements and clauses that the exchange agreed on. */
export const oneOrTwoDigits: FormField['pattern'] = {
  regex: '^\\d{1,2}$',
  words: { es: 'un código de una o dos cifras', en: 'a code of one or two digits' },
};

const whenReExport = { field: 'certificate.type', values: ['657'] };

function yesNo(id: string, subject: string): FormField {
  return { id, label: wordsOf(subject), kind: 'yesNo', required: false, dependsOn: whenReExport };
}

function wordsOf(subject: string): Words {
  return noteSubjects.get(subject)?.words ?? { es: subject, en: subject };
}

/** The fields of one line. */
export const lineFields: readonly FormField[] = [
  { id: 'description', label: { es: 'Producto', en: 'Produce' }, kind: 'text', required: true, maxLength: 512 },
  { id: 'commonName', label: { es: 'Nombre común', en: 'Common name' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'botanicalName', label: { es: 'Nombre botánico', en: 'Botanical name' }, kind: 'text', required: true, maxLength: 256 },
  {
    id: 'hsCode',
    label: { es: 'Clasificación arancelaria (SA)', en: 'Tariff classification (HS)' },
    kind: 'code',
    codeList: 'tariff',
    required: false,
    pattern: {
      regex: '^\\d{6}$',
      words: { es: 'una subpartida de seis cifras, como 080810', en: 'a subheading of six digits, such as 080810' },
    },
  },
  { id: 'vegetablePart', label: { es: 'Parte vegetal', en: 'Vegetable part' }, kind: 'text', required: false, maxLength: 128 },
  { id: 'condition', label: { es: 'Condición', en: 'Condition' }, kind: 'text', required: false, maxLength: 128 },
  { id: 'intendedUse', label: { es: 'Uso previsto', en: 'Intended use' }, kind: 'text', required: false, maxLength: 128 },
  { id: 'batch', label: { es: 'Lote', en: 'Batch' }, kind: 'text', required: false, maxLength: 64 },
  amount('netWeight', { es: 'Peso neto', en: 'Net weight' }),
  amount('grossWeight', { es: 'Peso bruto', en: 'Gross weight' }),
  unit('weightUnit', { es: 'Unidad de peso', en: 'Unit of weight' }, 'KGM'),
  amount('netVolume', { es: 'Volumen neto', en: 'Net volume' }),
  unit('volumeUnit', { es: 'Unidad de volumen', en: 'Unit of volume' }, 'MTQ'),
  amount('otherQuantity', wordsOf('OQV')),
  { id: 'otherQuantityUnit', label: wordsOf('OQU'), kind: 'text', required: false, maxLength: 50 },
  { id: 'packageCount', label: { es: 'Número de bultos', en: 'Number of packages' }, kind: 'number', required: false, decimals: 0 },
  { id: 'packageType', label: { es: 'Clase de bulto', en: 'Kind of package' }, kind: 'code', codeList: 'packages', required: false },
  { id: 'innerPackageCount', label: { es: 'Bultos interiores', en: 'Inner packages' }, kind: 'number', required: false, decimals: 0 },
  {
    id: 'innerPackageType',
    label: { es: 'Clase de bulto interior', en: 'Kind of inner package' },
    kind: 'code',
    codeList: 'packages',
    required: false,
  },
  {
    id: 'packageDescription',
    label: wordsOf('OPTND'),
    help: { es: 'Solo cuando la mercancía no viaja en bultos.', en: 'Only when the goods do not travel in packages.' },
    kind: 'text',
    required: false,
    maxLength: 512,
  },
  { id: 'marks', label: wordsOf('DMTLIL'), kind: 'text', required: false, maxLength: 1024 },
  { id: 'originCountry', label: { es: 'País de origen', en: 'Country of origin' }, kind: 'code', codeList: 'countries', required: true },
  { id: 'originRegion', label: { es: 'Región de origen', en: 'Region of origin' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'declaration', label: wordsOf('ADTLIL'), kind: 'longText', required: false, maxLength: 8000 },
  { id: 'importPermit', label: wordsOf('ADIPTLIL'), kind: 'text', required: false, maxLength: 256 },
  { id: 'inspectedAt', label: wordsOf('ADDITLIL'), kind: 'date', required: false },
  { id: 'officialInformation', label: wordsOf('ADAOTLIL'), kind: 'longText', required: false, maxLength: 8000 },
  {
    id: 'reExportStatement',
    label: { es: 'Declaración de reexportación (código)', en: 'Re-export statement (code)' },
    kind: 'text',
    required: false,
    pattern: oneOrTwoDigits,
    dependsOn: whenReExport,
  },
  { id: 'originalCountry', label: wordsOf('RPCCO'), kind: 'code', codeList: 'countries', required: true, dependsOn: whenReExport },
  { id: 'originalCertificate', label: wordsOf('RPCRF'), kind: 'text', required: true, maxLength: 60, dependsOn: whenReExport },
  yesNo('originalAttached', 'RPCOR'),
  yesNo('copyAttached', 'RPCTC'),
  yesNo('packed', 'RPCPK'),
  yesNo('repacked', 'RPCRP'),
  yesNo('originalContainers', 'RPCOC'),
  yesNo('newContainers', 'RPCNC'),
  yesNo('basedOnOriginal', 'RPCPC'),
  yesNo('additionalInspection', 'RPCAI'),
];
