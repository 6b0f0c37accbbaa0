import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { comeForward } from '#main/shell/come-forward.ts';
import { receiveOpenedFiles } from '#main/shell/open-files.ts';
import type { PageLine } from '#main/wire/page-line.ts';

const desktop = vi.hoisted(() => ({ box: (_message: string): void => undefined }));
vi.mock('electron', () => ({
  app: { on: () => undefined },
  ipcMain: { handle: () => undefined },
  dialog: { showMessageBox: async (_window: unknown, { message }: { message: string }) => desktop.box(message) },
}));

class Window extends EventEmitter {
  isGone = false;
  isSmall = false;
  readonly children: Window[] = [];
  readonly webContents = { send: (): void => undefined };
  readonly #seen: string[];
  readonly #name: string;
  constructor(seen: string[], name: string) {
    super();
    this.#seen = seen;
    this.#name = name;
  }
  isDestroyed = (): boolean => this.isGone;
  isMinimized = (): boolean => this.isSmall;
  getChildWindows = (): readonly Window[] => this.children;
  focus(): void {
    this.#seen.push(`${this.#name} in front`);
  }
  restore(): void {
    this.isSmall = false;
    this.#seen.push(`${this.#name} restored`);
  }
  /** As Electron does it: told before it is taken out of its parent's. */
  close(): void {
    this.isGone = true;
    this.emit('closed');
  }
}

let folder: string;
let seen: string[];
let window: Window;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-again-'));
  seen = [];
  window = new Window(seen, 'window');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const asWindow = (one: Window): BrowserWindow => one as unknown as BrowserWindow;

it('who starts the program again sees its window, also one that was minimised', () => {
  comeForward(asWindow(window));
  window.isSmall = true;
  comeForward(asWindow(window));
  expect(seen).toEqual(['window in front', 'window restored', 'window in front']);
});

it('while a PIN is asked its own window comes to the front, and the minimised one behind it is restored', () => {
  window.children.push(new Window(seen, 'PIN'));
  window.isSmall = true;
  comeForward(asWindow(window));
  expect(seen).toEqual(['window restored', 'PIN in front']);
});

it('a window that closes meanwhile is left alone', () => {
  window.close();
  comeForward(asWindow(window));
  expect(seen).toEqual([]);
});

/** Opens a file that is not there and answers when the station was asked for the language of its box. */
async function openWhatIsNotThere(): Promise<void> {
  const asked = new EventEmitter();
  const settings = async (): Promise<unknown> => {
    asked.emit('asked');
    return { ok: true, value: { language: 'es' } };
  };
  const station = { client: { settings } } as unknown as PageLine;
  const isAsked = once(asked, 'asked');
  receiveOpenedFiles(asWindow(window), station, [join(folder, 'none.xml')], folder);
  await isAsked;
  // everything that waits for nothing more
  await new Promise((done) => setImmediate(done));
}

it('the box about a refused file waits until the PIN that is asked is answered', async () => {
  desktop.box = (message) => seen.push(message);
  const pin = new Window(seen, 'PIN');
  window.children.push(pin);
  await openWhatIsNotThere();
  expect(seen).toEqual([]);
  const told = new Promise<string>((tell) => (desktop.box = tell));
  pin.close();
  expect(await told).toMatch(/^none\.xml: /);
});

it('of a refused file nobody is told whose window is closed', async () => {
  desktop.box = (message) => seen.push(message);
  window.close();
  await openWhatIsNotThere();
  expect(seen).toEqual([]);
});
