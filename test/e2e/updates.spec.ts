import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { orderFileName } from '#contract/update-order.ts';
import { approveFirstAndSign } from '#test/e2e/launch.ts';
import { closeWindow, givePinTo, packagedExecutable, pageOf, reachAgain, servicesOf, startPackaged } from '#test/e2e/packaged-app.ts';
import { check, imageName, newImage, openUpdatingWorld, panelOf, publishGood, showSettings } from '#test/e2e/updating-app.ts';
import type { UpdatingWorld } from '#test/e2e/updating-app.ts';
import { orderFor, publish } from '#test/fixtures/update/feed.ts';
import { within } from '#test/patience.ts';
import { root } from '#test/practice-world.ts';

let world: UpdatingWorld;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await packagedExecutable();
});
test.beforeEach(async () => {
  world = await openUpdatingWorld();
});
test.afterEach(async () => world.remove());

/** While the PIN is typed: once it is given, the batch stands still before its first signature. */
async function pauseOpenBatch(page: Page): Promise<void> {
  const paused = await page.evaluate(async () => {
    const { rubrica } = globalThis as unknown as { rubrica: { call(name: string, request: unknown): Promise<string> } };
    const open = JSON.parse(await rubrica.call('openBatches', {})) as { value: { batches: { id: string }[] } };
    return JSON.parse(await rubrica.call('pauseBatch', { batchId: open.value.batches[0]?.id })) as unknown;
  });
  expect(paused).toMatchObject({ ok: true });
}

/** The program that listens there, as it was started. */
function processAt(port: number): string {
  const is = (pid: string): boolean => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
      return words.includes(`--remote-debugging-port=${port}`) && !words.some((word) => word.startsWith('--type='));
    } catch {
      return false; // it ended while we looked
    }
  };
  return readdirSync('/proc').find((name) => /^\d+$/.test(name) && is(name)) ?? 'none';
}

test('a person restarts into the new version, but not while a PIN is asked or a batch is paused', async () => {
  publishGood(world);
  const app = await world.start();
  await check(app.page);
  const chip = app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' });
  await expect(chip).toBeVisible();
  const restart = async (): Promise<void> => {
    await chip.click();
    await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
  };
  await app.page.getByRole('link', { name: 'Por firmar' }).click();
  await approveFirstAndSign(app.page);
  await pageOf(app.browser, '/pin.html');
  const refused = app.page.getByRole('alert').filter({ hasText: 'hay una firma en curso' });
  await restart();
  await expect(refused).toBeVisible();
  await refused.getByRole('button', { name: 'Cerrar' }).click();

  await pauseOpenBatch(app.page);
  await givePinTo(app.browser, world.world.practice.pin);
  const goOn = app.page.getByRole('button', { name: 'Reanudar' });
  await expect(goOn).toBeVisible();
  await restart();
  await expect(refused).toBeVisible();
  await refused.getByRole('button', { name: 'Cerrar' }).click();
  expect(world.isOld()).toBe(true);
  await goOn.click();
  await app.page.getByRole('link', { name: 'Salida' }).click();
  await expect(app.page.getByText('Recibido bien')).toBeVisible();
  // all of it is signed: what is left of the batch is put away on the way out
  await restart();
  expect(await app.ended()).toBe(0);
  expect(world.isNew()).toBe(true);
  await expect.poll(() => world.wasStarted()).toBe(true);
  expect(readFileSync(`${world.image}.started`, 'utf8')).toContain('--config=');
});

test('a certificate that is opened while the program restarts into the new version is left to that, also where an installer starts it', async () => {
  publishGood(world);
  const app = await world.start();
  await check(app.page);
  await app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
  // the station waits some seconds for a token that stands still, and the program then for the station
  const tokens = (): number[] => servicesOf(app.pid).slice(1);
  await expect.poll(tokens).not.toEqual([]);
  for (const pid of tokens()) process.kill(pid, 'SIGSTOP');
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
  await expect(panelOf(app.page)).toContainText('Cerrando para instalar');
  for (const pid of servicesOf(app.pid)) process.kill(pid, 'SIGSTOP');
  const sample = join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml');
  const words = ['--no-sandbox', `--config=${join(world.world.folder, 'updates.json')}`, sample];
  expect(spawnSync(await packagedExecutable(), words, { timeout: 60_000 }).status).toBe(0);
  expect(await app.ended()).toBe(0);
  await expect.poll(() => world.wasStarted()).toBe(true);
  const left = join(world.world.practice.config.dataFolder, 'window/opened.json');
  expect(JSON.parse(readFileSync(left, 'utf8'))).toEqual([sample]);
  rmSync(left);
});

