import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openRow, pressButton } from '#test/e2e/keyboard.ts';
import { givePin, launchApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';
import { approveByKeys } from '#test/decide.ts';

const number = 'PRACTICA-CL-2026-000151';
const bytes = readFileSync(join(root, 'schemas/samples/customs-declaration/cl-pe-uvas-exportacion.xml'));

test('a customs declaration goes from the inbox to the acknowledgement, signed with the key of who may sign it', async () => {
  const { app, page, practice, close } = await launchApp({ work: [{ name: 'declaracion.xml', bytes }] });
  try {
    await openRow(page, number);
    await expect(page.getByRole('article', { name: 'Declaración de exportación' })).toContainText('Uva de mesa fresca, Red Globe');
    await approveByKeys(page);
    await expect(page.getByRole('button', { name: 'Firmar ahora' })).toBeVisible();
    await page.keyboard.press('s');
    const chosen = page.getByRole('radio', { checked: true });
    await expect(chosen).toHaveAccessibleName(/^Certificador/);
    await pressButton(page, 'Firmar 1 certificado con PIN');
    await givePin(app, practice.pin);
    const received = () => practice.gateway.admin.deliveries().find(({ documentId }) => documentId === number)?.acknowledgement?.code;
    await expect.poll(received, { timeout: 20_000 }).toBe('RCB');
    await page.keyboard.press('Control+2');
    await expect(page.getByRole('row').filter({ hasText: number })).toContainText('Recibido bien');
  } finally {
    await close();
  }
});
