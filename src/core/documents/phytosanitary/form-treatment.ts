import type { FormField } from '#core/documents/document-type.ts';
import { amount, unit } from '#core/documents/phytosanitary/form-measure.ts';

/** The ways to name one treatment in a line's fields: a line has up to three. */
export const treatmentNames = ['treatment', 'treatment2', 'treatment3'] as const;

/** The fields of a line's first treatment. */
export const treatmentFields: readonly FormField[] = [
  { id: 'treatment.type', label: { es: 'Tratamiento', en: 'Treatment' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.type2', label: { es: 'Tratamiento, nivel 2', en: 'Treatment, level 2' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.chemical', label: { es: 'Producto químico', en: 'Chemical' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'treatment.startedAt', label: { es: 'Tratamiento desde', en: 'Treatment from' }, kind: 'date', required: false },
  { id: 'treatment.endedAt', label: { es: 'Tratamiento hasta', en: 'Treatment until' }, kind: 'date', required: false },
  amount('treatment.duration', { es: 'Duración', en: 'Duration' }),
  unit('treatment.durationUnit', { es: 'Unidad de la duración', en: 'Unit of duration' }, 'HUR'),
  amount('treatment.temperature', { es: 'Temperatura', en: 'Temperature' }),
  unit('treatment.temperatureUnit', { es: 'Unidad de la temperatura', en: 'Unit of temperature' }, 'CEL'),
  amount('treatment.concentration', { es: 'Concentración', en: 'Concentration' }),
  unit('treatment.concentrationUnit', { es: 'Unidad de la concentración', en: 'Unit of concentration' }, 'KX'),
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
