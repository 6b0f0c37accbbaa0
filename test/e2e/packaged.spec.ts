import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { noteConnections } from '#test/e2e/connections.ts';
import { approveFirstAndSign } from '#test/e2e/launch.ts';
import { closeWindow, givePinTo, packagedExecutable, pageOf, reachAgain, servicesOf, startPackaged } from '#test/e2e/packaged-app.ts';
import { within } from '#test/patience.ts';
import { openPracticeWorld, root, signWords } from '#test/practice-world.ts';

let executable: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  executable = await packagedExecutable();
});

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
  process.stdout.write(`fuses: ${wanted.length} read from the binary, each as chosen\n`);
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

test('the packaged app starts, an official signs a certificate with it, and all its processes go to the gateway and nowhere else', async () => {
  const world = await openPracticeWorld('packaged', { schemaFolder: join(executable, '../resources/schemas') });
  const { practice } = world;
  const connections = noteConnections(executable, world.folder);
  const app = await startPackaged([`--config=${practice.configFile}`], {}, 0, connections.program);
  try {
    const page = await pageOf(app.browser, '/index.html');
    await approveFirstAndSign(page);
    await givePinTo(app.browser, practice.pin);
    await page.getByRole('link', { name: 'Salida' }).click();
    await expect(page.getByText('Recibido bien')).toBeVisible({ timeout: 20_000 });
    expect(practice.gateway.admin.deliveries()).toHaveLength(1);
    const places = connections.places();
    process.stdout.write(`allow list: the packaged app went to ${places.length} place over the network, its gateway\n`);
    expect(places).toEqual([`127.0.0.1:${new URL(practice.config.gateway?.url ?? '').port}`]);
  } finally {
    await app.stop();
    await world.remove();
  }
});

/** Processes that were started with these words in their command, the program itself or a shell that waits to start it. */
function startedWith(word: string): string[] {
  const commands = readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8')] : [];
    } catch {
      return []; // it ended while we looked
    }
  });
  return commands.filter((command) => command.includes(word));
}

test('a program that is told to end, as a session does that ends, does not begin again: what was opened waits for the next start', async () => {
  const world = await openPracticeWorld('packaged-told', { work: [], schemaFolder: join(executable, '../resources/schemas') });
  const { configFile, config } = world.practice;
  const app = await startPackaged(['--config', configFile]);
  try {
    const page = await pageOf(app.browser, '/index.html');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Por firmar');
    // it stands still: the program waits some seconds for it before it ends
    for (const pid of servicesOf(app.pid)) process.kill(pid, 'SIGSTOP');
    process.kill(app.pid, 'SIGTERM');
    await expect.poll(() => page.isClosed()).toBe(true);
    const sample = join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml');
    expect(spawnSync(executable, ['--no-sandbox', '--config', configFile, sample]).status).toBe(0);
    expect(await app.ended()).toBe(0);
    expect(startedWith(configFile)).toEqual([]);
    expect(JSON.parse(readFileSync(join(config.dataFolder, 'window/opened.json'), 'utf8'))).toEqual([sample]);
  } finally {
    await world.remove();
  }
});

test('a certificate that is opened while the program ends is shown by the next one, which begins by itself', async () => {
  const world = await openPracticeWorld('packaged-ending', { work: [], schemaFolder: join(executable, '../resources/schemas') });
  const port = 20_000 + (process.pid % 20_000);
  const words = ['--config', world.practice.configFile];
  const app = await startPackaged(words, {}, port);
  try {
    const page = await pageOf(app.browser, '/index.html');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Por firmar');
    // it stands still: the program waits some seconds for it before it ends
    for (const pid of servicesOf(app.pid)) process.kill(pid, 'SIGSTOP');
    closeWindow(page);
    await expect.poll(() => page.isClosed()).toBe(true);
    const second = spawnSync(executable, ['--no-sandbox', ...words, join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml')]);
    expect(second.status).toBe(0);
    expect(await app.ended()).toBe(0);
    const again = await reachAgain(port);
    const shown = await pageOf(again, '/index.html');
    await expect(shown.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000101', { timeout: 30_000 });
    const gone = new Promise((resolve) => again.once('disconnected', resolve));
    closeWindow(shown);
    await within(60_000, 'the program that began again ends', gone);
  } finally {
    await world.remove();
  }
});
