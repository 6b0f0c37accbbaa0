import { describe, expect, it } from 'vitest';
import { askedValues, checkDraft, checkField, initialValues, isAsked, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { FormDescription, FormField, FormGroup } from '#core/documents/document-type.ts';
import { documentTypes } from '#core/documents/types.ts';

const text: FormField = { id: 'name', label: { es: 'Nombre', en: 'Name' }, kind: 'text', required: true, maxLength: 5 };
const weight: FormField = { id: 'weight', label: { es: 'Peso', en: 'Weight' }, kind: 'number', required: false, decimals: 2 };
const why: FormField = { ...text, id: 'why', dependsOn: { field: 'head.name', values: ['x'] } };
const more: FormField = { ...weight, id: 'more', defaultValue: '9', dependsOn: { field: '.weight', values: 'any' } };
const head: FormGroup = { id: 'head', title: text.label, repeats: null, fields: [text, why] };
const rows: FormGroup = { id: 'rows', title: text.label, repeats: { min: 0, max: 3 }, fields: [weight, more] };
const form: FormDescription = {
  groups: [head, { id: 'lines', title: text.label, repeats: { min: 1, max: 3 }, fields: [{ ...weight, defaultValue: '1' }] }, rows],
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
    [{ ...text, pattern: { regex: '^\\d{2}$', words: { es: 'dos cifras', en: 'two digits' } } }, 'ab', 'Escriba dos cifras.'],
  ] as const)('%o with «%s»', (field, value, sentence) => {
    expect(checkField(field, value)?.es ?? null).toBe(sentence);
  });
});

describe('a draft', () => {
  it('is asked only what another answer makes sense of', () => {
    expect(isAsked(head, 0, why, { 'head.name': 'y' })).toBe(false);
    expect(isAsked(head, 0, why, { 'head.name': 'x' })).toBe(true);
    expect(checkDraft(form, { 'head.name': 'x' }).map((problem) => problem.key)).toEqual(['head.why']);
    expect(checkDraft(form, { 'head.name': 'y' })).toEqual([]);
  });

  it('is asked in each row what that row makes sense of, and never hides what was written there', () => {
    const values = { 'rows[0].weight': '2', 'rows[0].more': '9', 'rows[1].more': '9', 'rows[2].more': '5' };
    expect([0, 1, 2].map((row) => isAsked(rows, row, more, values))).toEqual([true, false, true]);
  });

  it('keeps to itself what is not on the form', () => {
    const values = {
      'head.name': 'y',
      'head.why': 'old',
      'rows[0].more': '9',
      'rows[1].weight': '2',
      'rows[1].more': '4',
      'of.another': 'x',
    };
    expect(askedValues(form, values)).toEqual({ 'head.name': 'y', 'rows[1].weight': '2', 'rows[1].more': '4', 'of.another': 'x' });
    expect(askedValues(form, { ...values, 'head.name': 'x' })).toMatchObject({ 'head.why': 'old' });
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
      const named = type.form.groups.flatMap((group) =>
        group.fields.flatMap(({ dependsOn }) => (dependsOn ? [dependsOn.field.replace(/^\./, `${group.id}.`)] : [])),
      );
      expect(named.filter((key) => !keys.has(key))).toEqual([]);
    }
  });
});
