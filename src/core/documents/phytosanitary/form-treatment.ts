import type { FormField } from '#core/documents/document-type.ts';

/** The ways to name one treatment in a line's fields: a line has up to three. */
export const treatmentNames = ['treatment', 'treatment2', 'treatment3'] as const;

/** The fields of a line's first treatment. */
export const treatmentFields: readonly FormField[] = [
  { id: 'treatment.type', label: { es: 'Tratamiento', en: 'Treatment' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.type2', label: { es: 'Tratamiento, nivel 2', en: 'Treatment, level 2' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.chemical', label: { es: 'Producto químico', en: 'Chemical' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.startedAt', label: { es: 'Tratamiento desde', en: 'Treatment from' }, kind: 'date', required: false },
  { id: 'treatment.endedAt', label: { es: 'Tratamiento hasta', en: 'Treatment until' }, kind: 'date', required: false },
  { id: 'treatment.duration', label: { es: 'Duración', en: 'Duration' }, kind: 'number', required: false, decimals: 4 },
  {
    id: 'treatment.durationUnit',
    label: { es: 'Unidad de la duración', en: 'Unit of duration' },
    kind: 'code',
    codeList: 'units',
    required: false,
    defaultValue: 'HUR',
  },
  { id: 'treatment.temperature', label: { es: 'Temperatura', en: 'Temperature' }, kind: 'number', required: false, decimals: 4 },
  {
    id: 'treatment.temperatureUnit',
    label: { es: 'Unidad de la temperatura', en: 'Unit of temperature' },
    kind: 'code',
    codeList: 'units',
    required: false,
    defaultValue: 'CEL',
  },
  { id: 'treatment.concentration', label: { es: 'Concentración', en: 'Concentration' }, kind: 'number', required: false, decimals: 4 },
  {
    id: 'treatment.concentrationUnit',
    label: { es: 'Unidad de la concentración', en: 'Unit of concentration' },
    kind: 'code',
    codeList: 'units',
    required: false,
    defaultValue: 'KX',
  },
  {
    id: 'treatment.information',
    label: { es: 'Información adicional del tratamiento', en: 'Additional information on the treatment' },
    kind: 'text',
    required: false,
    maxLength: 400,
  },
  {
    id: 'treatment.fullText',
    label: { es: 'Tratamiento, texto completo', en: 'Treatment, full text' },
    help: {
      es: 'Para países que solo leen texto. Vacío, se compone con los datos anteriores.',
      en: 'For countries that read text only. Left empty, it is made of the data above.',
    },
    kind: 'longText',
    required: false,
    maxLength: 8000,
  },
];

/** The same of its second or third, asked once something is said of the one before. */
export function ofTreatment(nth: 2 | 3, field: FormField): FormField {
  const name = treatmentNames[nth - 1] ?? 'treatment';
  const before = treatmentNames[nth - 2] ?? 'treatment';
  return {
    ...field,
    id: field.id.replace('treatment', name),
    label: { es: `${field.label.es} (${nth})`, en: `${field.label.en} (${nth})` },
    dependsOn: { field: `.${before}.type`, values: 'any' },
  };
}
