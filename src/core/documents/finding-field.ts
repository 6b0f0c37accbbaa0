import { keyOf } from '#core/documents/check-draft.ts';
import type { DocumentType, DocumentVersion, DraftValues, FormField, FormGroup } from '#core/documents/document-type.ts';
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
 * Which fields are below an element is read from the draft, and from one with every field filled: what happens to be written is not
 * all that could be, and a finding about a whole document is not about the only field that holds something yet.
 */
export function fieldsByPath(type: DocumentType, version: DocumentVersion, values: DraftValues): FieldsByPath {
  const { exact, below } = writtenFields(type, version, values);
  const whole = new Map([...writtenFields(type, version, everyField(type, values)).below].map(([path, key]) => [plain(path), key]));
  for (const [path, key] of below) {
    const possible = whole.get(plain(path));
    if (possible === null) below.set(path, null);
    else if (key !== null && possible !== undefined && !possible.includes('.')) below.set(path, placeOf(key));
  }
  return { exact, below };
}

/**
 * Composes the draft once more with each value followed by its own key, and reads the keys back where they arrived: the
 * types need not say twice how fields become elements. Choices, and what says where a row belongs, decide the document's
 * shape, so they stay as they are.
 */
function writtenFields(type: DocumentType, version: DocumentVersion, values: DraftValues) {
  const shaping = new Set(type.form.groups.flatMap((group) => group.fields.filter(shapes(group)).map(({ id }) => `${group.id}.${id}`)));
  const withKeys = Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const isKept = value.trim() === '' || shaping.has(plain(key));
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

function shapes({ belongsTo }: FormGroup): (field: FormField) => boolean {
  return ({ id, kind }) => kind === 'choice' || kind === 'yesNo' || id === belongsTo?.field;
}

/** One row of each group, every field filled; the choices as they were made. */
function everyField(type: DocumentType, values: DraftValues): DraftValues {
  const entries = type.form.groups.flatMap((group) =>
    group.fields.map((field) => {
      const key = keyOf(group, 0, field);
      const chosen = values[key] || field.defaultValue || field.choices?.[0]?.code || '1';
      return [key, field.kind === 'yesNo' ? 'true' : chosen] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** `lines[2].netWeight` of any line; the path of any such element. */
function plain(text: string): string {
  return text.replaceAll(/\[\d+\]/g, '');
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
