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
 * types need not say twice how fields become elements. Choices, and what says where a row belongs, decide the document's shape, so they stay as
 * they are.
 */
export function fieldsByPath(type: DocumentType, version: DocumentVersion, values: DraftValues): FieldsByPath {
  const shaping = new Set(
    type.form.groups.flatMap(({ id: group, fields, belongsTo }) =>
      fields.filter(({ id, kind }) => kind === 'choice' || kind === 'yesNo' || id === belongsTo?.field).map(({ id }) => `${group}.${id}`),
    ),
  );
  const withKeys = Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const isKept = value.trim() === '' || shaping.has(key.replace(/\[\d+\]/, ''));
      return [key, isKept ? value : `${value}${mark}${key}${mark}`];
    }),
  );
  const owner = ownerOfKey(type, values);
  const exact = new Map<string, string>();
  const below = new Map<string, string | null>();
  for (const { path, text } of leafTexts(type.compose(withKeys, version))) {
    const key = marked.exec(text)?.[1];
    if (key === undefined) continue;
    exact.set(path, key);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const above = path.slice(0, end);
      const known = below.get(above);
      below.set(above, known === undefined ? key : shared(known, key, owner));
    }
  }
  return { exact, below };
}

/** What two fields are both of: the row or the group, the row a row belongs to, or nothing. */
function shared(known: string | null, key: string, owner: (key: string) => string): string | null {
  if (known === null || known === key) return known;
  const [one, other] = [placeOf(known), placeOf(key)];
  if (one === other) return one;
  return owner(one) === owner(other) ? owner(one) : null;
}

function placeOf(key: string): string {
  return key.includes('.') ? key.slice(0, key.indexOf('.')) : key;
}

/** The row a row belongs to; any other place is its own. */
function ownerOfKey(type: DocumentType, values: DraftValues): (place: string) => string {
  const belonging = new Map(type.form.groups.flatMap(({ id, belongsTo }) => (belongsTo ? [[id, belongsTo] as const] : [])));
  return (place) => {
    const belongsTo = belonging.get(place.slice(0, place.indexOf('[')));
    return belongsTo ? `${belongsTo.group}[${Number(values[`${place}.${belongsTo.field}`]) - 1}]` : place;
  };
}

/**
 * The field a finding is about. A finding about what is missing names the element it is missing from: then it is the row
 * (`lines[2]`) or the group (`exporter`) that all fields below that element share, or null when they share none.
 */
export function fieldOfFinding(path: string, { exact, below }: FieldsByPath): string | null {
  return exact.get(path) ?? below.get(path) ?? null;
}
