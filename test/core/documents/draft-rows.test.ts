import { describe, expect, it } from 'vitest';
import { checkDraft } from '#core/documents/check-draft.ts';
import type { DraftValues, FormDescription, FormField, FormGroup } from '#core/documents/document-type.ts';
import { addRow, removeRow, repeatRow } from '#core/documents/draft-rows.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';

const field = (id: string, more: Partial<FormField> = {}): FormField => ({
  id,
  label: { es: id, en: id },
  kind: 'text',
  required: false,
  ...more,
});
const lines: FormGroup = { id: 'lines', title: field('').label, repeats: { min: 1, max: 9 }, fields: [field('goods')] };
const done: FormGroup = {
  id: 'done',
  title: field('').label,
  repeats: { min: 0, max: 9 },
  belongsTo: { group: 'lines', field: 'line' },
  fields: [field('line', { kind: 'number', required: true, decimals: 0 }), field('how')],
};
const form: FormDescription = { groups: [lines, done] };

/** `uva: cold; pera: hot, wash` as a draft, and back. */
function drafted(text: string): DraftValues {
  const values: Record<string, string> = {};
  let row = 0;
  for (const [line, each] of text.split('; ').entries()) {
    const [goods = '', how = ''] = each.split(': ');
    values[`lines[${line}].goods`] = goods;
    for (const one of how.split(', ').filter((part) => part !== '')) {
      Object.assign(values, { [`done[${row}].line`]: String(line + 1), [`done[${row}].how`]: one });
      row += 1;
    }
  }
  return values;
}
function told(values: DraftValues): string {
  const rows = (group: string) => Object.keys(values).filter((key) => key.startsWith(`${group}[`));
  return rows('lines')
    .map((key, line) => {
      const own = rows('done').filter((one) => one.endsWith('.line') && values[one] === String(line + 1));
      return [values[key], own.map((one) => values[one.replace('.line', '.how')]).join(', ')].filter((part) => part !== '').join(': ');
    })
    .join('; ');
}

describe('the rows of a form', () => {
  const three = drafted('uva: cold; pera: hot, wash; kiwi: gas');

  it('are repeated with what belongs to them', () => {
    expect(told(repeatRow(three, form.groups, lines, 1))).toBe('uva: cold; pera: hot, wash; kiwi: gas; pera: hot, wash');
  });

  it('are removed with what belongs to them, and what belongs to the others stays with those', () => {
    expect(told(removeRow(three, form.groups, lines, 1))).toBe('uva: cold; kiwi: gas');
    expect(told(removeRow(three, form.groups, lines, 0))).toBe('pera: hot, wash; kiwi: gas');
    expect(told(removeRow(three, form.groups, done, 1))).toBe('uva: cold; pera: wash; kiwi: gas');
  });

  it('that are added to the only row there is belong to it; among several a person says to which', () => {
    expect(told({ ...addRow(drafted('uva: cold'), form.groups, done), 'done[1].how': 'gas' })).toBe('uva: cold, gas');
    expect(addRow(three, form.groups, done)['done[4].line']).toBe('');
  });

  it('must belong to one that is there', () => {
    const astray = { ...three, 'done[0].line': '4', 'done[1].line': '0', 'done[2].line': '' };
    expect(checkDraft(form, astray).map(({ key, sentence }) => [key, sentence.es])).toEqual([
      ['done[0].line', 'Escriba un número del 1 al 3.'],
      ['done[1].line', 'Escriba un número del 1 al 3.'],
      ['done[2].line', 'Falta este dato.'],
    ]);
  });
});

it('a form of five hundred lines, each treated, is checked at each key without being felt', () => {
  const values: Record<string, string> = {};
  for (let row = 0; row < 500; row++) {
    for (const group of ['lines', 'treatments']) {
      const fields = phytosanitary.form.groups.find(({ id }) => id === group)?.fields ?? [];
      for (const { id, kind } of fields) values[`${group}[${row}].${id}`] = kind === 'number' ? '1' : 'x';
    }
  }
  const { form: own } = phytosanitary;
  const took = (work: () => unknown): number => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  // looking at each value once is what it may cost, some times over; going through all of them for each row is a thousand times that
  const once = Math.min(...[1, 2, 3].map(() => took(() => Object.entries(values).filter(([key, value]) => key.length > value.length))));
  expect(Math.min(...[1, 2, 3].map(() => took(() => checkDraft(own, values)))) / once).toBeLessThan(50);
});
