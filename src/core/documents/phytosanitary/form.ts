import type { FormDescription, FormField, FormGroup } from '#core/documents/document-type.ts';
import { lineFields, oneOrTwoDigits } from '#core/documents/phytosanitary/form-line.ts';
import { treatmentFields } from '#core/documents/phytosanitary/form-treatment.ts';
import { titles } from '#core/documents/phytosanitary/titles.ts';

/** The drafting form, group by group in the order of the paper. A field's id in its group is what `compose` reads. */
const certificate: FormGroup = {
  id: 'certificate',
  title: { es: 'Certificado', en: 'Certificate' },
  repeats: null,
  fields: [
    { id: 'number', label: { es: 'Número', en: 'Number' }, kind: 'text', required: true, maxLength: 60, isOwn: true },
    {
      id: 'type',
      label: { es: 'Clase', en: 'Kind' },
      kind: 'choice',
      required: true,
      defaultValue: '851',
      choices: [
        { code: '851', words: { es: 'Exportación', en: 'Export' } },
        { code: '657', words: { es: 'Reexportación', en: 'Re-export' } },
      ],
    },
    {
      id: 'status',
      label: { es: 'Estado', en: 'Status' },
      kind: 'choice',
      required: true,
      isOwn: true,
      defaultValue: '70',
      choices: [
        { code: '70', words: { es: 'Emitido', en: 'Issued' } },
        { code: '40', words: { es: 'Retirado', en: 'Withdrawn' } },
      ],
    },
    { id: 'issuedAt', label: { es: 'Fecha de emisión', en: 'Date of issue' }, kind: 'date', required: true, isOwn: true },
    {
      id: 'issuer',
      label: { es: 'Organización de protección fitosanitaria', en: 'Plant protection organization' },
      kind: 'text',
      required: true,
      maxLength: 256,
    },
  ],
};

const whenReplacement = { field: 'replacement.isReplacement', values: ['true'] };
const replacement: FormGroup = {
  id: 'replacement',
  title: titles.replacement,
  repeats: null,
  fields: [
    {
      id: 'isReplacement',
      label: { es: 'Reemplaza a otro certificado', en: 'Replaces another certificate' },
      kind: 'yesNo',
      required: false,
      isOwn: true,
      defaultValue: 'false',
    },
    {
      id: 'number',
      label: { es: 'Número del certificado reemplazado', en: 'Number of the replaced certificate' },
      kind: 'text',
      required: true,
      isOwn: true,
      maxLength: 60,
      dependsOn: whenReplacement,
    },
    {
      id: 'issuedAt',
      label: { es: 'Fecha del certificado reemplazado', en: 'Date of the replaced certificate' },
      kind: 'date',
      required: true,
      isOwn: true,
      dependsOn: whenReplacement,
    },
    {
      id: 'reason',
      label: { es: 'Motivo', en: 'Reason' },
      kind: 'longText',
      required: true,
      isOwn: true,
      maxLength: 512,
      dependsOn: whenReplacement,
    },
    {
      id: 'statement',
      label: { es: 'Declaración de reemplazo (código)', en: 'Replacement statement (code)' },
      kind: 'text',
      required: false,
      isOwn: true,
      pattern: oneOrTwoDigits,
      dependsOn: whenReplacement,
    },
  ],
};

const partyFields: readonly FormField[] = [
  { id: 'name', label: { es: 'Nombre', en: 'Name' }, kind: 'text', required: true, maxLength: 256 },
  { id: 'registration', label: { es: 'Registro tributario', en: 'Tax registration' }, kind: 'text', required: false, maxLength: 32 },
  { id: 'address', label: { es: 'Dirección', en: 'Address' }, kind: 'text', required: true, maxLength: 256 },
  {
    id: 'addressMore',
    label: { es: 'Dirección, segunda línea', en: 'Address, second line' },
    kind: 'text',
    required: false,
    maxLength: 256,
  },
  { id: 'postcode', label: { es: 'Código postal', en: 'Postcode' }, kind: 'text', required: false, maxLength: 16 },
  { id: 'city', label: { es: 'Ciudad', en: 'City' }, kind: 'text', required: false, maxLength: 64 },
  { id: 'country', label: { es: 'País', en: 'Country' }, kind: 'code', codeList: 'countries', required: false },
];

const route: FormGroup = {
  id: 'route',
  title: { es: 'Países y puntos de paso', en: 'Countries and points of passage' },
  repeats: null,
  fields: [
    {
      id: 'exportCountry',
      label: { es: 'País de exportación', en: 'Country of export' },
      kind: 'code',
      codeList: 'countries',
      required: true,
    },
    {
      id: 'reExportCountry',
      label: { es: 'País de reexportación', en: 'Country of re-export' },
      kind: 'code',
      codeList: 'countries',
      required: true,
      dependsOn: { field: 'certificate.type', values: ['657'] },
    },
    {
      id: 'importCountry',
      label: { es: 'País de importación', en: 'Country of import' },
      kind: 'code',
      codeList: 'countries',
      required: true,
    },
    {
      id: 'transitCountry',
      label: { es: 'País de tránsito', en: 'Country of transit' },
      kind: 'code',
      codeList: 'countries',
      required: false,
    },
    {
      id: 'entryCode',
      label: { es: 'Punto de entrada (UN/LOCODE)', en: 'Point of entry (UN/LOCODE)' },
      kind: 'code',
      codeList: 'ports',
      required: false,
    },
    { id: 'entryName', label: titles.entry, kind: 'text', required: true, maxLength: 256 },
    {
      id: 'examinationPlace',
      label: { es: 'Lugar de inspección', en: 'Place of examination' },
      kind: 'text',
      required: false,
      maxLength: 256,
    },
    { id: 'departsAt', label: { es: 'Fecha de salida', en: 'Date of departure' }, kind: 'date', required: false },
  ],
};

