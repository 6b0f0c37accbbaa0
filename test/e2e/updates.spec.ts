import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { orderFileName } from '#contract/update-order.ts';
import { approveFirstAndSign } from '#test/e2e/launch.ts';
import { packagedExecutable, pageOf, startPackaged, type Packaged } from '#test/e2e/packaged-app.ts';
import { check, imageName, newImage, openUpdatingWorld, panelOf, publishGood, showSettings } from '#test/e2e/updating-app.ts';
import type { UpdatingWorld } from '#test/e2e/updating-app.ts';
import { feedHost, orderFor, publish } from '#test/fixtures/update/feed.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';

let world: UpdatingWorld;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await packagedExecutable();
});
test.beforeEach(async () => {
  world = await openUpdatingWorld();
});
test.afterEach(async () => world.remove());

async function end({ process: app, browser, ended }: Packaged): Promise<void> {
  await browser.close();
  app.kill('SIGTERM');
  await ended;
}

type Case = {
  readonly name: string;
  /** lays the folder out */
  readonly lay: () => void;
  /** what the person reads */
  readonly says: RegExp;
  /** what was asked of the mirror */
  readonly asks: readonly string[];
};

const dayMs = 24 * 3_600_000;
const iso = (fromNowMs: number): string => new Date(Date.now() + fromNowMs).toISOString();
const orderOnly = [orderFileName];
const both = [orderFileName, imageName];

