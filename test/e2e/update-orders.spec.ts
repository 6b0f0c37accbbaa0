import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { packagedExecutable } from '#test/e2e/packaged-app.ts';
import { dayMs, updateCases } from '#test/e2e/update-cases.ts';
import { check, imageName, newImage, openUpdatingWorld, panelOf, publishGood, type UpdatingWorld } from '#test/e2e/updating-app.ts';
import { feedHost } from '#test/fixtures/update/feed.ts';

/** How long the station waits for a word of the mirror: short, since a mirror that says nothing is among the cases. */
const patienceMs = 5_000;
let world: UpdatingWorld;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await packagedExecutable();
  world = await openUpdatingWorld({ patienceMs });
});
test.afterAll(async () => world?.remove());

test('of everything a mirror may hold, nothing is installed but what was ordered and signed', async () => {
  test.setTimeout(300_000);
  const { feed, proxy } = world;
  const app = await world.start();
  try {
    const panel = panelOf(app.page);
    for (const { name, lay, says, asks } of updateCases) {
      await test.step(`an order ${name}`, async () => {
        feed.files.clear();
        feed.asked.length = 0;
        lay(world);
        await check(app.page);
        await expect(panel, name).toContainText(says);
        expect(feed.asked, name).toEqual(asks);
        await expect(app.page.getByRole('button', { name: /reiniciar/ })).toHaveCount(0);
        expect(world.isOld(), name).toBe(true);
      });
    }
    await test.step('a mirror that is down', async () => {
      feed.isDown = true;
      feed.asked.length = 0;
      await check(app.page);
      await expect(panel).toContainText('no responde');
      expect(feed.asked).toEqual([]);
      feed.isDown = false;
    });
    await test.step('a good order, slowly', async () => {
      publishGood(world, { staging: { percentage: 0, groups: ['piloto'] }, minimumVersion: '0.1.1' });
      feed.files.set(imageName, (response) => {
        response.writeHead(200, { 'content-length': newImage.length });
        // all together longer than the station's patience, which is for a server that says nothing at all
        const pieces = 24;
        const size = Math.ceil(newImage.length / pieces);
        let sent = 0;
        const more = (): void => {
          response.write(newImage.subarray(sent, sent + size));
          sent += size;
          if (sent < newImage.length) setTimeout(more, (patienceMs * 1.2) / pieces);
          else response.end();
        };
        more();
      });
      await check(app.page);
      await expect(panel).toContainText('La versión 0.2.0 está lista. La de ahora dejó de estar admitida');
    });
    await test.step('a file that is changed after it was found good', async () => {
      writeFileSync(join(world.world.folder, 'cache/rubrica-updater/pending', imageName), Buffer.from(newImage).fill('x', 500, 510));
      await panel.getByRole('button', { name: 'Reiniciar ahora' }).click();
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
      await expect(panel).toContainText('no es el que la orden de actualización nombra');
      expect(world.isOld()).toBe(true);
    });
    await test.step('an order older than the one taken', async () => {
      publishGood(world, { issuedAt: new Date(Date.now() - dayMs).toISOString() });
      await check(app.page);
      await expect(panel).toContainText('es anterior a una que esta estación ya aceptó');
      await expect(app.page.getByRole('button', { name: /reiniciar/ })).toHaveCount(0);
    });
    // nothing tells one station from another, as electron-updater's staging id would
    const plain = ['host', 'connection', 'user-agent', 'accept', 'accept-encoding', 'accept-language', 'cache-control', 'pragma'];
    expect([...feed.told].filter((field) => !plain.includes(field) && !field.startsWith('sec-'))).toEqual([]);
    const gateway = new URL(world.world.practice.config.gateway?.url ?? '').host;
    expect(proxy.tunnels.filter((place) => place !== gateway).length).toBeGreaterThan(0);
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${feedHost}:${feed.port}`, gateway]));
    expect([world.isOld(), world.wasStarted()]).toEqual([true, false]);

    process.stdout.write(
      `updates: ${updateCases.length} bad orders and files refused; asked by way of the proxy: ${new Set(proxy.tunnels).size} places\n`,
    );

    await test.step('an older version, where the order withdraws this one', async () => {
      publishGood(world, { version: '0.0.9', withdrawn: ['0.1.0'] });
      await check(app.page);
      await expect(panel).toContainText('Su institución ordenó volver a esa versión');
      await app.page.getByRole('button', { name: 'Versión 0.0.9 lista: reiniciar' }).click();
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
      expect(await app.ended()).toBe(0);
      expect(world.isNew()).toBe(true);
    });
  } finally {
    await app.stop();
  }
});
