import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, pinWindow, approveFirstAndSign, type RunningApp } from '#test/e2e/launch.ts';
import { logOf } from '#test/e2e/hardening-app.ts';

let running: RunningApp;
test.beforeAll(async () => {
  running = await launchApp();
});
test.afterAll(async () => running?.close());

function dumps(): string[] {
  const folder = join(running.practice.config.dataFolder, 'crashes');
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dmp')) : [];
}

const pidsOf = (name: RegExp): Promise<number[]> =>
  running.app.evaluate(
    ({ app }, source) => app.getAppMetrics().flatMap((each) => (new RegExp(source).test(each.name ?? '') ? [each.pid] : [])),
    name.source,
  );

test('a crash is written down on this computer alone, and nothing is kept of a process that had the PIN', async () => {
  const uploads = await running.app.evaluate(({ crashReporter }) => crashReporter.getUploadToServer());
  expect(uploads).toBe(false);

  await approveFirstAndSign(running.page);
  const pin = await pinWindow(running.app);
  await expect(pin.getByLabel(/^PIN/)).toBeFocused();
  const pinPid = await running.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents?.getURL().endsWith('/pin.html'))
        ?.webContents.getOSProcessId() ?? 0,
  );
  for (const pid of [...(await pidsOf(/rubrica-token/)), pinPid]) {
    expect(pid).toBeGreaterThan(1);
    process.kill(pid, 'SIGSEGV');
  }
  await expect.poll(() => logOf(running.practice).match(/shell\.processGone/g)?.length ?? 0).toBeGreaterThan(0);
  await expect.poll(async () => (await pidsOf(/rubrica-token/)).length + dumps().length).toBe(0);

  const main = await running.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents?.getURL().includes('/index.html'))
        ?.webContents.getOSProcessId() ?? 0,
  );
  process.kill(main, 'SIGSEGV');
  await expect.poll(() => dumps().length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => logOf(running.practice)).toContain('shell.windowGone');
});

/** Whether another process has this one as a debugger has; null once its end was taken. */
function isRead(pid: number): boolean | null {
  try {
    return !/^TracerPid:\s*0$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return null;
  }
}

test('a process that is killed while the crash handler reads it stops neither the windows nor the end of the program', async () => {
  const openPage = (): Promise<number> =>
    running.app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL('app://rubrica/index.html');
      return window.webContents.getOSProcessId();
    });
  // the handler reads for some milliseconds only: one that is through before it was met is followed by another
  while (!logOf(running.practice).includes('shell.crashHandlerEnded')) {
    const pid = await openPage();
    process.kill(pid, 'SIGSEGV');
    while (isRead(pid) === false);
    if (isRead(pid) !== true) continue;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isRead(pid)).toBe(null);
  }
  await expect.poll(openPage).toBeGreaterThan(1);
});

test('what nobody thought of in the shell is written down with a number, and the windows go on', async () => {
  await running.app.evaluate(() => {
    setImmediate(() => {
      throw new Error('thought of by nobody');
    });
  });
  await expect.poll(() => logOf(running.practice)).toMatch(/"incident":"[^"]+","doing":"shell".*thought of by nobody/);
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBeGreaterThan(0);
});
