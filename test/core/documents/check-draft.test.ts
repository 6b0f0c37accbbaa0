import { describe, expect, it } from 'vitest';
import { checkDraft, checkField, initialValues, isAsked, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { FormDescription, FormField } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';

const text: FormField = { id: 'name', label: { es: 'Nombre', en: 'Name' }, kind: 'text', required: true, maxLength: 5 };
const weight: FormField = { id: 'weight', label: { es: 'Peso', en: 'Weight' }, kind: 'number', required: false, decimals: 2 };
const why: FormField = { ...text, id: 'why', dependsOn: { field: 'head.name', values: ['x'] } };
const form: FormDescription = {
  groups: [
    { id: 'head', title: text.label, repeats: null, fields: [text, why] },
    { id: 'lines', title: text.label, repeats: { min: 1, max: 3 }, fields: [{ ...weight, defaultValue: '1' }] },
  ],
};

describe('a field, while it is typed', () => {
  it.each([
    [text, '', 'Falta este dato.'],
    [text, '   ', 'Falta este dato.'],
    [text, 'abcdef', 'Tiene 6 caracteres; caben 5.'],
    [text, 'abc', null],
    [weight, '', null],
    [weight, '1,5', 'Escriba un número, con punto para los decimales.'],
    [weight, '1.555', 'Hasta 2 decimales.'],
    [{ ...weight, decimals: 0 }, '1.5', 'Escriba un número entero.'],
    [weight, '12.50', null],
    [{ ...text, kind: 'date' }, 'ayer', 'No es una fecha válida.'],
    [{ ...text, pattern: '^\\d{2}$' }, 'ab', 'No tiene la forma esperada.'],
  ] as const)('%o with «%s»', (field, value, sentence) => {
    expect(checkField(field, value)?.es ?? null).toBe(sentence);
  });
});

describe('a draft', () => {
  it('is asked only what another answer makes sense of', () => {
    expect(isAsked(why, { 'head.name': 'y' })).toBe(false);
    expect(isAsked(why, { 'head.name': 'x' })).toBe(true);
    expect(checkDraft(form, { 'head.name': 'x' }).map((problem) => problem.key)).toEqual(['head.why']);
    expect(checkDraft(form, { 'head.name': 'y' })).toEqual([]);
  });

  it('begins with its defaults and as many rows as it must have', () => {
    expect(initialValues(form)).toEqual({ 'lines[0].weight': '1' });
    const lines = form.groups[1];
    expect(lines && rowCount(lines, { 'lines[2].weight': '4' })).toBe(3);
  });

  it('of every type starts from values its own composer turns into a document', () => {
    for (const type of documentTypes) {
      for (const version of type.versions) expect(type.compose(initialValues(type.form), version)).toContain('<');
      const keys = type.form.groups.flatMap((group) => group.fields.map((field) => keyOf(group, 0, field)));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('depends only on fields the form has', () => {
    for (const type of documentTypes) {
      const keys = new Set(type.form.groups.flatMap((group) => group.fields.map((field) => `${group.id}.${field.id}`)));
      const named = type.form.groups.flatMap((group) => group.fields.flatMap((field) => (field.dependsOn ? [field.dependsOn.field] : [])));
      expect(named.filter((key) => !keys.has(key))).toEqual([]);
    }
  });
});
