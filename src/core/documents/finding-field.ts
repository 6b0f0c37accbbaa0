import type { DocumentType, DocumentVersion, DraftValues } from '#core/documents/document-type.ts';
import { leafTexts } from '#core/documents/xml-splicing.ts';

/** Which field of the form each element of a composed draft came from, and what the fields below an element share. */
export type FieldsByPath = {
  readonly exact: ReadonlyMap<string, string>;
  /** the only field, row (`lines[2]`) or group below an element; null where they are of several */
  readonly below: ReadonlyMap<string, string | null>;
};

const mark = '\uE000';
const marked = new RegExp(`${mark}([^${mark}]+)${mark}`);

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
  const withKeys = Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const isKept = value.trim() === '' || shaping.has(key.replace(/\[\d+\]/, ''));
      return [key, isKept ? value : `${value}${mark}${key}${mark}`];
    }),
  );
  const exact = new Map<string, string>();
  const below = new Map<string, string | null>();
  for (const { path, text } of leafTexts(type.compose(withKeys, version))) {
    const key = marked.exec(text)?.[1];
    if (key === undefined) continue;
    exact.set(path, key);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const above = path.slice(0, end);
      const known = below.get(above);
      below.set(above, known === undefined ? key : shared(known, key));
    }
  }
  return { exact, below };
}

/** What two fields are both of: the row or the group, or nothing. */
function shared(known: string | null, key: string): string | null {
  if (known === null || known === key) return known;
  const owner = key.slice(0, key.indexOf('.'));
  return (known.includes('.') ? known.slice(0, known.indexOf('.')) : known) === owner ? owner : null;
}

/**
 * The field a finding is about. A finding about what is missing names the element it is missing from: then it is the row
 * (`lines[2]`) or the group (`exporter`) that all fields below that element share, or null when they share none.
 */
export function fieldOfFinding(path: string, { exact, below }: FieldsByPath): string | null {
  return exact.get(path) ?? below.get(path) ?? null;
}
