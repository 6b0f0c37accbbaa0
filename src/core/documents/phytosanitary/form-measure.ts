import type { FormField } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

/** A quantity as the schema takes it: up to four decimals. */
export function amount(id: string, label: Words): FormField {
  return { id, label, kind: 'number', required: false, decimals: 4 };
}

/** The unit of Recommendation 20 a quantity is in; `usual` unless another is chosen. */
export function unit(id: string, label: Words, usual: string): FormField {
  return { id, label, kind: 'code', codeList: 'units', required: false, defaultValue: usual };
}
