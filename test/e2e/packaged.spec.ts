import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';
import { openPractice, type Practice } from '#main/practice/environment.ts';

let folder: string;
let executable: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'rubrica-packaged-'));
  const electron = await findElectron(() => undefined);
  const unpacked = await packageApp(electron, join(folder, 'dist'));
  if (unpacked === null) throw new Error('no unpacked package was made');
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

test('the packaged app starts, and an official signs a certificate with it', async () => {
  const practice = await openPractice({
    folder: join(folder, 'practice'),
    schemaFolder: join(executable, '../resources/schemas'),
    version: '0.1.0',
    now: new Date(),
    country: 'CL',
    nativeBinding: process.env['RUBRICA_ELECTRON_SQLITE_BINDING'] ?? null,
  });
  const { process: app, browser } = await startPackaged(practice);
  try {
    const page = await pageOf(browser, '/index.html');
    await page.getByText('PRACTICA-CL-2026-000101').dblclick();
    await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000101' })).toBeVisible();
    await page.keyboard.press('Alt+A');
    await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000102' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByText('Listos para firmar').click();
    await page.getByRole('checkbox').first().click();
    await page.getByRole('button', { name: 'Firmar 1 certificado', exact: true }).click();
    await page.getByRole('button', { name: 'Firmar 1 certificado con PIN' }).click();
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
    await practice.close();
  }
});
