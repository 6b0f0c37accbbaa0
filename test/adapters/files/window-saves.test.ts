import { linkSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeWhole } from '#main/files/write-file.ts';
import { servePage } from '#main/shell/window-calls.ts';
import type { WriteFile } from '#main/ports/files.ts';
import type { PageLine } from '#main/wire/page-line.ts';

type Handler = (event: unknown, ...words: readonly unknown[]) => Promise<unknown>;
const shell = vi.hoisted(() => ({ handlers: new Map<string, unknown>(), chosen: '' }));
vi.mock('electron', () => ({
  app: { on: () => undefined },
  ipcMain: { handle: (name: string, handler: unknown) => shell.handlers.set(name, handler) },
  dialog: { showSaveDialog: async () => ({ canceled: shell.chosen === '', filePath: shell.chosen }) },
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-saves-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The page asks, and the person chooses this place in the dialog. */
async function save(place: string, bytes: Uint8Array, write: WriteFile = writeWhole): Promise<unknown> {
  const frame = { url: 'app://rubrica/index.html' };
  const contents = { mainFrame: frame };
  const window = { webContents: contents } as unknown as BrowserWindow;
  servePage(window, { onEvent: () => undefined } as unknown as PageLine, write, { write: () => undefined });
  shell.chosen = place;
  return (shell.handlers.get('save-file') as Handler)({ sender: contents, senderFrame: frame }, 'expediente.zip', bytes);
}

it('what the window saves takes the place of an earlier file whole: that one is never written into', async () => {
  const place = join(folder, 'expediente.zip');
  writeFileSync(place, 'the earlier dossier');
  linkSync(place, join(folder, 'earlier'));
  expect(await save(place, new Uint8Array([1, 2, 3]))).toEqual({ ok: true, value: { path: place } });
  expect([...readFileSync(place)]).toEqual([1, 2, 3]);
  expect(readFileSync(join(folder, 'earlier'), 'utf8')).toBe('the earlier dossier');
  expect(readdirSync(folder).sort()).toEqual(['earlier', 'expediente.zip']);
});

/** What the answer is for a place that cannot be written. */
const notWritable = (path: string): unknown => ({ ok: false, failure: { code: 'fileNotWritable', path } });

it.runIf(process.platform === 'linux')(
  'a full stick is not taken for the full disk of the station: the place itself is named',
  async () => {
    const full = join(folder, 'full');
    symlinkSync('/dev/full', full);
    expect(await save(full, new Uint8Array(9))).toEqual({ ok: false, failure: { code: 'placeFull', path: full } });
  },
);

it('a place where nothing can be written is named, and nobody is told anything who chose none', async () => {
  const nowhere = join(folder, 'none', 'a.zip');
  expect(await save(nowhere, new Uint8Array(9))).toEqual(notWritable(nowhere));
  expect(await save('', new Uint8Array(9))).toEqual({ ok: true, value: null });
});

it('what a network folder says without a name of its own is told as well: the place cannot be written', async () => {
  const place = join(folder, 'a.zip');
  const unknown = Object.assign(new Error('UNKNOWN: unknown error'), { code: 'UNKNOWN' });
  expect(await save(place, new Uint8Array(9), () => Promise.reject(unknown))).toEqual(notWritable(place));
});

it('a PDF that cannot be made is told and logged, and no dialog asks where to put it', async () => {
  const frame = { url: 'app://rubrica/index.html' };
  const contents = { mainFrame: frame, printToPDF: () => Promise.reject(new Error('Printing failed')) };
  const lines: unknown[] = [];
  const log = { write: (...line: unknown[]) => void lines.push(line) };
  servePage({ webContents: contents } as unknown as BrowserWindow, { onEvent: () => undefined } as unknown as PageLine, writeWhole, log);
  shell.chosen = join(folder, 'a.pdf');
  const saved = await (shell.handlers.get('save-pdf') as Handler)({ sender: contents, senderFrame: frame }, 'a.pdf');
  expect(saved).toEqual({ ok: false, failure: { code: 'unexpected', incident: 'shell.pdfNotMade' } });
  expect(lines).toEqual([['error', 'shell.pdfNotMade', { error: 'Error: Printing failed' }]]);
  expect(readdirSync(folder)).toEqual([]);
});
