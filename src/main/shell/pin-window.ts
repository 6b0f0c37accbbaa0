import { BrowserWindow, ipcMain } from 'electron';
import type { PinWindowRequest } from '#contract/window-api.ts';
import { keepNoDumpOfPage } from '#main/shell/crash-reports.ts';
import { isOwnFrame } from '#main/shell/lock-down.ts';
import { pageOrigin } from '#main/shell/page-protocol.ts';

export type PinAnswer =
  | { kind: 'given'; pin: Uint8Array; newPin?: Uint8Array; isFinalTryConfirmed: boolean }
  | { kind: 'pad' }
  | { kind: 'cancelled' };

const longestPin = 256;
let isAsking = false;

/**
 * The PIN has a window and a renderer process of its own, filled by the station. A main window that was taken over
 * can neither see what is typed here nor change which documents it names. One at a time; closing it cancels, and so does
 * the end of the program, which takes the main window.
 */
export function askPin(parent: BrowserWindow | null, preload: string, question: PinWindowRequest): Promise<PinAnswer> {
  // A second question at the same time, whoever brought it about, is as good as cancelled.
  if (parent === null || isAsking) return Promise.resolve({ kind: 'cancelled' });
  isAsking = true;
  return new Promise((resolve) => {
    const window = new BrowserWindow({
      width: 520,
      height: 560,
      resizable: false,
      minimizable: false,
      maximizable: false,
      show: false,
      parent,
      modal: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: false,
        partition: 'pin',
      },
    });
    const contents = window.webContents;
    keepNoDumpOfPage(contents);
    let isSettled = false;
    const settle = (answer: PinAnswer): void => {
      if (isSettled) return;
      isSettled = true;
      isAsking = false;
      for (const channel of ['pin-request', 'pin-give', 'pin-cancel']) ipcMain.removeHandler(channel);
      resolve(answer);
      if (!window.isDestroyed()) window.destroy();
    };
    ipcMain.handle('pin-request', (event) => (isOwnFrame(event, contents) ? question : null));
    ipcMain.handle('pin-give', (event, pin: unknown, isFinalTryConfirmed: unknown, newPin: unknown) => {
      if (!isOwnFrame(event, contents)) return;
      if (question.pad) return settle({ kind: 'pad' });
      if (!isPin(pin)) return;
      const consent = { isFinalTryConfirmed: isFinalTryConfirmed === true };
      if (question.purpose !== 'changePin') return settle({ kind: 'given', pin, ...consent });
      if (isPin(newPin)) settle({ kind: 'given', pin, newPin, ...consent });
    });
    ipcMain.handle('pin-cancel', (event) => {
      if (isOwnFrame(event, contents)) settle({ kind: 'cancelled' });
    });
    window.on('closed', () => settle({ kind: 'cancelled' }));
    contents.on('render-process-gone', () => settle({ kind: 'cancelled' }));
    window.setMenuBarVisibility(false);
    window.once('ready-to-show', () => window.show());
    void window.loadURL(`${pageOrigin}/pin.html`);
  });
}

function isPin(given: unknown): given is Uint8Array {
  return given instanceof Uint8Array && given.length > 0 && given.length <= longestPin;
}