test('what is ready is installed when a person closes the window, and not when the program is told to end', async () => {
  publishGood(world);
  const told = await world.start();
  await check(told.page);
  await expect(panelOf(told.page)).toContainText('está lista');
  await told.stop();
  expect(world.isOld()).toBe(true);

  const closed = await world.start();
  await check(closed.page);
  await expect(panelOf(closed.page)).toContainText('está lista');
  expect(world.feed.asked.filter((name) => name === imageName)).toHaveLength(1); // kept from before, and compared again
  closeWindow(closed.page);
  expect(await closed.ended()).toBe(0);
  expect(world.isNew()).toBe(true);
  expect(world.wasStarted()).toBe(false);
});

test('a deb goes to apt as ordered; where nothing is installed the station comes back and says so', async () => {
  const mark = join(dirname(await packagedExecutable()), 'resources/package-type');
  const fake = join(world.world.folder, 'fake');
  mkdirSync(fake);
  // The real program is not for a test to change; this one notes what it was to install, and does nothing.
  writeFileSync(join(fake, 'apt-get'), `#!/bin/sh\necho "$@" > ${fake}/words\nsha512sum "$4" > ${fake}/sum\n`, { mode: 0o755 });
  writeFileSync(mark, 'deb');
  const name = 'rubrica_0.2.0_amd64.deb';
  publish(world.feed, orderFor(name, newImage, 'deb'));
  world.feed.files.set(name, newImage);
  const port = 20_000 + (process.pid % 20_000);
  try {
    const app = await world.start({ APPDIR: fake, PATH: `${fake}:${process.env['PATH'] ?? ''}` }, port);
    await check(app.page);
    await app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
    await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
    expect(await app.ended()).toBe(0);
    const [, copy = ''] =
      /^install --yes --allow-downgrades (\/var\/tmp\/rubrica\.\w+\/rubrica\.deb)\n$/.exec(readFileSync(join(fake, 'words'), 'utf8')) ?? [];
    expect(copy).not.toBe('');
    // another program's AppImage started this one, and left its variables behind
    expect(world.isOld()).toBe(true);
    expect(existsSync(dirname(copy))).toBe(false);
    expect(readFileSync(join(fake, 'sum'), 'utf8')).toContain(createHash('sha512').update(newImage).digest('hex'));
    const again = await reachAgain(port);
    const page = await pageOf(again, '/index.html');
    await showSettings(page);
    await expect(panelOf(page)).toContainText('La versión 0.2.0 no se instaló');
    // what came back may still gain rights: the password of the next try, and the sandbox where a helper makes it
    expect(readFileSync(`/proc/${processAt(port)}/status`, 'utf8')).toMatch(/NoNewPrivs:\s0/);
    const gone = new Promise((resolve) => again.once('disconnected', resolve));
    closeWindow(page);
    await within(60_000, 'the station that came back ends', gone);
  } finally {
    rmSync(mark, { force: true });
  }
});

test('a user’s policy may turn updates on, but not say whose signature counts', async () => {
  const { feed, proxy, updates, env } = world;
  const policyFolder = join(world.world.folder, 'config/rubrica');
  mkdirSync(policyFolder, { recursive: true });
  const binding = process.env['RUBRICA_ELECTRON_SQLITE_BINDING'];
  const start = async (mode: 'on' | 'off') => {
    const policy = {
      updates: { mode, feed: updates.feed, keys: updates.keys, caFile: updates.caFile },
      gateway: { proxy: 'fixed', proxyUrl: `http://127.0.0.1:${proxy.port}` },
      modules: { only: true },
    };
    writeFileSync(join(policyFolder, 'policy.json'), JSON.stringify(policy));
    // the system's proxy, which is what Chromium itself would go out by
    const system = { https_proxy: `http://127.0.0.1:${proxy.port}`, http_proxy: `http://127.0.0.1:${proxy.port}` };
    const app = await startPackaged([], { ...env, ...system, ...(binding === undefined ? {} : { RUBRICA_SQLITE_BINDING: binding }) });
    const page = await pageOf(app.browser, '/index.html');
    await showSettings(page);
    return { ...app, page };
  };
  publishGood(world);

  const off = await start('off');
  await expect(panelOf(off.page)).toContainText('La estación no busca versiones nuevas');
  const asked = await off.page.evaluate(() =>
    (globalThis as unknown as { rubrica: { updates(ask: string): Promise<unknown> } }).rubrica.updates('check'),
  );
  expect(asked).toMatchObject({ ok: true, value: { step: { kind: 'off' } } });
  closeWindow(off.page);
  await off.ended();
  expect([proxy.tunnels, feed.connections(), feed.asked]).toEqual([[], 0, []]);

  const on = await start('on');
  await expect(on.page.getByText('updates.keys: solo lo decide la política de la máquina', { exact: false })).toBeVisible();
  await check(on.page);
  await expect(panelOf(on.page)).toContainText('no tiene ninguna clave con la que reconocer una actualización');
  expect(feed.asked).toEqual([orderFileName]);
  await on.stop();
  expect(world.isOld()).toBe(true);
});
