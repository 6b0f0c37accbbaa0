import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The certificates among the words of a start of the program, with their whole paths. */
export function filesIn(words: readonly string[], folder: string): string[] {
  return words.flatMap(pathOf).flatMap((path) => (extname(path).toLowerCase() === '.xml' ? [resolve(folder, path)] : []));
}

/** Desktops of Linux name a file by its URL (Desktop Entry Specification, %U); one that names another machine is not opened. */
function pathOf(word: string): string[] {
  if (word.startsWith('-')) return [];
  // one letter before the colon is a drive
  if (!/^[a-z][a-z\d+.-]+:/i.test(word)) return [word];
  if (!/^file:/i.test(word) || process.platform !== 'linux' || !URL.canParse(word)) return [];
  const { host, pathname } = new URL(word);
  return host === '' && !/%2f|%00/i.test(pathname) ? [fileURLToPath(word)] : [];
}

/** What says how the program runs: its options, and the words that follow one; what was opened has been received. */
export function withoutFiles(words: readonly string[]): string[] {
  return words.filter((word, at) => [word, words[at - 1]].some((one) => one?.startsWith('-')) && filesIn([word], '').length === 0);
}
