import type { DraftValues, FormDescription, FormField, FormGroup } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

/** What can be said of a field while it is typed, before there is a document to judge. */
export type FieldProblem = { readonly key: string; readonly sentence: Words };

/** `exporter.name`, or `lines[2].netWeight` in a group that repeats. */
export function keyOf(group: FormGroup, row: number, field: FormField): string {
  return `${rowKey(group, row)}.${field.id}`;
}

function rowKey(group: FormGroup, row: number): string {
  return group.repeats === null ? group.id : `${group.id}[${row}]`;
}

/** How many rows of a repeating group the draft shows: those that hold anything, and never fewer than must be. */
export function rowCount(group: FormGroup, values: DraftValues): number {
  if (group.repeats === null) return 1;
  let last = -1;
  const start = `${group.id}[`;
  for (const key of Object.keys(values)) {
    if (key.startsWith(start)) last = Math.max(last, Number.parseInt(key.slice(start.length), 10));
  }
  return Math.max(group.repeats.min, last + 1);
}

/** A field another one makes pointless is not asked; one that only waits for another is, once it holds something itself. */
export function isAsked(group: FormGroup, row: number, field: FormField, values: DraftValues): boolean {
  const { dependsOn, defaultValue = '' } = field;
  if (dependsOn === undefined) return true;
  const other = values[dependsOn.field.startsWith('.') ? `${rowKey(group, row)}${dependsOn.field}` : dependsOn.field] ?? '';
  if (dependsOn.values !== 'any') return dependsOn.values.includes(other);
  const own = values[keyOf(group, row, field)] ?? '';
  return other.trim() !== '' || (own.trim() !== '' && own !== defaultValue);
}

/** What goes into the document: nothing that is not on the form, though it is kept in case it is asked again. */
export function askedValues(form: FormDescription, values: DraftValues): DraftValues {
  const asked: Record<string, string> = { ...values };
  for (const group of form.groups) {
    const dependent = group.fields.filter((field) => field.dependsOn !== undefined);
    if (dependent.length === 0) continue;
    for (let row = 0, count = rowCount(group, values); row < count; row++) {
      for (const field of dependent) if (!isAsked(group, row, field, values)) delete asked[keyOf(group, row, field)];
    }
  }
  return asked;
}

/** What a new document takes over from a template or an earlier one: not its number, nor the day it was issued, nor what it replaced. */
export function valuesForAnother(form: FormDescription, values: DraftValues): DraftValues {
  const fields = new Map<string, FormField>(
    form.groups.flatMap((group) => group.fields.map((field) => [`${group.id}.${field.id}`, field])),
  );
  const taken: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = fields.get(key.replace(/\[\d+\]/, ''));
    if (field?.isOwn) continue;
    taken[key] = field?.ownPart === undefined ? value : value.replaceAll(new RegExp(field.ownPart, 'g'), '');
  }
  return taken;
}

/** An empty draft: the defaults of every field of every row that must be there. */
export function initialValues(form: FormDescription): DraftValues {
  const values: Record<string, string> = {};
  for (const group of form.groups) {
    for (let row = 0, count = rowCount(group, {}); row < count; row++) Object.assign(values, defaultsOf(group, row));
  }
  return values;
}

export function defaultsOf(group: FormGroup, row: number): DraftValues {
  const entries = group.fields.flatMap((field) =>
    field.defaultValue === undefined ? [] : [[keyOf(group, row, field), field.defaultValue]],
  );
  return Object.fromEntries(entries) as DraftValues;
}

/** Every field that is wrong or missing, in the order of the form. */
export function checkDraft(form: FormDescription, values: DraftValues): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const group of form.groups) {
    const owner = form.groups.find(({ id }) => id === group.belongsTo?.group);
    const owners = owner ? rowCount(owner, values) : 0;
    for (let row = 0, count = rowCount(group, values); row < count; row++) {
      for (const field of group.fields) {
        if (!isAsked(group, row, field, values)) continue;
        const key = keyOf(group, row, field);
        const value = values[key] ?? '';
        const sentence = checkField(field, value) ?? (owner && field.id === group.belongsTo?.field ? checkOwner(owners, value) : null);
        if (sentence !== null) problems.push({ key, sentence });
      }
    }
  }
  return problems;
}

/** One sentence about one field, or null when there is nothing to say. */
export function checkField(field: FormField, value: string): Words | null {
  const text = value.trim();
  if (text === '') return field.required ? { es: 'Falta este dato.', en: 'This is missing.' } : null;
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    return {
      es: `Tiene ${text.length} caracteres; caben ${field.maxLength}.`,
      en: `It has ${text.length} characters; ${field.maxLength} fit.`,
    };
  }
  if (field.kind === 'number') return checkNumber(field, text);
  if (field.kind === 'date' && Number.isNaN(Date.parse(text))) {
    return { es: 'No es una fecha válida.', en: 'This is not a valid date.' };
  }
  if (field.pattern !== undefined && !new RegExp(field.pattern.regex).test(text)) {
    const { words } = field.pattern;
    return { es: `Escriba ${words.es}.`, en: `Enter ${words.en}.` };
  }
  return null;
}

function checkOwner(count: number, value: string): Words | null {
  if (Number(value) >= 1 && Number(value) <= count) return null;
  return count === 1
    ? { es: 'Hay una sola: escriba 1.', en: 'There is one only: enter 1.' }
    : { es: `Escriba un número del 1 al ${count}.`, en: `Enter a number from 1 to ${count}.` };
}

function checkNumber(field: FormField, text: string): Words | null {
  if (!/^-?\d+(\.\d+)?$/.test(text)) {
    return { es: 'Escriba un número, con punto para los decimales.', en: 'Enter a number, with a point for decimals.' };
  }
  const decimals = text.split('.')[1]?.length ?? 0;
  if (field.decimals !== undefined && decimals > field.decimals) {
    return field.decimals === 0
      ? { es: 'Escriba un número entero.', en: 'Enter a whole number.' }
      : { es: `Hasta ${field.decimals} decimales.`, en: `Up to ${field.decimals} decimals.` };
  }
  return null;
}
