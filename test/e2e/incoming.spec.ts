import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { launchApp } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';

const pictures = join(root, 'screenshots/e2e');
mkdirSync(pictures, { recursive: true });

/** One of each kind that practice brings from abroad, and the sentence its inspector reads first. */
const kinds = [
  { ending: '901', heading: 'Este certificado es válido', sentence: 'quien firmó estaba habilitado' },
  { ending: '902', heading: 'Este certificado no es válido', sentence: 'El documento cambió después de firmarse.' },
  { ending: '903', heading: 'Este certificado no es válido', sentence: 'not-an-official' },
  { ending: '904', heading: 'Este certificado no es válido', sentence: 'revoked' },
] as const;

async function openReport(page: Page, ending: string): Promise<void> {
  await page.getByRole('link', { name: /^Recibidos/ }).click();
  await page.getByText(new RegExp(`^PRACTICA-[A-Z]{2}-2026-\\d*${ending}$`)).dblclick();
}

test('an inspector tells good from bad among what other countries sent, and the answers stand at the gateway', async () => {
  const running = await launchApp();
  const { page, practice } = running;
  try {
    await expect(page.getByText('Con línea')).toBeVisible();
    for (const { ending, heading, sentence } of kinds) {
      await openReport(page, ending);
      await expect(page.getByRole('heading', { level: 2, name: heading })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Veredicto' })).toContainText(sentence);
      await page.screenshot({ path: join(pictures, `incoming-${ending}.png`) });
    }
    await openReport(page, '901');
    await page.getByRole('button', { name: 'Marcar como utilizado' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Marcar como utilizado' }).click();
    await expect(page.getByText('La respuesta quedó en la cola.')).toBeVisible();

    // correct to this one, with faults to the three others, and then the one was used
    await expect.poll(() => practice.gateway.admin.answers().length).toBe(5);
    const answers = practice.gateway.admin.answers();
    const of = (kind: string) => answers.filter((answer) => answer.kind === kind);
    expect([of('receivedCorrectly').length, of('receivedWithErrors').length, of('used').length]).toEqual([1, 3, 1]);
    for (const { faults } of of('receivedWithErrors')) {
      expect(faults.length).toBeGreaterThan(0);
      expect(faults[0]?.message.length).toBeGreaterThan(0);
    }
    expect(of('used')[0]?.inbound).toBe(of('receivedCorrectly')[0]?.inbound);
  } finally {
    await page.screenshot({ path: join(pictures, 'incoming-last.png') }).catch(() => null);
    await running.close();
  }
});
