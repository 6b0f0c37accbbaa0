import { EventEmitter, once } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { comeForward } from '#main/shell/come-forward.ts';
import { forTheNext } from '#main/shell/for-the-next.ts';
import { receiveOpenedFiles } from '#main/shell/open-files.ts';
import type { PageLine } from '#main/wire/page-line.ts';

const desktop = vi.hoisted(() => ({
  box: (_message: string): void => undefined,
  open: (_path: string): void => undefined,
}));
vi.mock('electron', () => ({
  app: {
    on: (event: string, listener: (event: unknown, path: string) => void) => {
      if (event === 'open-file') desktop.open = (path) => listener({ preventDefault: () => undefined }, path);
    },
  },
  ipcMain: { handle: () => undefined },
  dialog: { showMessageBox: async (_window: unknown, { message }: { message: string }) => desktop.box(message) },
}));

// files are there, but one
vi.mock('#main/shell/read-chosen.ts', () => ({
  largestDocument: 1,
  readChosen: async (path: string) => (path.endsWith('none.xml') ? null : new Uint8Array()),
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

let seen: string[];
let window: Window;
beforeEach(() => {
  forTheNext.clear();
  seen = [];
  window = new Window(seen, 'window');
});
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

/** Everything that waits for nothing more. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Opens a file that is not there and answers when the station was asked for the language of its box. */
async function openWhatIsNotThere(): Promise<void> {
  const asked = new EventEmitter();
  const settings = async (): Promise<unknown> => {
    asked.emit('asked');
    return { ok: true, value: { language: 'es' } };
  };
  const station = { client: { settings } } as unknown as PageLine;
  const isAsked = once(asked, 'asked');
  receiveOpenedFiles(asWindow(window), station, ['none.xml'], '/');
  await isAsked;
  await settled();
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
  const pin = new Window(seen, 'PIN');
  window.children.push(pin);
  await openWhatIsNotThere();
  window.close();
  pin.close();
  await settled();
  expect(seen).toEqual([]);
});

/** The shell's end of a station that answers what it is asked with what `answer` gives. */
function stationThat(answer: (name: string) => Promise<unknown>): PageLine {
  const receiveFile = async ({ name }: { name: string }): Promise<unknown> => {
    seen.push(`station asked for ${name}`);
    return answer(name);
  };
  return { client: { receiveFile, settings: async () => ({ ok: true, value: { language: 'es' } }) } } as unknown as PageLine;
}
const taken = async (): Promise<unknown> => ({ ok: true, value: { id: '1', number: '1' } });

it('what was opened is done with when it was taken in, or the box told why not', async () => {
  desktop.box = (message) => seen.push(message.replace(/:.*/, ' told'));
  receiveOpenedFiles(asWindow(window), stationThat(taken), [], '/');
  desktop.open('/a.xml');
  desktop.open('/none.xml');
  await settled();
  expect(seen).toEqual(['station asked for a.xml', 'none.xml told']);
  expect([...forTheNext]).toEqual([]);
});

it('what is opened once the program ends is for the next one, and the station that ends is not asked', async () => {
  const end = receiveOpenedFiles(asWindow(window), stationThat(taken), [], '/');
  end();
  for (const path of ['/a.xml', '/none.xml', '/a.xml']) desktop.open(path);
  await settled();
  expect([...forTheNext]).toEqual(['/a.xml', '/none.xml']);
  expect(seen).toEqual([]);
});

it('what is being taken in when the window is closed is for the next one, but not what the program began with', async () => {
  let goAway: (failure: unknown) => void = () => undefined;
  const gone = new Promise((resolve) => (goAway = resolve));
  receiveOpenedFiles(
    asWindow(window),
    stationThat((name) => (name === 'a.xml' ? taken() : gone)),
    ['first.xml'],
    '/',
  );
  for (const path of ['/a.xml', '/b.xml']) desktop.open(path);
  await settled();
  window.close();
  goAway({ ok: false, failure: { code: 'unexpected', incident: 'station' } });
  await settled();
  expect([...forTheNext]).toEqual(['/b.xml']);
});

it('a refused file of which nobody could be told is for the next program', async () => {
  const pin = new Window(seen, 'PIN');
  window.children.push(pin);
  receiveOpenedFiles(asWindow(window), stationThat(taken), [], '/');
  desktop.open('/none.xml');
  await settled();
  window.close();
  pin.close();
  await settled();
  expect([...forTheNext]).toEqual(['/none.xml']);
});
