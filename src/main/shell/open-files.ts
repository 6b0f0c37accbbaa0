import { once } from 'node:events';
import { basename } from 'node:path';
import { app, dialog, ipcMain, type BrowserWindow } from 'electron';
import type { OpenedFile } from '#contract/window-api.ts';
import type { Failure } from '#core/failure.ts';
import { failureText } from '#core/text/failures.ts';
import { pinWindowOf } from '#main/shell/come-forward.ts';
import { forTheNext } from '#main/shell/for-the-next.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';
import { filesIn } from '#main/shell/opened-words.ts';
import { largestDocument, readChosen } from '#main/shell/read-chosen.ts';
import type { PageLine } from '#main/wire/page-line.ts';

/**
 * Certificates named on the command line, opened with the program, or dropped on its icon. They go the same way as
 * every other file. The page is told what was taken in and shows it; what is refused is told in words. Nobody sees any
 * of it once the program ends: it does where the window is closed, or after a call of what is given back.
 */
export function receiveOpenedFiles(window: BrowserWindow, station: PageLine, words: readonly string[], folder: string): () => void {
  let isLeaving = false;
  const isEnding = (): boolean => isLeaving || window.isDestroyed();
  const opened: OpenedFile[] = [];
  ipcMain.handle('take-opened', (event) => (isOwnFrame(event, window.webContents) ? opened.splice(0) : []));
  const tellRefused = async (path: string, failure: Refused['failure']): Promise<void> => {
    const settings = await station.client.settings({});
    const { title, advice } = failureText(failure, settings.ok ? settings.value.language : 'es');
    // a box over a PIN's window would take the Enter meant for that
    for (let pin = pinWindowOf(window); pin !== null; pin = pinWindowOf(window)) await once(pin, 'closed');
    if (isEnding()) return;
    forTheNext.delete(path);
    await dialog.showMessageBox(window, { type: 'warning', message: `${basename(path)}: ${title}`, detail: advice });
  };
  const receive = async (files: readonly string[]): Promise<void> => {
    if (isEnding()) return;
    const { taken, refused } = await receiveAll(station, files);
    if (isEnding()) return;
    opened.push(...taken);
    if (taken.length > 0) window.webContents.send('station-event', 'filesOpened', {});
    for (const path of files) if (refused.every((one) => one.path !== path)) forTheNext.delete(path);
    for (const { path, failure } of refused) await tellRefused(path, failure);
  };
  const open = (files: readonly string[]): void => {
    for (const path of files) forTheNext.add(path);
    void receive(files);
  };
  // what the program began with is not for the next: whoever closes the window while it is taken in would never be rid of it
  void receive(filesIn(words, folder));
  app.on('second-instance', (_event, argv, workingFolder) => open(filesIn(argv.slice(1), workingFolder)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  return () => {
    isLeaving = true;
  };
}

type Refused = { readonly path: string; readonly failure: Failure | { readonly code: string } };

async function receiveAll(station: PageLine, files: readonly string[]): Promise<{ taken: OpenedFile[]; refused: Refused[] }> {
  const taken: OpenedFile[] = [];
  const refused: Refused[] = [];
  for (const path of files) {
    const bytes = await readChosen(path, largestDocument);
    const reply =
      bytes === null
        ? { ok: false as const, failure: { code: 'fileUnreadable', path } }
        : await station.client.receiveFile({ name: basename(path), bytes });
    if (reply.ok) taken.push({ ...reply.value, isNew: true });
    else {
      // whoever opens a file twice wants to see it
      const failure = reply.failure as Failure;
      if (failure.code === 'documentAlreadyHere') taken.push({ id: failure.id, number: failure.number, isNew: false });
      else refused.push({ path, failure });
    }
  }
  return { taken, refused };
}
