import { expect, test } from '#test/screens/window.ts';

test('the about screen names versions, packs by their hash, licences and crashes, and saves what support asks for', async ({ open }) => {
  const { page, saved } = await open({ at: '#/settings' });
  await page.getByRole('link', { name: 'Acerca de Rúbrica' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Acerca de Rúbrica' })).toBeVisible();
  const program = page.getByRole('region', { name: 'Programa' });
  for (const name of ['Electron', 'Chromium', 'Node.js', 'SQLite', 'libxml2-wasm'])
    await expect(program.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /^origin \(instalado por informática\)/ })).toContainText('C4C4 C4C4 …');
  await expect(page.getByText(/^1; el último, .* Se quedan en este equipo\.$/)).toBeVisible();
  await page.getByText('Ver las 3 bibliotecas').click();
  await expect(page.getByRole('row', { name: /reflect-metadata/ })).toContainText('Apache-2.0');

  await page.getByRole('button', { name: 'Guardar informe para soporte…' }).click();
  await expect(page.getByText(/^Informe guardado en/)).toBeVisible();
  expect(saved.at(-1)?.name).toMatch(/^rubrica-soporte-.*\.zip$/);
  await page.getByRole('button', { name: 'Guardar los textos…' }).click();
  await expect(page.getByText(/^Textos guardados en/)).toBeVisible();
  expect(saved.at(-1)?.name).toBe('rubrica-licencias.txt');
});

test('a password kept without a keychain is said to be so', async ({ open }) => {
  const gateway = {
    url: 'https://127.0.0.1:8443',
    user: 'estacion',
    transport: 'rest',
    hasPassword: true,
    isPasswordSealed: false,
  } as const;
  const { page } = await open({ at: '#/settings', settings: { gateway } });
  await expect(page.getByText(/^Este equipo no tiene un llavero del sistema/)).toBeVisible();
});
