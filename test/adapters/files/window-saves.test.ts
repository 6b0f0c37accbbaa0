import { linkSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeWhole } from '#main/files/write-file.ts';
import { servePage } from '#main/shell/window-calls.ts';
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
async function save(place: string, bytes: Uint8Array): Promise<unknown> {
  const frame = { url: 'app://rubrica/index.html' };
  const contents = { mainFrame: frame };
  const window = { webContents: contents } as unknown as BrowserWindow;
  servePage(window, { onEvent: () => undefined } as unknown as PageLine, writeWhole);
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

it.runIf(process.platform === 'linux')('a full disk and a place where nothing can be written are told apart in the answer', async () => {
  symlinkSync('/dev/full', join(folder, 'full'));
  expect(await save(join(folder, 'full'), new Uint8Array(9))).toEqual({ ok: false, failure: { code: 'storeFull' } });
  const nowhere = join(folder, 'none', 'a.zip');
  expect(await save(nowhere, new Uint8Array(9))).toEqual({ ok: false, failure: { code: 'fileNotWritable', path: nowhere } });
  expect(await save('', new Uint8Array(9))).toEqual({ ok: true, value: null });
});
