import { existsSync, readdirSync } from 'node:fs';
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
        .find(({ webContents }) => webContents.getURL().endsWith('/pin.html'))
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
        .find(({ webContents }) => webContents.getURL().includes('/index.html'))
        ?.webContents.getOSProcessId() ?? 0,
  );
  process.kill(main, 'SIGSEGV');
  await expect.poll(() => dumps().length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => logOf(running.practice)).toContain('shell.windowGone');
});
