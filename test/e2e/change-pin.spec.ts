import { expect, test, type Page } from '@playwright/test';
import { launchApp, pinWindow, sendPin } from '#test/e2e/launch.ts';

test('the PIN is changed in its own window: two new ones that differ are told, and only the new one holds afterwards', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    const tellings = page.getByText('El PIN del token cambió');
    const button = page.getByRole('button', { name: 'Cambiar el PIN' });
    await page.getByText(/^Token: /).click();
    await button.click();
    const window = await pinWindow(app);
    await fill(window, practice.pin, '654321', '654322');
    await window.keyboard.press('Enter');
    await expect(window.getByText('Los dos PIN nuevos no son iguales')).toBeVisible();
    await fill(window, practice.pin, '654321', '654321');
    await sendPin(window);
    await expect(tellings).toBeVisible();

    await button.click();
    const second = await pinWindow(app);
    await fill(second, practice.pin, '777777', '777777');
    await sendPin(second);
    await expect(page.getByText('El PIN no es correcto')).toBeVisible();

    await expect(tellings).toHaveCount(0, { timeout: 15_000 }); // good news goes by itself
    await button.click();
    const third = await pinWindow(app);
    await fill(third, '654321', practice.pin, practice.pin);
    await sendPin(third);
    await expect(tellings).toBeVisible();
  } finally {
    await close();
  }
});

async function fill(window: Page, old: string, first: string, second: string): Promise<void> {
  await window.getByLabel(/^PIN/).first().fill(old);
  await window.getByLabel('PIN nuevo', { exact: true }).fill(first);
  await window.getByLabel('PIN nuevo, otra vez').fill(second);
}
