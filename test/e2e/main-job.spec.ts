import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { givePin, launchApp, type RunningApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';
import { approveByKeys } from '#test/decide.ts';

const pictures = join(root, 'screenshots/e2e');
mkdirSync(pictures, { recursive: true });

async function approve(running: RunningApp, number: string): Promise<void> {
  const { page } = running;
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await approveByKeys(page);
}

test('an official reviews what the window brought, signs it on the token, and sees it acknowledged', async () => {
  const running = await launchApp();
  const { page, practice } = running;
  try {
    await expect(page.getByText('Con línea')).toBeVisible();
    await expect(page.getByText('PRACTICA-CL-2026-000101')).toBeVisible();
    await page.screenshot({ path: join(pictures, 'inbox.png') });

    await page.getByText('PRACTICA-CL-2026-000101').dblclick();
    await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000101' })).toBeVisible();
    await page.screenshot({ path: join(pictures, 'review.png') });
    await approve(running, 'PRACTICA-CL-2026-000101');
    await approve(running, 'PRACTICA-CL-2026-000102');
    await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000103' })).toBeVisible();

    await page.keyboard.press('Escape');
    await page.getByText('Listos para firmar').click();
    await page.getByRole('checkbox').first().click();
    await page.getByRole('button', { name: 'Firmar 2 certificados' }).click();
    await page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' }).click();
    await givePin(running.app, practice.pin);

    await page.getByRole('link', { name: 'Salida' }).click();
    await expect(page.getByText('Recibido bien').nth(1)).toBeVisible();
    await page.screenshot({ path: join(pictures, 'outbox.png') });
    await page.getByText('PRACTICA-CL-2026-000101').dblclick();
    await expect(page.getByRole('heading', { level: 1, name: 'PRACTICA-CL-2026-000101' })).toBeVisible();
    // which schema judged it, of all the versions there are
    await expect(page.locator('dd', { hasText: 'SPSCertificate.xsd' })).toBeVisible();
    await page.screenshot({ path: join(pictures, 'certificate.png') });

    const held = practice.gateway.admin.deliveries();
    expect(held.map(({ documentId }) => documentId).sort()).toEqual(['PRACTICA-CL-2026-000101', 'PRACTICA-CL-2026-000102']);
    for (const { bytes, sha256, acknowledgement } of held) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(acknowledgement?.code).toBe('RCB');
    }
  } finally {
    await page.screenshot({ path: join(pictures, 'last.png') }).catch(() => null);
    await running.close();
  }
});
