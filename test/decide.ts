import { expect, type Page } from '@playwright/test';

/** By the keys, as soon as the certificate that came has been there for a moment: a press before that is left from the last one. */
export async function approveByKeys(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^Aprobar/ })).toBeEnabled();
  await page.keyboard.press('Alt+A');
}

export async function declineByKeys(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Rechazar…' })).toBeEnabled();
  await page.keyboard.press('Alt+R');
}
