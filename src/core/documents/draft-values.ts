import type { DraftValues } from '#core/documents/document-type.ts';

/** A group's values: `exporter.name` is read as `value('name')` of the group `exporter`, or of one row of `lines`. */
export type DraftGroup = { readonly value: (field: string) => string };

export type DraftRow = DraftGroup & { readonly row: number };

export function groupOf(draft: DraftValues, group: string): DraftGroup {
  return { value: (field) => draft[`${group}.${field}`]?.trim() ?? '' };
}

/** The rows of a repeating group that hold anything, by their index: `lines[0].netWeight`, `lines[1].netWeight`... */
export function rowsOf(draft: DraftValues, group: string): readonly DraftRow[] {
  const indexes = new Set<number>();
  const row = /^\[(\d+)\]\./;
  for (const [key, value] of Object.entries(draft)) {
    if (!key.startsWith(`${group}[`) || value.trim() === '') continue;
    const found = row.exec(key.slice(group.length));
    if (found) indexes.add(Number(found[1]));
  }
  return [...indexes].sort((a, b) => a - b).map((index) => ({ row: index, ...groupOf(draft, `${group}[${index}]`) }));
}
