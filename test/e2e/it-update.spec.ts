import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { onRoot, openDebianMachine, packagesOf, type DebianMachine } from '#test/e2e/debian-machine.ts';
import { closeWindow, pageOf, reachAgain } from '#test/e2e/packaged-app.ts';
import { check, openUpdatingWorld, panelOf, showSettings, type UpdatingWorld } from '#test/e2e/updating-app.ts';
import { orderFor, publish } from '#test/fixtures/update/feed.ts';
import { within } from '#test/patience.ts';

let debian: DebianMachine;
let world: UpdatingWorld;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  world = await openUpdatingWorld();
  debian = openDebianMachine(world.world.practice.config.tokenEnvironment);
});
test.afterAll(async () => {
  await world?.remove();
  debian?.remove();
});

test('a station that a Debian package installed takes the next version from the mirror, as docs/it/updates.md says, and works on', async () => {
  test.setTimeout(600_000);
  expect(await debian.dpkg('-i', (await packagesOf()).deb)).toMatchObject({ code: 0 });
  expect((await debian.rubrica('--version')).out).toBe('rubrica 0.1.0\n');

  const name = 'rubrica_0.2.0_amd64.deb';
  const next = readFileSync((await packagesOf('0.2.0')).deb);
  publish(world.feed, orderFor(name, next, 'deb'));
  world.feed.files.set(name, next);

  // apt's part on the root folder that stands for a machine
  const wrapped = join(world.world.folder, 'wrapped');
  mkdirSync(wrapped);
  writeFileSync(join(wrapped, 'apt-get'), `#!/bin/sh\nexec dpkg ${onRoot(debian.folder).join(' ')} -i "$4"\n`, { mode: 0o755 });
  const port = 20_000 + (process.pid % 20_000);
  const installed = join(debian.folder, 'opt/Rubrica/rubrica');
  const app = await world.start({ APPIMAGE: undefined, PATH: `${wrapped}:${process.env['PATH'] ?? ''}` }, port, installed);
  await check(app.page);
  await expect(panelOf(app.page)).toContainText('La versión 0.2.0 está lista', { timeout: 60_000 });
  await app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
  expect(await app.ended()).toBe(0);

  const again = await reachAgain(port);
  const page = await pageOf(again, '/index.html');
  await showSettings(page);
  await expect(panelOf(page)).toContainText('Versión 0.2.0');
  await expect(panelOf(page)).not.toContainText('no se instaló');
  await page.getByRole('link', { name: 'Por firmar' }).click();
  await expect(page.getByText('PRACTICA-CL-2026-000101')).toBeVisible();
  const gone = new Promise((resolve) => again.once('disconnected', resolve));
  closeWindow(page);
  await within(60_000, 'the new version ends', gone);
  expect((await debian.rubrica('--version')).out).toBe('rubrica 0.2.0\n');
  expect((await debian.dpkg('-s', 'rubrica')).out).toContain('Version: 0.2.0~trial');
});