const conveyances: FormGroup = {
  id: 'conveyances',
  title: titles.conveyance,
  repeats: { min: 1, max: 9 },
  fields: [
    { id: 'mode', label: { es: 'Modo', en: 'Mode' }, kind: 'code', codeList: 'transportModes', required: true },
    {
      id: 'means',
      label: { es: 'Nave, vuelo o vehículo', en: 'Vessel, flight or vehicle' },
      kind: 'text',
      required: false,
      maxLength: 256,
    },
    { id: 'voyage', label: { es: 'Viaje o matrícula', en: 'Voyage or plate' }, kind: 'text', required: false, maxLength: 64 },
  ],
};

const containers: FormGroup = {
  id: 'containers',
  title: { es: 'Contenedores y precintos', en: 'Containers and seals' },
  repeats: { min: 0, max: 200 },
  fields: [
    { id: 'number', label: { es: 'Contenedor', en: 'Container' }, kind: 'text', required: false, maxLength: 32 },
    { id: 'seal', label: { es: 'Precinto', en: 'Seal' }, kind: 'text', required: false, maxLength: 32 },
  ],
};

const declarations: FormGroup = {
  id: 'declarations',
  title: titles.declaration,
  repeats: { min: 0, max: 50 },
  fields: [
    { id: 'text', label: { es: 'Declaración adicional', en: 'Additional declaration' }, kind: 'longText', required: true, maxLength: 8000 },
    {
      id: 'language',
      label: { es: 'Idioma', en: 'Language' },
      kind: 'choice',
      required: false,
      choices: [
        { code: 'es', words: { es: 'Español', en: 'Spanish' } },
        { code: 'en', words: { es: 'Inglés', en: 'English' } },
      ],
    },
  ],
};

const declaration: FormGroup = {
  id: 'declaration',
  title: { es: 'Permiso, inspección y marcas', en: 'Permit, inspection and marks' },
  repeats: null,
  fields: [
    { id: 'importPermit', label: { es: 'Permiso de importación', en: 'Import permit' }, kind: 'text', required: false, maxLength: 256 },
    { id: 'inspectedAt', label: { es: 'Fecha de inspección', en: 'Date of inspection' }, kind: 'date', required: false },
    {
      id: 'officialInformation',
      label: { es: 'Otra información oficial', en: 'Other official information' },
      kind: 'longText',
      required: false,
      maxLength: 8000,
    },
    { id: 'marks', label: titles.marks, kind: 'text', required: false, maxLength: 512 },
  ],
};

const officer: FormGroup = {
  id: 'officer',
  title: titles.issue,
  repeats: null,
  fields: [
    { id: 'name', label: titles.officer, kind: 'text', required: true, maxLength: 256 },
    { id: 'qualification', label: { es: 'Cargo', en: 'Qualification' }, kind: 'text', required: false, maxLength: 256 },
    { id: 'place', label: { es: 'Lugar de expedición', en: 'Place of issue' }, kind: 'text', required: true, maxLength: 256 },
    {
      id: 'clause',
      label: titles.statement,
      kind: 'choice',
      required: true,
      defaultValue: '1',
      dependsOn: { field: 'certificate.type', values: ['851'] },
      choices: [
        { code: '1', words: { es: 'Libres de plagas cuarentenarias', en: 'Free from quarantine pests' } },
        { code: '2', words: { es: 'Además, sustancialmente libres de otras plagas', en: 'And practically free from other pests' } },
      ],
    },
    {
      id: 'liability',
      label: { es: 'Cláusula de responsabilidad financiera (código)', en: 'Financial liability clause (code)' },
      kind: 'text',
      required: false,
      pattern: oneOrTwoDigits,
    },
  ],
};

export const phytosanitaryForm: FormDescription = {
  grantedNumber: { field: 'certificate.number', kind: 'certificate.type' },
  groups: [
    certificate,
    replacement,
    { id: 'exporter', title: { es: 'Exportador', en: 'Exporter' }, repeats: null, fields: partyFields },
    { id: 'consignee', title: titles.consignee, repeats: null, fields: partyFields },
    route,
    conveyances,
    containers,
    { id: 'lines', title: titles.produce, repeats: { min: 1, max: 2000 }, fields: lineFields },
    declarations,
    declaration,
    {
      id: 'treatments',
      title: titles.treatment,
      repeats: { min: 0, max: 9999 },
      belongsTo: { group: 'lines', field: 'line' },
      fields: treatmentFields,
    },
    officer,
  ],
};
