import type { Words } from '#core/finding.ts';

/** A list of codes with the words people know them by. */
export type CodeList = {
  /** `countries`, `units`: what a form field's `codeList` names */
  readonly id: string;
  readonly name: Words;
  /** who publishes the list, and the edition our table was made from */
  readonly source: string;
  readonly date: string;
  readonly entries: readonly CodeEntry[];
};

export type CodeEntry = { readonly code: string; readonly words: Words };

/** A list from rows of `code|español|english`, the form our tables are kept in. */
export function codeListFrom(about: Omit<CodeList, 'entries'>, rows: string): CodeList {
  const entries = rows
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .map((row) => {
      const [code = '', es = '', en = ''] = row.split('|');
      return { code, words: { es, en: en === '' ? es : en } };
    });
  return { ...about, entries };
}

const indexes = new WeakMap<CodeList, ReadonlyMap<string, CodeEntry>>();

export function entryOf(list: CodeList, code: string): CodeEntry | undefined {
  let index = indexes.get(list);
  if (!index) {
    index = new Map(list.entries.map((entry) => [entry.code, entry]));
    indexes.set(list, index);
  }
  return index.get(code);
}

export function isCode(list: CodeList, code: string): boolean {
  return entryOf(list, code) !== undefined;
}

export function meaningOf(list: CodeList, code: string): Words | undefined {
  return entryOf(list, code)?.words;
}

/**
 * Entries whose code or words, in either language, hold every word of the query; accents and case do not matter.
 * A code that is exactly the query comes first, then codes and words that start with it, then the rest in list order.
 */
export function searchCodes(list: CodeList, query: string, limit = 50): readonly CodeEntry[] {
  const wanted = plain(query);
  if (wanted === '') return list.entries.slice(0, limit);
  const parts = wanted.split(' ');
  const ranked: { entry: CodeEntry; rank: number }[] = [];
  for (const entry of list.entries) {
    const code = plain(entry.code);
    const words = `${plain(entry.words.es)} ${plain(entry.words.en)}`;
    const text = `${code} ${words}`;
    if (!parts.every((part) => text.includes(part))) continue;
    ranked.push({ entry, rank: rankOf(code, words, wanted) });
  }
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rankOf(code: string, words: string, wanted: string): number {
  if (code === wanted) return 0;
  if (code.startsWith(wanted)) return 1;
  if (words.startsWith(wanted)) return 2;
  return words.includes(` ${wanted}`) ? 3 : 4;
}

/** Without accents, case or punctuation, so that "algodon" finds "algodón". */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
}
