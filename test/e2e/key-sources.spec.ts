import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { givePin, launchApp, pinWindow } from '#test/e2e/launch.ts';

/** The system's dialog cannot be clicked by a test: it answers as if the person had chosen this file. */
async function choose(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, path);
}

test('a module is added by path through the dialog, refused in words when it is none, and never named by the page', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    await page.getByText(/^Token: /).click();
    const add = page.getByRole('button', { name: 'Añadir programa…' });
    const text = join(practice.folder, 'notas.so');
    writeFileSync(text, 'esto no es un programa');
    await choose(app, text);
    await add.click();
    await expect(page.getByRole('alert').getByText(`${text} no es un módulo PKCS#11`, { exact: false })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Quitar/ })).toHaveCount(0);

    const copy = join(practice.folder, 'copia.so');
    copyFileSync(practice.config.modules[0]?.path ?? '', copy);
    await choose(app, copy);
    await add.click();
    await expect(page.getByText('Se probó y quedó añadido.')).toBeVisible();
    // two modules show the one token: it stands there once
    await expect(page.getByRole('region', { name: 'Practica CL' })).toHaveCount(1);
    await page.getByRole('button', { name: /^Quitar/ }).click();
    await expect(page.getByText(copy)).toHaveCount(0);

    expect(await callOfThePage(page, 'addModule', { path: copy })).toEqual({ ok: false, failure: { code: 'badRequest' } });
    expect(await callOfThePage(page, 'addKeyFile', { kind: 'pkcs12', file: copy })).toMatchObject({ ok: false });
    await expect(page.getByText(copy)).toHaveCount(0);
  } finally {
    await close();
  }
});

test('a test signature asks for the PIN in its own window, and says whether the token can sign', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    await page.getByText(/^Token: /).click();
    const button = page.getByRole('button', { name: /^Firma de prueba/ }).first();
    await button.click();
    const window = await pinWindow(app);
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Va a hacer una firma de prueba');
    await givePin(app, practice.pin);
    await expect(page.getByText('la firma de prueba es correcta', { exact: false })).toBeVisible();
    await button.click();
    await givePin(app, '000000');
    await expect(page.getByText('El PIN no es correcto')).toBeVisible();
    expect(practice.gateway.admin.deliveries()).toEqual([]);
  } finally {
    await close();
  }
});

function callOfThePage(page: Page, name: string, request: unknown): Promise<unknown> {
  return page.evaluate(
    ([call, body]) =>
      (globalThis as unknown as { rubrica: { call(name: string, body: unknown): Promise<unknown> } }).rubrica.call(call, body),
    [name, request] as const,
  );
}
