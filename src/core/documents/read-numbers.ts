import type { DraftValues, FormDescription } from '#core/documents/document-type.ts';
import { typedNumber } from '#core/documents/pasted-rows.ts';

/** The draft with its numbers as the document says them: a comma is how decimals are written here, and the document wants a point. */
export function readNumbers(form: FormDescription, values: DraftValues): DraftValues {
  const numbers = new Set(
    form.groups.flatMap(({ id, fields }) => fields.filter(({ kind }) => kind === 'number').map((field) => `${id}.${field.id}`)),
  );
  const read = ([key, value]: readonly [string, string]) =>
    [key, numbers.has(key.replace(/\[\d+\]/, '')) ? typedNumber(value) : value] as const;
  return Object.fromEntries(Object.entries(values).map(read));
}
