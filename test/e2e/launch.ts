import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { openPractice, type Practice, type PracticeOptions } from '#main/practice/environment.ts';

export const root = resolve(import.meta.dirname, '../..');

export type RunningApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly practice: Practice;
  close(): Promise<void>;
};

/** The real app on a practice world of its own: real Electron, token, store and gateway. */
export async function launchApp(options: Partial<Pick<PracticeOptions, 'work' | 'token'>> = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-e2e-'));
  const practice = await openPractice({
    folder,
    schemaFolder: join(root, 'schemas'),
    version: '0.1.0',
    now: new Date(),
    country: 'CL',
    nativeBinding: process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] ?? null,
    ...options,
  });
  const app = await startElectron(practice, [root]);
  const page = await app.firstWindow();
  return {
    app,
    page,
    practice,
    close: async () => {
      await app.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `before` are the words that stand before ours: the app's folder, or nothing for a packaged app. */
export function startElectron(
  practice: Practice,
  before: readonly string[],
  executable = process.env['RUBRICA_ELECTRON'],
): Promise<ElectronApplication> {
  if (executable === undefined) throw new Error('RUBRICA_ELECTRON is not set: run the end-to-end tests with npm test -- --only build,e2e');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return _electron.launch({
    executablePath: executable,
    args: [...asRoot, ...before, `--config=${practice.configFile}`, '--lang=es'],
    cwd: root,
  });
}

/** The window that asks for the PIN; resolves when it is there. */
export async function pinWindow(app: ElectronApplication): Promise<Page> {
  const isPin = (page: Page): boolean => page.url().endsWith('/pin.html');
  const open = app.windows().find(isPin);
  return open ?? app.waitForEvent('window', isPin);
}

/** Types the PIN where it is asked. The window goes at once, often before the press itself is confirmed. */
export async function givePin(app: ElectronApplication, pin: string): Promise<void> {
  const window = await pinWindow(app);
  await expect(window.getByLabel(/^PIN/)).toBeFocused();
  await window.keyboard.type(pin);
  await sendPin(window);
}

export async function sendPin(window: Page): Promise<void> {
  const closed = window.waitForEvent('close');
  await window.keyboard.press('Enter').catch((error: Error) => {
    if (!error.message.includes('closed')) throw error;
  });
  await closed;
}
