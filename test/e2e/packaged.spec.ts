import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';
import type { Practice } from '#main/practice/environment.ts';
import { approveFirstAndSign } from '#test/e2e/launch.ts';
import { openPracticeWorld, root, signWords } from '#test/practice-world.ts';

let folder: string;
let executable: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'rubrica-packaged-'));
  const electron = await findElectron(() => undefined);
  const { unpacked } = await packageApp(electron, join(folder, 'dist'));
  executable = join(unpacked, 'rubrica');
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The packed program takes no inspector, so it is driven as a browser is: over Chromium's own protocol. */
async function startPackaged(practice: Practice): Promise<{ process: ChildProcess; browser: Browser }> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(executable, [...asRoot, '--remote-debugging-port=0', `--config=${practice.configFile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: app.stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    app.once('exit', (code) => reject(new Error(`the packaged app ended with ${code}`)));
  });
  return { process: app, browser: await chromium.connectOverCDP(address) };
}

async function pageOf(browser: Browser, ending: string): Promise<Page> {
  const find = (): Page | undefined =>
    browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((page) => page.url().endsWith(ending));
  await expect.poll(() => find() !== undefined, { timeout: 30_000 }).toBe(true);
  const page = find();
  if (page === undefined) throw new Error(`no page ${ending}`);
  return page;
}

test('the packaged folder holds our app alone, and its fuses are set', async () => {
  const resources = readdirSync(join(executable, '../resources'));
  expect(resources).toContain('app.asar');
  expect(resources).not.toContain('app');
  expect(existsSync(join(executable, '../resources/schemas/sps-13B/SPSCertificate.xsd'))).toBe(true);
  const fuses = await getCurrentFuseWire(executable);
  const wanted: readonly (readonly [FuseV1Options, FuseState])[] = [
    [FuseV1Options.RunAsNode, FuseState.DISABLE],
    [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
    [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
    [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, FuseState.DISABLE],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE],
  ];
  for (const [fuse, state] of wanted) expect(fuses[fuse], FuseV1Options[fuse]).toBe(state);
});

test('the packaged program answers commands without a window or a display', async () => {
  const world = await openPracticeWorld('packaged-commands', { schemaFolder: join(executable, '../resources/schemas') });
  const { practice } = world;
  const { DISPLAY: _display, ...withoutDisplay } = process.env;
  const env = { ...withoutDisplay, ...practice.config.tokenEnvironment };
  const rubrica = (...words: readonly string[]) => {
    const ended = spawnSync(join(executable, '../bin/rubrica'), words, { encoding: 'utf8', env });
    expect(ended.signal, `${words.join(' ')}: ${ended.stderr}`).toBe(null);
    return ended;
  };
  const sample = join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml');
  const inspected = rubrica('inspect', sample, '--json');
  expect(inspected.status, inspected.stderr).toBe(0);
  expect(JSON.parse(inspected.stdout)).toMatchObject({ type: 'phytosanitary', number: 'PRACTICA-CL-2026-000101' });
  const out = join(world.folder, 'signed');
  const signed = rubrica(...signWords(world, sample, out));
  expect(signed.status, signed.stdout).toBe(0);
  expect(rubrica('verify', join(out, 'cl-pe-uvas.xml'), '--signature-only').status).toBe(0);
  expect(rubrica('verify').status).toBe(2);
  const wrong = rubrica('nonsense');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/^rubrica (ORDEN|COMMAND)/);
  expect(rubrica('--version').stdout).toMatch(/^rubrica \d+\.\d+\.\d+\n$/);
  await world.remove();
});

test('the packaged app starts, and an official signs a certificate with it', async () => {
  const world = await openPracticeWorld('packaged', { schemaFolder: join(executable, '../resources/schemas') });
  const { practice } = world;
  const { process: app, browser } = await startPackaged(practice);
  try {
    const page = await pageOf(browser, '/index.html');
    await approveFirstAndSign(page);
    const pin = await pageOf(browser, '/pin.html');
    await pin.getByLabel(/^PIN/).fill(practice.pin);
    await pin
      .getByLabel(/^PIN/)
      .press('Enter', { noWaitAfter: true })
      .catch((error: Error) => expect(error.message).toContain('closed'));
    await page.getByRole('link', { name: 'Salida' }).click();
    await expect(page.getByText('Recibido bien')).toBeVisible({ timeout: 20_000 });
    expect(practice.gateway.admin.deliveries()).toHaveLength(1);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => app.once('exit', resolve));
    app.kill('SIGTERM');
    await ended;
    await world.remove();
  }
});
