import type { FormField } from '#core/documents/document-type.ts';
import { amount, unit } from '#core/documents/phytosanitary/form-measure.ts';

/** The fields of one treatment of one line. */
export const treatmentFields: readonly FormField[] = [
  { id: 'line', label: { es: 'Línea de la mercancía', en: 'Line of the produce' }, kind: 'number', required: true, decimals: 0 },
  { id: 'type', label: { es: 'Tratamiento', en: 'Treatment' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'type2', label: { es: 'Tratamiento, nivel 2', en: 'Treatment, level 2' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'chemical', label: { es: 'Producto químico', en: 'Chemical' }, kind: 'text', required: false, maxLength: 256 },
  { id: 'startedAt', label: { es: 'Tratamiento desde', en: 'Treatment from' }, kind: 'date', required: false },
  { id: 'endedAt', label: { es: 'Tratamiento hasta', en: 'Treatment until' }, kind: 'date', required: false },
  amount('duration', { es: 'Duración', en: 'Duration' }),
  unit('durationUnit', { es: 'Unidad de la duración', en: 'Unit of duration' }, 'HUR'),
  amount('temperature', { es: 'Temperatura', en: 'Temperature' }),
  unit('temperatureUnit', { es: 'Unidad de la temperatura', en: 'Unit of temperature' }, 'CEL'),
  amount('concentration', { es: 'Concentración', en: 'Concentration' }),
  unit('concentrationUnit', { es: 'Unidad de la concentración', en: 'Unit of concentration' }, 'KX'),
  {
    id: 'information',
    label: { es: 'Información adicional del tratamiento', en: 'Additional information on the treatment' },
    kind: 'text',
    required: false,
    maxLength: 400,
  },
  {
    id: 'fullText',
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
