import type { DocumentType, DocumentVersion, DraftValues } from '#core/documents/document-type.ts';
import { leafTexts } from '#core/documents/xml-splicing.ts';

/** Which field of the form each element of a composed draft came from. */
export type FieldsByPath = ReadonlyMap<string, string>;

const mark = '\uE000';

/**
 * Composes the draft once more with each value followed by its own key, and reads the keys back where they arrived: the
 * types need not say twice how fields become elements. Choices decide the document's shape, so they stay as they are.
 */
export function fieldsByPath(type: DocumentType, version: DocumentVersion, values: DraftValues): FieldsByPath {
  const shaping = new Set(
    type.form.groups.flatMap((group) =>
      group.fields.filter(({ kind }) => kind === 'choice' || kind === 'yesNo').map(({ id }) => `${group.id}.${id}`),
    ),
  );
  const marked = Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const isKept = value.trim() === '' || shaping.has(key.replace(/\[\d+\]/, ''));
      return [key, isKept ? value : `${value}${mark}${key}${mark}`];
    }),
  );
  const found = new Map<string, string>();
  for (const { path, text } of leafTexts(type.compose(marked, version))) {
    const key = new RegExp(`${mark}([^${mark}]+)${mark}`).exec(text)?.[1];
    if (key !== undefined) found.set(path, key);
  }
  return found;
}

/**
 * The field a finding is about. A finding about what is missing names the element it is missing from: then it is the row
 * (`lines[2]`) or the group (`exporter`) that all fields below that element share, or null when they share none.
 */
export function fieldOfFinding(path: string, fields: FieldsByPath): string | null {
  const exact = fields.get(path) ?? fields.get(path.replace(/\/[^/]*DateTime(?:String)?\[1\]$/, ''));
  if (exact !== undefined) return exact;
  const below = [...fields].filter(([each]) => each.startsWith(`${path}/`)).map(([, key]) => key);
  const owners = new Set(below.map((key) => key.slice(0, key.indexOf('.'))));
  const [owner] = owners;
  if (owner !== undefined && owners.size === 1) return below.length === 1 ? (below[0] ?? null) : owner;
  return null;
}
