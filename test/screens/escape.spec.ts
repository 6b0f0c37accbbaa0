import { expect, test } from '#test/screens/window.ts';

for (const { from, opened } of [
  { from: '#/outbox', opened: /#\/certificate\// },
  { from: '#/all', opened: /#\/certificate\// },
  { from: '#/incoming', opened: /#\/report\// },
]) {
  test(`Escape leads back from what was opened in a list, to where one was in it: ${from}`, async ({ open }) => {
    const { page } = await open({ at: from });
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(opened);
    await expect(page.getByRole('button', { name: 'Volver' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(new RegExp(`${from}$`));
    await expect(page.getByRole('grid')).toBeFocused();
    await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
  });
}

test('Escape in a dialog closes the dialog and nothing else; the next one leads back', async ({ open }) => {
  const { page } = await open({ at: '#/incoming' });
  await page.evaluate(() => (location.hash = '#/report/inc-valid'));
  await page.getByRole('button', { name: 'Pedir reemplazo' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Falta el tratamiento');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/#\/report\/inc-valid$/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/incoming$/);
});

for (const [screen, from] of [
  ['officials', 'settings'],
  ['tokens', 'settings'],
  ['about', 'settings'],
  ['all', 'monitor'],
  ['contingency', 'monitor'],
] as const) {
  test(`Escape leads back from the screen a link of another opened: ${screen}`, async ({ open }) => {
    const { page } = await open({ at: `#/${from}` });
    await page.locator(`main a[href="#/${screen}"]`).first().click();
    await expect(page).toHaveURL(new RegExp(`#/${screen}$`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(new RegExp(`#/${from}$`));
  });
}

test('Escape before signing leads back to the list', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await page.getByRole('button', { name: 'Aprobar y seguir' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Firmar el aprobado' }).click();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/inbox$/);
});
