import type { DraftValues } from '#core/documents/document-type.ts';

/** A group's values: `exporter.name` is read as `value('name')` of the group `exporter`, or of one row of `lines`. */
export type DraftGroup = { readonly value: (field: string) => string; readonly isEmpty: boolean };

export function groupOf(draft: DraftValues, group: string): DraftGroup {
  return groupWithPrefix(draft, `${group}.`);
}

/** The rows of a repeating group, in the order of their index: `lines[0].netWeight`, `lines[1].netWeight`... */
export function rowsOf(draft: DraftValues, group: string): readonly DraftGroup[] {
  const indexes = new Set<number>();
  const row = /^\[(\d+)\]\./;
  for (const key of Object.keys(draft)) {
    if (!key.startsWith(`${group}[`)) continue;
    const found = row.exec(key.slice(group.length));
    if (found) indexes.add(Number(found[1]));
  }
  return [...indexes]
    .sort((a, b) => a - b)
    .map((index) => groupWithPrefix(draft, `${group}[${index}].`))
    .filter((each) => !each.isEmpty);
}

function groupWithPrefix(draft: DraftValues, prefix: string): DraftGroup {
  const value = (field: string): string => draft[`${prefix}${field}`]?.trim() ?? '';
  const isEmpty = !Object.entries(draft).some(([key, held]) => key.startsWith(prefix) && held.trim() !== '');
  return { value, isEmpty };
}