/** In the order they are tried: an order taken makes every older one unacceptable. */
const cases: readonly Case[] = [
  { name: 'an empty mirror', lay: () => undefined, says: /no responde \(404\)/, asks: orderOnly },
  {
    name: 'not one: a page of the proxy or the server',
    lay: () => world.feed.files.set(orderFileName, Buffer.from('<html>Iniciar sesión</html>')),
    says: /no es una orden de actualización/,
    asks: orderOnly,
  },
  {
    name: 'one without end',
    lay: () => world.feed.files.set(orderFileName, Buffer.alloc(2_000_000, ' ')),
    says: /no es una orden de actualización/,
    asks: orderOnly,
  },
  {
    name: 'one that leads elsewhere',
    lay: () =>
      world.feed.files.set(orderFileName, (response) => {
        response.writeHead(302, { location: `https://${feedHost}:${world.feed.port}/rubrica/other.json` });
        response.end();
      }),
    says: /no responde/,
    asks: orderOnly,
  },
  {
    name: 'unsigned',
    lay: () => publish(world.feed, orderFor(imageName, newImage, 'appimage'), null),
    says: /no lleva firma/,
    asks: orderOnly,
  },
  {
    name: 'signed by another',
    lay: () => publish(world.feed, orderFor(imageName, newImage, 'appimage'), makeUpdateKey()),
    says: /una clave que esta estación no conoce/,
    asks: orderOnly,
  },
  {
    name: 'altered after it was signed',
    lay: () => {
      publishGood(world);
      const signed = String(world.feed.files.get(orderFileName));
      world.feed.files.set(orderFileName, Buffer.from(signed.replace('0.2.0', '0.3.0')));
    },
    says: /fue alterada/,
    asks: orderOnly,
  },
  {
    name: 'for another program',
    lay: () => publishGood(world, { product: 'org.example.other' }),
    says: /es de otro programa/,
    asks: orderOnly,
  },
  {
    name: 'past its end',
    lay: () => publishGood(world, { issuedAt: iso(-40 * dayMs), expiresAt: iso(-10 * dayMs) }),
    says: /está vencida/,
    asks: orderOnly,
  },
  { name: 'from the future', lay: () => publishGood(world, { issuedAt: iso(3 * dayMs) }), says: /fecha futura/, asks: orderOnly },
  {
    name: 'of an older version, without withdrawing this one',
    lay: () => publishGood(world, { version: '0.0.9' }),
    says: /No hay otra versión para esta estación/,
    asks: orderOnly,
  },
  { name: 'of this version', lay: () => publishGood(world, { version: '0.1.0' }), says: /No hay otra versión/, asks: orderOnly },
  {
    name: 'staged, and it is not this station’s turn',
    lay: () => publishGood(world, { staging: { percentage: 0, groups: ['otro'] } }),
    says: /No hay otra versión/,
    asks: orderOnly,
  },
  {
    name: 'for other installers only',
    lay: () => publish(world.feed, orderFor(imageName, newImage, 'deb')),
    says: /En este equipo la instala informática/,
    asks: orderOnly,
  },
  {
    name: 'good, with a file that was exchanged for one as long',
    lay: () => {
      publishGood(world);
      world.feed.files.set(imageName, Buffer.from(newImage).fill('x', 1_000, 1_010));
    },
    says: /no es el que la orden de actualización nombra/,
    asks: both,
  },
  {
    name: 'good, with a file that is longer',
    lay: () => {
      publishGood(world);
      world.feed.files.set(imageName, Buffer.concat([newImage, Buffer.from('more')]));
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file whose length the server does not say',
    lay: () => {
      publishGood(world);
      world.feed.files.set(imageName, (response) => {
        response.writeHead(200);
        response.write(newImage);
        response.end();
      });
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file cut short',
    lay: () => {
      publishGood(world);
      world.feed.files.set(imageName, (response) => {
        response.writeHead(200, { 'content-length': newImage.length });
        response.write(newImage.subarray(0, 100_000), () => response.destroy());
      });
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'good, with a file that stops coming',
    lay: () => {
      publishGood(world);
      world.feed.files.set(imageName, (response) => {
        response.writeHead(200, { 'content-length': newImage.length });
        response.write(newImage.subarray(0, 100_000));
      });
    },
    says: /no terminó de descargarse/,
    asks: both,
  },
  {
    name: 'on a server that takes the question and does not answer',
    lay: () => world.feed.files.set(orderFileName, () => undefined),
    says: /no responde/,
    asks: orderOnly,
  },
];

test('of everything a mirror may hold, nothing is installed but what was ordered and signed', async () => {
  const { feed, proxy } = world;
  const app = await world.start();
  try {
    const panel = panelOf(app.page);
    for (const { name, lay, says, asks } of cases) {
      await test.step(`an order ${name}`, async () => {
        feed.files.clear();
        feed.asked.length = 0;
        lay();
        await check(app.page);
        await expect(panel, name).toContainText(says, { timeout: 10_000 });
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
        let sent = 0;
        const more = (): void => {
          response.write(newImage.subarray(sent, sent + 100_000));
          sent += 100_000;
          if (sent < newImage.length) setTimeout(more, 700);
          else response.end();
        };
        more();
      });
      await check(app.page);
      await expect(panel).toContainText('La versión 0.2.0 está lista. La de ahora dejó de estar admitida', { timeout: 15_000 });
    });
    await test.step('a file that is changed after it was found good', async () => {
      writeFileSync(join(world.world.folder, 'cache/rubrica-updater/pending', imageName), Buffer.from(newImage).fill('x', 500, 510));
      await panel.getByRole('button', { name: 'Reiniciar ahora' }).click();
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
      await expect(panel).toContainText('no es el que la orden de actualización nombra');
      expect(world.isOld()).toBe(true);
    });
    await test.step('an order older than the one taken', async () => {
      publishGood(world, { issuedAt: iso(-dayMs) });
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

    await test.step('an older version, where the order withdraws this one', async () => {
      publishGood(world, { version: '0.0.9', withdrawn: ['0.1.0'] });
      await check(app.page);
      await expect(panel).toContainText('Su institución ordenó volver a esa versión');
      await app.page.getByRole('button', { name: 'Versión 0.0.9 lista: reiniciar' }).click();
      await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
      expect(await app.ended).toBe(0);
      expect(world.isNew()).toBe(true);
    });
  } finally {
    await end(app);
  }
});

test('a person restarts into the new version, but not while something is being signed', async () => {
  publishGood(world);
  const app = await world.start();
  await check(app.page);
  const chip = app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' });
  await expect(chip).toBeVisible();
  const restart = async (): Promise<void> => {
    await chip.click({ timeout: 5_000 });
    await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click({ timeout: 5_000 });
  };
  await app.page.getByRole('link', { name: 'Por firmar' }).click();
  await approveFirstAndSign(app.page);
  const pin = await pageOf(app.browser, '/pin.html');
  await restart();
  await expect(app.page.getByRole('alert')).toContainText('hay una firma en curso');
  expect(world.isOld()).toBe(true);
  await pin.getByLabel(/^PIN/).fill(world.world.practice.pin);
  await pin
    .getByLabel(/^PIN/)
    .press('Enter', { noWaitAfter: true })
    .catch((error: Error) => expect(error.message).toContain('closed'));
  await app.page.getByRole('link', { name: 'Salida' }).click();
  await expect(app.page.getByText('Recibido bien')).toBeVisible({ timeout: 20_000 });
  // the acknowledgement can come before the batch is put away: until then a restart is refused, as above
  let code: number | null | undefined;
  void app.ended.then((ended) => (code = ended));
  await expect(async () => {
    if (code === undefined) await restart();
    await expect.poll(() => code, { timeout: 10_000 }).toBe(0);
  }).toPass({ timeout: 60_000 });
  await app.browser.close();
  expect(world.isNew()).toBe(true);
  await expect.poll(() => world.wasStarted()).toBe(true);
  expect(readFileSync(`${world.image}.started`, 'utf8')).toContain('--config=');
});

test('what is ready is installed when a person closes the window, and not when the program is told to end', async () => {
  publishGood(world);
  const told = await world.start();
  await check(told.page);
  await expect(panelOf(told.page)).toContainText('está lista');
  await end(told);
  expect(world.isOld()).toBe(true);

  const closed = await world.start();
  await check(closed.page);
  await expect(panelOf(closed.page)).toContainText('está lista');
  expect(world.feed.asked.filter((name) => name === imageName)).toHaveLength(1); // kept from before, and compared again
  await closed.page.evaluate(() => window.close()).catch(() => undefined);
  expect(await closed.ended).toBe(0);
  await closed.browser.close();
  expect(world.isNew()).toBe(true);
  expect(world.wasStarted()).toBe(false);
});

test('a deb goes to dpkg as ordered; where nothing is installed the station comes back and says so', async () => {
  const mark = join(dirname(await packagedExecutable()), 'resources/package-type');
  const fake = join(world.world.folder, 'fake');
  mkdirSync(fake);
  // The real program is not for a test to change; this one notes what it was to install, and does nothing.
  writeFileSync(join(fake, 'dpkg'), `#!/bin/sh\necho "$@" > ${fake}/words\nsha512sum "$2" > ${fake}/sum\n`, { mode: 0o755 });
  writeFileSync(mark, 'deb');
  const name = 'rubrica_0.2.0_amd64.deb';
  publish(world.feed, orderFor(name, newImage, 'deb'));
  world.feed.files.set(name, newImage);
  const port = 20_000 + (process.pid % 20_000);
  try {
    const app = await world.start({ APPIMAGE: undefined, PATH: `${fake}:${process.env['PATH'] ?? ''}` }, port);
    await check(app.page);
    await app.page.getByRole('button', { name: 'Versión 0.2.0 lista: reiniciar' }).click();
    await app.page.getByRole('alertdialog').getByRole('button', { name: 'Reiniciar ahora' }).click();
    expect(await app.ended).toBe(0);
    await app.browser.close();
    expect(readFileSync(join(fake, 'words'), 'utf8').trim()).toBe(`-i ${join(world.world.folder, 'cache/rubrica-updater/pending', name)}`);
    expect(readFileSync(join(fake, 'sum'), 'utf8')).toContain(createHash('sha512').update(newImage).digest('hex'));
    await expect(async () => (await chromium.connectOverCDP(`http://127.0.0.1:${port}`)).close()).toPass();
    const again = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = await pageOf(again, '/index.html');
    await showSettings(page);
    await expect(panelOf(page)).toContainText('La versión 0.2.0 no se instaló');
    const gone = new Promise((resolve) => again.once('disconnected', resolve));
    await page.evaluate(() => window.close()).catch(() => undefined);
    await gone;
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
  await off.page.evaluate(() => window.close()).catch(() => undefined);
  await off.ended;
  await off.browser.close();
  expect([proxy.tunnels, feed.connections(), feed.asked]).toEqual([[], 0, []]);

  const on = await start('on');
  await expect(on.page.getByText('updates.keys: solo lo decide la política de la máquina', { exact: false })).toBeVisible();
  await check(on.page);
  await expect(panelOf(on.page)).toContainText('no tiene ninguna clave con la que reconocer una actualización');
  expect(feed.asked).toEqual([orderFileName]);
  await end(on);
  expect(world.isOld()).toBe(true);
});
