import { defaultsOf, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { DraftValues, FormGroup } from '#core/documents/document-type.ts';

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

/** Cells of a spreadsheet as the clipboard gives them, or null when it is plain text for one field. */
export function cellsOf(text: string): readonly (readonly string[])[] | null {
  const rows = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((row) => row.split('\t').map((cell) => cell.trim()));
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null;
}

/** Puts cells into the group from `row` and `fieldId` on, to the right and down. */
export function pasteCells(
  values: DraftValues,
  group: FormGroup,
  row: number,
  fieldId: string,
  cells: readonly (readonly string[])[],
): DraftValues {
  const start = group.fields.findIndex((field) => field.id === fieldId);
  const next: Record<string, string> = { ...values };
  const most = group.repeats?.max ?? 1;
  cells.forEach((cellsOfRow, down) => {
    if (row + down >= most) return;
    if (row + down >= rowCount(group, next)) Object.assign(next, defaultsOf(group, row + down));
    cellsOfRow.forEach((cell, right) => {
      const field = group.fields[start + right];
      if (field !== undefined) next[keyOf(group, row + down, field)] = field.kind === 'number' ? plainNumber(cell) : cell;
    });
  });
  return next;
}

/** Spreadsheets in Spanish write 1.234,5; documents want 1234.5. */
function plainNumber(cell: string): string {
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(cell)) return cell.replaceAll('.', '').replace(',', '.');
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell)) return cell.replaceAll(',', '');
  return cell.replace(',', '.');
}
