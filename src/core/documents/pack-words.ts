import { entryOf, type CodeList } from '#core/documents/code-lists/code-list.ts';
import type { DocumentView, ViewField, ViewSection } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

/** What a pack calls things: labels by the id of a section, a column or a field of the view, and lists by field. */
export type PackWords = {
  readonly labels: Readonly<Record<string, Words>>;
  readonly codeLists: Readonly<Record<string, CodeList>>;
};

/** The view in the pack's own words; what the pack does not name keeps ours. */
export function dressed(view: DocumentView, words: PackWords): DocumentView {
  return { ...view, sections: view.sections.map((section) => dressedSection(section, words)) };
}

function dressedSection(section: ViewSection, words: PackWords): ViewSection {
  const { table } = section;
  const title = words.labels[section.id] ?? section.title;
  const fields = section.fields.map((field) => dressedField(field, words));
  if (!table) return { ...section, title, fields };
  const columns = table.columns.map((column) => ({ ...column, label: words.labels[column.id] ?? column.label }));
  const lists = table.columns.map(({ id }) => words.codeLists[id]);
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, index) => withMeaning(cell, lists[index])),
    more: row.more.map((field) => dressedField(field, words)),
  }));
  return { ...section, title, fields, table: { columns, rows } };
}

function dressedField(field: ViewField, words: PackWords): ViewField {
  return withMeaning({ ...field, label: words.labels[field.id] ?? field.label }, words.codeLists[field.id]);
}

function withMeaning<T extends { readonly value: string; readonly meaning?: Words }>(held: T, list: CodeList | undefined): T {
  const entry = list && entryOf(list, held.value);
  return entry ? { ...held, meaning: entry.words } : held;
}

/** Labels from parsed JSON; null when it is not an object of words. */
export function readLabels(value: unknown): PackWords['labels'] | null {
  if (!isRecord(value)) return null;
  const labels: Record<string, Words> = {};
  for (const [id, words] of Object.entries(value)) {
    if (!isWords(words)) return null;
    labels[id] = { es: words.es, en: words.en };
  }
  return labels;
}

export function readCodeList(value: unknown): CodeList | null {
  if (!isRecord(value)) return null;
  const { id, name, source, date, entries } = value;
  if (typeof id !== 'string' || !isWords(name) || typeof source !== 'string' || typeof date !== 'string') return null;
  if (!Array.isArray(entries)) return null;
  const read = entries.map((entry: unknown) =>
    isRecord(entry) && typeof entry['code'] === 'string' && isWords(entry['words']) ? { code: entry['code'], words: entry['words'] } : null,
  );
  return read.includes(null) ? null : { id, name, source, date, entries: read.filter((entry) => entry !== null) };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isWords(value: unknown): value is Words {
  return isRecord(value) && typeof value['es'] === 'string' && typeof value['en'] === 'string';
}
