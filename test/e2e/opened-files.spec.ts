import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';

let running: RunningApp;
let folder: string;
test.beforeAll(async () => {
  running = await launchApp();
  folder = join(running.practice.config.dataFolder, '../opened');
  mkdirSync(folder);
  await running.app.evaluate(({ dialog }) => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    dialog.showMessageBox = (async (_window: unknown, { message }: { message: string }) => {
      told.push(message);
      return { response: 0, checkboxChecked: false };
    }) as never;
  });
});
test.afterAll(() => running.close());

const told = (): Promise<string[]> => running.app.evaluate(() => (globalThis as unknown as { told: string[] }).told);

/** The program started once more, as a desktop does it for a file; it hands over its words and ends. */
async function openWith(...words: readonly string[]): Promise<void> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = process.env['RUBRICA_ELECTRON'] ?? '';
  const second = spawn(program, [...asRoot, root, `--config=${running.practice.configFile}`, ...words], { cwd: folder, stdio: 'ignore' });
  await once(second, 'exit');
}

test('a desktop that names a certificate by its URL opens it, whatever letters its name has', async () => {
  const name = 'certificado nº 7 – ñandú #1 100%.xml';
  const sample = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-co-manzanas.xml'), 'utf8');
  writeFileSync(join(folder, name), sample.replace('PRACTICA-CL-2026-000102', 'PRACTICA-CL-2026-000777'));
  await openWith(pathToFileURL(join(folder, name)).href);
  await expect(running.page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000777');
  await expect(running.page).toHaveURL(/#\/review\//);
  expect(await told()).toEqual([]);
});

test('several opened together are counted and shown in the inbox, and one of them opened once more is shown again', async () => {
  const sample = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-co-manzanas.xml'), 'utf8');
  const names = ['781', '782', '783'].map((number) => `${number}.xml`);
  for (const name of names) writeFileSync(join(folder, name), sample.replace('000102', `000${name.slice(0, 3)}`));
  await running.page.getByRole('link', { name: 'Salida' }).click();
  await expect(running.page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  await openWith(...names);
  await expect(running.page.getByText('Se añadieron 3 certificados.')).toBeVisible();
  for (const name of names) await expect(running.page.getByText(`PRACTICA-CL-2026-000${name.slice(0, 3)}`)).toBeInViewport();
  await openWith('782.xml');
  await expect(running.page.getByText('El certificado PRACTICA-CL-2026-000782 ya estaba aquí.')).toBeVisible();
  await expect(running.page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000782');
  await openWith('781.xml', '783.xml');
  await expect(running.page.getByText('Los 2 certificados ya estaban aquí.')).toBeVisible();
  await expect(running.page.getByRole('row', { name: /PRACTICA-CL-2026-00078[13]/ })).toHaveCount(2);
  await expect(running.page.getByRole('row', { name: /PRACTICA/ })).toHaveCount(2);
  expect(await told()).toEqual([]);
});

test('what is opened in the place of a file is refused in words, and the window goes on working', async () => {
  spawnSync('mkfifo', [join(folder, 'tubo.xml')]);
  symlinkSync('/dev/zero', join(folder, 'sin-fin.xml'));
  mkdirSync(join(folder, 'carpeta.xml'));
  writeFileSync(join(folder, 'enorme.xml'), '<a>');
  truncateSync(join(folder, 'enorme.xml'), 6_000_000_000);
  const bad = ['tubo.xml', 'sin-fin.xml', 'carpeta.xml', 'enorme.xml', 'no está.xml'];
  // a switch, another machine, a place outside and a program are none of it
  const others = ['--config=/tmp/ajeno.xml', 'file://otro.example/x.xml', 'file:///tmp/a%2fb.xml', 'https://otro.example/x.xml/', 'x.sh'];
  await openWith(...bad, ...others);
  await expect.poll(async () => (await told()).map((message) => message.split(':')[0])).toEqual(bad);
  await running.page.getByRole('link', { name: 'Ajustes' }).click();
  await running.page.getByRole('link', { name: 'Por firmar' }).click();
  await expect(running.page.getByRole('row', { name: /PRACTICA-CL-2026-/ }).first()).toBeVisible();
});
