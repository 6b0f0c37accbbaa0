import type { Words } from '#core/finding.ts';

/**
 * The ISPM 12 fields that have no element of their own and travel as notes: a subject code and a content.
 * Codes, lengths and kinds as the IPPC ePhyto tag list 2.10 and the INTERCOM validation rules give them.
 */
export type NoteSubject = {
  readonly code: string;
  readonly level: 'document' | 'line';
  readonly kind: 'text' | 'integer' | 'decimal' | 'dateTime' | 'boolean' | 'country';
  readonly maxLength?: number;
  readonly words: Words;
  /** where on the paper: which section takes it */
  readonly place: 'liability' | 'declaration' | 'replacement' | 'marks' | 'packages' | 'quantity' | 'reExport';
};

type Row = readonly [string, NoteSubject['kind'], number | null, NoteSubject['place'], string, string];

const documentLevel: readonly Row[] = [
  ['SPSFL', 'integer', 2, 'liability', 'Cláusula de responsabilidad financiera', 'Financial liability clause'],
  ['ADEDL', 'text', 8000, 'declaration', 'Declaración adicional', 'Additional declaration'],
  ['ADIPEDL', 'text', 256, 'declaration', 'Permiso de importación', 'Import permit'],
  ['ADDIEDL', 'dateTime', null, 'declaration', 'Fecha de inspección', 'Date of inspection'],
  ['ADAOEDL', 'text', 8000, 'declaration', 'Otra información oficial', 'Other official information'],
  ['ADRP', 'integer', 2, 'replacement', 'Declaración de reemplazo', 'Replacement statement'],
  ['ADRPN', 'text', 60, 'replacement', 'Reemplaza al certificado', 'Replaces certificate'],
  ['ADRD', 'dateTime', null, 'replacement', 'Fecha del certificado reemplazado', 'Issue date of the replaced certificate'],
  ['ADRPR', 'text', 512, 'replacement', 'Motivo del reemplazo', 'Reason for replacement'],
  ['DMCL', 'text', 512, 'marks', 'Marcas distintivas', 'Distinguishing marks'],
  ['ADCO', 'text', 8000, 'declaration', 'Declaración adicional común', 'Common additional declaration'],
  ['ADIP', 'text', 256, 'declaration', 'Permiso de importación', 'Import permit'],
  ['ADDI', 'dateTime', null, 'declaration', 'Fecha de inspección', 'Date of inspection'],
  ['ADAO', 'text', 8000, 'declaration', 'Otra información oficial', 'Other official information'],
];

const lineLevel: readonly Row[] = [
  ['ADTLIL', 'text', 8000, 'declaration', 'Declaración adicional', 'Additional declaration'],
  ['ADIPTLIL', 'text', 256, 'declaration', 'Permiso de importación', 'Import permit'],
  ['ADDITLIL', 'dateTime', null, 'declaration', 'Fecha de inspección', 'Date of inspection'],
  ['ADAOTLIL', 'text', 8000, 'declaration', 'Otra información oficial', 'Other official information'],
  ['DMTLIL', 'text', 1024, 'marks', 'Marcas distintivas', 'Distinguishing marks'],
  ['OPTND', 'text', 512, 'packages', 'Descripción de los bultos', 'Description of packages'],
  ['OQV', 'decimal', null, 'quantity', 'Otra cantidad', 'Other quantity'],
  ['OQU', 'text', 50, 'quantity', 'Unidad de la otra cantidad', 'Unit of the other quantity'],
  ['RPCST', 'integer', 2, 'reExport', 'Declaración de reexportación', 'Re-export statement'],
  ['RPCCO', 'country', 2, 'reExport', 'Parte contratante de origen', 'Contracting party of origin'],
  ['RPCRF', 'text', 60, 'reExport', 'Certificado fitosanitario original Nº', 'Original phytosanitary certificate No.'],
  ['RPCOR', 'boolean', null, 'reExport', 'Se adjunta el original', 'Original is attached'],
  ['RPCTC', 'boolean', null, 'reExport', 'Se adjunta copia fiel certificada', 'Certified true copy is attached'],
  ['RPCPK', 'boolean', null, 'reExport', 'Embaladas', 'Packed'],
  ['RPCRP', 'boolean', null, 'reExport', 'Reembaladas', 'Repacked'],
  ['RPCOC', 'boolean', null, 'reExport', 'En recipientes originales', 'In original containers'],
  ['RPCNC', 'boolean', null, 'reExport', 'En recipientes nuevos', 'In new containers'],
  ['RPCPC', 'boolean', null, 'reExport', 'Según el certificado fitosanitario original', 'Based on the original phytosanitary certificate'],
  ['RPCAI', 'boolean', null, 'reExport', 'Con inspección adicional', 'With additional inspection'],
];

export const noteSubjects: ReadonlyMap<string, NoteSubject> = new Map(
  [...documentLevel.map((row) => subjectFrom(row, 'document')), ...lineLevel.map((row) => subjectFrom(row, 'line'))].map((subject) => [
    subject.code,
    subject,
  ]),
);

function subjectFrom(row: Row, level: NoteSubject['level']): NoteSubject {
  const [code, kind, maxLength, place, es, en] = row;
  return { code, level, kind, place, words: { es, en }, ...(maxLength === null ? {} : { maxLength }) };
}

/** Tags of a treatment's characteristics: the first Description names what the second (or ValueMeasure) says. */
export const treatmentTags: ReadonlyMap<string, { readonly words: Words; readonly maxLength: number | null }> = new Map([
  ['TTL1', { words: { es: 'Tipo de tratamiento', en: 'Type of treatment' }, maxLength: 256 }],
  ['TTL2', { words: { es: 'Tipo de tratamiento, nivel 2', en: 'Type of treatment, level 2' }, maxLength: 256 }],
  ['TTCH', { words: { es: 'Producto químico (ingrediente activo)', en: 'Chemical (active ingredient)' }, maxLength: 256 }],
  ['TTTM', { words: { es: 'Temperatura', en: 'Temperature' }, maxLength: null }],
  ['TTCO', { words: { es: 'Concentración', en: 'Concentration' }, maxLength: null }],
  ['TTAI', { words: { es: 'Información adicional', en: 'Additional information' }, maxLength: 400 }],
  ['TTFT', { words: { es: 'Tratamiento, texto completo', en: 'Treatment, full text' }, maxLength: 8000 }],
]);
