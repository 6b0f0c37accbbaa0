import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openPractice, type Practice } from '#main/practice/environment.ts';
import { root, startElectron } from '#test/e2e/launch.ts';

/** Eight digits that stand nowhere else by chance. */
export const unmistakablePin = '83517264';

export type HardenedApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly practice: Practice;
  /** every address any page of the app asked for */
  readonly requested: string[];
  close(): Promise<void>;
};

/** The app on a practice world of its own; no dialog of it waits for a person, and what would leave it is counted. */
export async function launchHardened(): Promise<HardenedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-hardening-'));
  const practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0.1.0',
    now: new Date(),
    country: 'CL',
    nativeBinding: process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] ?? null,
    pin: unmistakablePin,
  });
  const app = await startElectron(practice, [root]);
  const requested: string[] = [];
  app.context().on('request', (request) => requested.push(request.url()));
  await app.evaluate(({ dialog, shell }) => {
    const counted = globalThis as unknown as { opened: string[] };
    counted.opened = [];
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
    shell.openExternal = async (url) => void counted.opened.push(url);
    shell.openPath = async (path) => String(counted.opened.push(path));
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    practice,
    requested,
    close: async () => {
      await app.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All the log says so far, of the shell and of the station. */
export function logOf(practice: Practice): string {
  const folder = join(practice.config.dataFolder, 'logs');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
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
