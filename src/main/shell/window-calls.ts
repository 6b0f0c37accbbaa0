import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow, dialog, ipcMain } from 'electron';
import type { Connection } from '#main/wire/rpc.ts';
import { stationApi, type StationApi } from '#contract/station-api.ts';
import type { Failure } from '#core/failure.ts';
import type { Reply } from '#contract/rpc.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';

const largestFile = 64 * 1024 * 1024;

/** Passes the main window's calls on to the station, after the sender's frame and the call's name are checked. */
export function servePage(window: BrowserWindow, station: Connection<StationApi>): void {
  const contents = window.webContents;
  const client = station.client as Readonly<Record<string, (body: unknown) => Promise<Reply<unknown>>>>;

  ipcMain.handle('station', async (event, name: unknown, body: unknown): Promise<Reply<unknown> | string> => {
    const call = isOwnFrame(event, contents) && typeof name === 'string' && Object.hasOwn(client, name) ? client[name] : undefined;
    return call ? asText(await call(body)) : { ok: false, failure: { code: 'badRequest' } };
  });
  ipcMain.handle('choose-files', async (event, kind: unknown) => (isOwnFrame(event, contents) ? chooseFiles(window, kind) : []));
  ipcMain.handle('save-file', async (event, name: unknown, bytes: unknown): Promise<Reply<{ path: string } | null>> => {
    if (!isOwnFrame(event, contents) || typeof name !== 'string' || !(bytes instanceof Uint8Array))
      return { ok: false, failure: { code: 'badRequest' } };
    return saveFile(window, basename(name), bytes);
  });
  ipcMain.handle('save-pdf', async (event, name: unknown): Promise<Reply<{ path: string } | null>> => {
    if (!isOwnFrame(event, contents) || typeof name !== 'string') return { ok: false, failure: { code: 'badRequest' } };
    return saveFile(window, basename(name), new Uint8Array(await contents.printToPDF(pdfOptions)));
  });

  for (const name of eventNames) {
    station.on(name, (payload) => {
      if (!contents.isDestroyed()) contents.send('station-event', name, payload);
    });
  }
}

/**
 * As JSON where nothing in it is bytes: a certificate of 2,000 lines crosses into the page as one text, which takes the
 * window a tenth of the time of 200,000 objects.
 */
function asText(reply: Reply<unknown>): Reply<unknown> | string {
  const holdsBytes = reply.ok && Object.values(reply.value ?? {}).some((value) => value instanceof Uint8Array);
  return holdsBytes ? reply : JSON.stringify(reply);
}

const eventNames = Object.keys(stationApi).filter((name) => stationApi[name as keyof StationApi].kind === 'event') as (
  | 'changed'
  | 'statusChanged'
  | 'tokensChanged'
  | 'batchChanged'
)[];

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
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const path of chosen.filePaths) {
    const { size } = await stat(path);
    // The station refuses what is too large with a sentence; here it is only kept from filling the memory.
    files.push({
      name: basename(path),
      bytes: size > largestFile ? new Uint8Array(await readHead(path)) : new Uint8Array(await readFile(path)),
    });
  }
  return files;
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(largestFile);
    await file.read(head, 0, largestFile, 0);
    return head;
  } finally {
    await file.close();
  }
}

async function saveFile(window: BrowserWindow, name: string, bytes: Uint8Array): Promise<Reply<{ path: string } | null>> {
  const chosen = await dialog.showSaveDialog(window, { defaultPath: name });
  if (chosen.canceled) return { ok: true, value: null };
  try {
    await writeFile(chosen.filePath, bytes);
    return { ok: true, value: { path: chosen.filePath } };
  } catch {
    const failure: Failure = { code: 'fileNotWritable', path: chosen.filePath };
    return { ok: false, failure };
  }
}
