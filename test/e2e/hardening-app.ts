import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { Practice } from '#main/practice/environment.ts';
import { launchApp, type RunningApp } from '#test/e2e/launch.ts';

/** Eight digits that stand nowhere else by chance. */
export const unmistakablePin = '83517264';

export type HardenedApp = RunningApp & {
  /** every address any page of the app asked for */
  readonly requested: string[];
};

/** The app on a practice world of its own; no dialog of it waits for a person, and what would leave it is counted. */
export async function launchHardened(): Promise<HardenedApp> {
  const requested: string[] = [];
  const running = await launchApp({ pin: unmistakablePin }, async (app) => {
    app.context().on('request', (request) => requested.push(request.url()));
    await app.evaluate(({ dialog, shell }) => {
      const counted = globalThis as unknown as { opened: string[] };
      counted.opened = [];
      dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
      dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
      shell.openExternal = async (url) => void counted.opened.push(url);
      shell.openPath = async (path) => String(counted.opened.push(path));
    });
  });
  return { ...running, requested };
}

/** What the app had opened outside of it, by the system. */
export function openedOutside({ app }: HardenedApp): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
}

/** All the log says so far, of the shell and of the station. */
export function logOf(practice: Practice): string {
  const folder = join(practice.config.dataFolder, 'logs');
  if (!existsSync(folder)) return ''; // nothing was said yet
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

/** The files below the station's folder that hold a text in any form it may have taken: store and journal, logs, dumps, the window's own. */
export function filesHolding(
  { config }: Practice,
  text: string,
): { readonly read: readonly string[]; readonly holding: readonly string[] } {
  const forms = [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('hex')),
    Buffer.from(Buffer.from(text).toString('base64')),
  ];
  const read = readdirSync(config.dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const holding = read.filter((path) => {
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
  return { read, holding };
}

export type WindowFacts = {
  readonly url: string;
  readonly pid: number;
  readonly isDefaultSession: boolean;
  readonly preferences: Readonly<Record<string, unknown>>;
};

/** What the main process holds of each window, its PIN window included. */
export function windowsOf(app: ElectronApplication): Promise<WindowFacts[]> {
  return app.evaluate(({ BrowserWindow, session }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => ({
      url: webContents.getURL(),
      pid: webContents.getOSProcessId(),
      isDefaultSession: webContents.session === session.defaultSession,
      preferences: JSON.parse(
        JSON.stringify((webContents as unknown as { getLastWebPreferences(): unknown }).getLastWebPreferences()),
      ) as Record<string, unknown>,
    })),
  );
}

/** Every string on the JavaScript heap of a page. */
export async function heapOf(app: ElectronApplication, page: Page): Promise<string> {
  const line = await app.context().newCDPSession(page);
  const chunks: string[] = [];
  line.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await line.send('HeapProfiler.collectGarbage');
  await line.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await line.detach();
  return chunks.join('');
}
