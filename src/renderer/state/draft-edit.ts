import { defaultsOf, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { DraftValues, FormField, FormGroup } from '#core/documents/document-type.ts';
import { readPastedRows, type PasteProblem } from '#core/documents/pasted-rows.ts';

/** What can be done to the rows of a repeating group; each gives a new set of values. */
export function addRow(values: DraftValues, group: FormGroup): DraftValues {
  const row = rowCount(group, values);
  // an empty value keeps the row there even when the group has no defaults
  const first = group.fields[0];
  return { ...values, ...(first ? { [keyOf(group, row, first)]: '' } : {}), ...defaultsOf(group, row) };
}

export function repeatRow(values: DraftValues, group: FormGroup, row: number): DraftValues {
  const to = rowCount(group, values);
  const next: Record<string, string> = { ...values };
  for (const field of group.fields) {
    const value = values[keyOf(group, row, field)];
    if (value !== undefined) next[keyOf(group, to, field)] = value;
  }
  return next;
}

export function removeRow(values: DraftValues, group: FormGroup, row: number): DraftValues {
  const count = rowCount(group, values);
  const next: Record<string, string> = Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith(`${group.id}[`)));
  for (let from = 0, to = 0; from < count; from++) {
    if (from === row) continue;
    for (const field of group.fields) {
      const value = values[keyOf(group, from, field)];
      if (value !== undefined) next[keyOf(group, to, field)] = value;
    }
    to++;
  }
  return next;
}

/** Rows of a spreadsheet, and not a sentence for one field? */
export function isRows(text: string, field: FormField): boolean {
  return text.includes('\t') || (field.kind !== 'longText' && text.trim().includes('\n'));
}

export type Pasted = { readonly values: DraftValues; readonly rows: number; readonly problems: readonly PasteProblem[] };

/** Puts rows into the group from `row` and `field` on, to the right and down; a row of labels may name the columns. */
export function pasteRows(values: DraftValues, group: FormGroup, row: number, field: FormField, text: string): Pasted {
  const pasted = readPastedRows(text, group.fields.slice(group.fields.indexOf(field)));
  const next: Record<string, string> = { ...values };
  const room = (group.repeats?.max ?? 1) - row;
  const rows = pasted.rows.slice(0, room);
  for (const [down, cells] of rows.entries()) {
    const to = row + down;
    if (to >= rowCount(group, next)) Object.assign(next, defaultsOf(group, to));
    for (const one of group.fields) {
      const cell = cells[one.id];
      if (cell !== undefined) next[keyOf(group, to, one)] = cell;
    }
  }
  return { values: next, rows: rows.length, problems: pasted.problems };
}
