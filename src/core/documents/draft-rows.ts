import { defaultsOf, keyOf, rowCount } from '#core/documents/check-draft.ts';
import type { DraftValues, FormField, FormGroup } from '#core/documents/document-type.ts';
import { readPastedRows, type PasteProblem } from '#core/documents/pasted-rows.ts';

/** What can be done to the rows of a repeating group; each gives a new set of values. What belongs to a row goes with it. */
export function addRow(values: DraftValues, groups: readonly FormGroup[], group: FormGroup): DraftValues {
  const row = rowCount(group, values);
  const { belongsTo } = group;
  const owner = groups.find(({ id }) => id === belongsTo?.group);
  const isOfOne = belongsTo !== undefined && owner !== undefined && rowCount(owner, values) === 1;
  // an empty value keeps the row there even when the group has no defaults
  const first = group.fields[0];
  return {
    ...values,
    ...(first ? { [keyOf(group, row, first)]: '' } : {}),
    ...defaultsOf(group, row),
    ...(isOfOne ? { [`${group.id}[${row}].${belongsTo.field}`]: '1' } : {}),
  };
}

export function repeatRow(values: DraftValues, groups: readonly FormGroup[], group: FormGroup, row: number): DraftValues {
  const to = rowCount(group, values);
  const next: Record<string, string> = { ...values, ...copied(values, group, row, to) };
  for (const { other, field } of belongingTo(groups, group)) {
    const count = rowCount(other, values);
    let free = count;
    for (let from = 0; from < count; from++) {
      if (Number(values[`${other.id}[${from}].${field}`]) !== row + 1) continue;
      Object.assign(next, copied(values, other, from, free), { [`${other.id}[${free}].${field}`]: String(to + 1) });
      free++;
    }
  }
  return next;
}

export function removeRow(values: DraftValues, groups: readonly FormGroup[], group: FormGroup, row: number): DraftValues {
  let next = kept(values, group, (from) => from !== row);
  for (const { other, field } of belongingTo(groups, group)) {
    const ownerOf = (from: number): number => Number(values[`${other.id}[${from}].${field}`]);
    const moved: Record<string, string> = { ...next };
    for (let from = 0, count = rowCount(other, values); from < count; from++) {
      if (ownerOf(from) > row + 1) moved[`${other.id}[${from}].${field}`] = String(ownerOf(from) - 1);
    }
    next = kept(moved, other, (from) => ownerOf(from) !== row + 1);
  }
  return next;
}

function belongingTo(groups: readonly FormGroup[], group: FormGroup): readonly { readonly other: FormGroup; readonly field: string }[] {
  return groups.flatMap((other) => (other.belongsTo?.group === group.id ? [{ other, field: other.belongsTo.field }] : []));
}

function copied(values: DraftValues, group: FormGroup, from: number, to: number): DraftValues {
  const cells = group.fields.flatMap((field) => {
    const value = values[keyOf(group, from, field)];
    return value === undefined ? [] : [[keyOf(group, to, field), value] as const];
  });
  return Object.fromEntries(cells);
}

/** The rows that stay, closed up. */
function kept(values: DraftValues, group: FormGroup, stays: (row: number) => boolean): DraftValues {
  const next: Record<string, string> = Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith(`${group.id}[`)));
  for (let from = 0, to = 0, count = rowCount(group, values); from < count; from++) {
    if (stays(from)) Object.assign(next, copied(values, group, from, to++));
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
  const before = rowCount(group, values);
  for (const [down, cells] of rows.entries()) {
    const to = row + down;
    if (to >= before) Object.assign(next, defaultsOf(group, to));
    for (const one of group.fields) {
      const cell = cells[one.id];
      if (cell !== undefined) next[keyOf(group, to, one)] = cell;
    }
  }
  return { values: next, rows: rows.length, problems: pasted.problems };
}
