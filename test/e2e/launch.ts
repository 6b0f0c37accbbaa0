import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { Practice, PracticeOptions } from '#main/practice/environment.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';
import { approveByKeys } from '#test/decide.ts';

export type RunningApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly practice: Practice;
  close(): Promise<void>;
};

/** The real app on a practice world of its own: real Electron, token, store and gateway. */
export async function launchApp(
  options: Partial<Pick<PracticeOptions, 'work' | 'token' | 'pin'>> = {},
  beforeWindow: (app: ElectronApplication) => Promise<void> = async () => undefined,
): Promise<RunningApp> {
  const world = await openPracticeWorld('e2e', options);
  const app = await startElectron(world.practice, [root]);
  await beforeWindow(app);
  const page = await app.firstWindow();
  return {
    app,
    page,
    practice: world.practice,
    close: async () => {
      await closeApp(app);
      // what the station says of itself stands beside the reason of a test that fails; the bench launches the app too
      if (process.env['TEST_WORKER_INDEX'] !== undefined)
        await test.info().attach('station.log', { path: join(world.practice.config.dataFolder, 'logs/station.log') });
      await world.remove();
    },
  };
}

/** One that stands still is shown with all that stands below it, and ended: it would hold up all tests after it. */
async function closeApp(app: ElectronApplication): Promise<void> {
  const pid = app.process().pid ?? 0;
  const closed = app.close().then(() => true);
  if (await Promise.race([closed, wait(60_000, false)])) return;
  const processes = execFileSync('ps', ['-eo', 'pid,ppid,stat,wchan:24,args'], { encoding: 'utf8' });
  process.kill(-pid, 'SIGKILL'); // Playwright gives it a group of its own
  throw new Error(`the program did not close within a minute:\n${processes}`);
}

/** In the inbox: reviews and approves the first certificate, chooses it, and goes as far as the window for the PIN, or a file's password. */
export async function approveFirstAndSign(page: Page, secret: 'PIN' | 'contraseña' = 'PIN'): Promise<void> {
  await page.getByText('PRACTICA-CL-2026-000101').dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000101' })).toBeVisible();
  await approveByKeys(page);
  await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000102' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Firmar 1 certificado', exact: true }).click();
  await page.getByRole('button', { name: `Firmar 1 certificado con ${secret}` }).click();
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

/** The token process of this app, by the name the shell gave it. */
export const tokenProcess = (app: ElectronApplication): Promise<number> => processOf(app, 'rubrica-token');
export const stationProcess = (app: ElectronApplication): Promise<number> => processOf(app, 'rubrica-station');

async function processOf(app: ElectronApplication, named: string): Promise<number> {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: `${name} ${serviceName}` })),
  );
  const found = metrics.find(({ name }) => name.includes(named));
  if (found === undefined) throw new Error(`no process ${named}`);
  return found.pid;
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
