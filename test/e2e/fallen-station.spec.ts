import { expect, test } from '@playwright/test';
import { approveFirstAndSign, givePin, launchApp, pinWindow, stationProcess } from '#test/e2e/launch.ts';

test('a station that falls while the window is open is begun again: it is told, and the next certificate is signed and sent', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    await expect(page.getByText('PRACTICA-CL-2026-000101')).toBeVisible();
    const fallen = await stationProcess(app);
    process.kill(fallen, 'SIGKILL');
    await expect(page.getByText('La estación falló y volvió a empezar')).toBeVisible();
    await page.getByRole('button', { name: 'Entendido' }).click();
    await approveFirstAndSign(page);
    await givePin(app, practice.pin);
    await expect.poll(() => practice.gateway.admin.deliveries().length).toBe(1);
    expect(await stationProcess(app)).not.toBe(fallen);
  } finally {
    await close();
  }
});

test('one that falls while a PIN is asked takes the question with it, and the signing is resumed', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    await approveFirstAndSign(page);
    const closed = (await pinWindow(app)).waitForEvent('close');
    process.kill(await stationProcess(app), 'SIGKILL');
    await closed;
    await page.getByRole('button', { name: 'Reanudar' }).click();
    await givePin(app, practice.pin);
    await expect.poll(() => practice.gateway.admin.deliveries().length).toBe(1);
  } finally {
    await close();
  }
});
