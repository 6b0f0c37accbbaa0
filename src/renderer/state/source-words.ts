import type { Spoken } from '#renderer/state/language.tsx';

/** Where something comes from, or who wrote it down: a part of the exchange in words, a country by its name, a person as they are called. */
export function sourceWords(source: string, { t, formats }: Pick<Spoken, 't' | 'formats'>): string {
  return t.sources[source] ?? (/^[A-Z]{2}$/.test(source) ? formats.country(source) : source);
}
