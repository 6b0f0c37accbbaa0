import { basename } from 'node:path';
import { BrowserWindow, dialog, ipcMain } from 'electron';
import { shellOnlyCalls } from '#contract/shell-only.ts';
import type { Reply } from '#contract/rpc.ts';
import { failed, type Failure } from '#core/failure.ts';
import type { WriteFile } from '#main/ports/files.ts';
import type { Log } from '#main/ports/system.ts';
import { chooseKeySource } from '#main/shell/choose-key-source.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';
import { largestDocument, readChosen } from '#main/shell/read-chosen.ts';
import type { PageLine } from '#main/wire/page-line.ts';

/** A courier's file holds everything that waits: schemas/courier.md. */
const largestCourierFile = 512 * 1024 * 1024;

/** Passes the main window's calls on to the station, after the sender's frame is checked; the station checks the rest. */
export function servePage(window: BrowserWindow, station: PageLine, write: WriteFile, log: Log): void {
  const contents = window.webContents;
  ipcMain.handle('station', (event, name: unknown, body: unknown): Reply<unknown> | Promise<Reply<unknown> | string> =>
    isOwnFrame(event, contents) && typeof name === 'string' && !shellOnlyCalls.has(name)
      ? station.ask(name, body)
      : { ok: false, failure: { code: 'badRequest' } },
  );
  ipcMain.handle('choose-files', async (event, kind: unknown) => (isOwnFrame(event, contents) ? chooseFiles(window, kind) : []));
  ipcMain.handle('add-key-source', (event, kind: unknown) => {
    if (!isOwnFrame(event, contents) || (kind !== 'module' && kind !== 'pkcs12' && kind !== 'efirma'))
      return { ok: false, failure: { code: 'badRequest' } };
    return chooseKeySource(window, station, kind);
  });
  ipcMain.handle('save-file', async (event, name: unknown, bytes: unknown): Promise<Reply<{ path: string } | null>> => {
    if (!isOwnFrame(event, contents) || typeof name !== 'string' || !(bytes instanceof Uint8Array))
      return { ok: false, failure: { code: 'badRequest' } };
    return saveFile(window, write, basename(name), bytes);
  });
  ipcMain.handle('save-pdf', async (event, name: unknown): Promise<Reply<{ path: string } | null>> => {
    if (!isOwnFrame(event, contents) || typeof name !== 'string') return { ok: false, failure: { code: 'badRequest' } };
    const pdf = await contents
      .printToPDF(pdfOptions)
      .catch((error: unknown) => log.write('error', 'shell.pdfNotMade', { error: String(error) }));
    const failure: Failure = { code: 'unexpected', incident: 'shell.pdfNotMade' };
    if (!pdf) return { ok: false, failure };
    return saveFile(window, write, basename(name), new Uint8Array(pdf));
  });

  station.onEvent((name, payload) => {
    if (!contents.isDestroyed()) contents.send('station-event', name, payload);
  });
}

/** Page n of m at the foot; tagged, so that a screen reader finds its way through the PDF as well. */
const pdfOptions: Electron.PrintToPDFOptions = {
  pageSize: 'A4',
  preferCSSPageSize: true,
  printBackground: true,
  generateTaggedPDF: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate:
    '<div style="width:100%;font-size:8px;text-align:center"><span class="title"></span> · <span class="pageNumber"></span> / <span class="totalPages"></span></div>',
};

const documents = { kind: 'documents', name: 'XML', extensions: ['xml'] };
const filters = [documents, { kind: 'courier', name: 'Rúbrica', extensions: ['courier'] }];

/** The person chose these files in a dialog of ours: no path ever comes from the page. */
async function chooseFiles(window: BrowserWindow, kind: unknown): Promise<{ name: string; bytes: Uint8Array }[]> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections'],
    filters: [filters.find((filter) => filter.kind === kind) ?? documents],
  });
  const largest = kind === 'courier' ? largestCourierFile : largestDocument;
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const path of chosen.filePaths) {
    // The station refuses what is too large, or nothing, with a sentence; here it is only kept from filling the memory.
    files.push({ name: basename(path), bytes: (await readChosen(path, largest)) ?? new Uint8Array() });
  }
  return files;
}

/** On the disk itself before it is called saved: a stick is pulled out as soon as the words are there. */
async function saveFile(window: BrowserWindow, write: WriteFile, name: string, bytes: Uint8Array): Promise<Reply<{ path: string } | null>> {
  const chosen = await dialog.showSaveDialog(window, { defaultPath: name });
  if (chosen.canceled) return { ok: true, value: null };
  const path = chosen.filePath;
  const failure: Failure = { code: 'fileNotWritable', path };
  // whatever else the system says of a stick or a network folder, it is this place that cannot be written
  const written = await write(path, bytes, asTheirOwn).catch(() => failed(failure));
  return written.ok ? { ok: true, value: { path } } : written;
}

/** What a person saves is as open to others as what they save elsewhere. */
const asTheirOwn = 0o666;
