import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, type BrowserWindow } from 'electron';
import { failureText } from '#core/text/failures.ts';
import { largestDocument, readChosen } from '#main/shell/read-chosen.ts';
import type { PageLine } from '#main/wire/page-line.ts';

/**
 * Certificates named on the command line, opened with the program, or dropped on its icon. They go the same way as
 * every other file; what is refused is told in words.
 */
export function receiveOpenedFiles(window: BrowserWindow, station: PageLine, words: readonly string[], folder: string): void {
  const receive = (files: readonly string[]): void => void receiveAll(window, station, files);
  receive(filesIn(words, folder));
  app.on('second-instance', (_event, argv, workingFolder) => receive(filesIn(argv.slice(1), workingFolder)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    receive([path]);
  });
}

function filesIn(words: readonly string[], folder: string): string[] {
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

async function receiveAll(window: BrowserWindow, station: PageLine, files: readonly string[]): Promise<void> {
  for (const path of files) {
    const bytes = await readChosen(path, largestDocument);
    const reply =
      bytes === null
        ? { ok: false as const, failure: { code: 'fileUnreadable', path } }
        : await station.client.receiveFile({ name: basename(path), bytes });
    if (reply.ok) continue;
    const settings = await station.client.settings({});
    const { title, advice } = failureText(reply.failure, settings.ok ? settings.value.language : 'es');
    await dialog.showMessageBox(window, { type: 'warning', message: `${basename(path)}: ${title}`, detail: advice });
  }
}
