import { expect, test, type ElectronApplication } from '@playwright/test';
import type { PivCard } from '#test/card/piv-card.ts';
import { approveAll, cardOf, cardToken, startSigning, workOf } from '#test/e2e/card-batch.ts';
import { cardReader } from '#test/e2e/card-reader.ts';
import { givePin, launchApp, pinWindow, type RunningApp, sendPin } from '#test/e2e/launch.ts';

/** The real app, OpenSC's module, the machine's card service, and a card of ours in its virtual reader. */
const reader = cardReader();
const pin = '123456';

test.describe('signing with a card', () => {
  test('a batch of forty whose card is pulled out at the 17th goes on at the 17th, and each arrives once', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => `PRACTICA-CL-2026-${String(400 + i)}`);
    const running = await launch(numbers);
    const { app, page, practice } = running;
    page.setDefaultTimeout(15_000);
    try {
      const card = cardOf(running.practice);
      pullOutAt(card, 17);
      await reader.insert(card);
      await approveAll(page, numbers);
      await startSigning(page, 'Firmar 40 certificados');
      const order = await askedToSign(app);
      expect(order.toSorted()).toEqual(numbers);
      await givePin(app, pin);

      await expect(page.getByRole('alert').getByText('Se retiró el token')).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText('16 de 40 firmados')).toBeVisible();
      expect(card.signatures).toBe(16);

      await reader.insert(card);
      await expect(page.getByText(/^Token: /)).toBeVisible({ timeout: 15_000 });
      await page.getByRole('button', { name: 'Reanudar' }).click();
      expect(await askedToSign(app)).toEqual(order.slice(16));
      await givePin(app, pin);

      await expect.poll(() => practice.gateway.admin.deliveries().length, { timeout: 60_000 }).toBe(40);
      const arrived = practice.gateway.admin.deliveries().map(({ documentId }) => documentId);
      expect(arrived.toSorted()).toEqual(numbers);
      expect(card.signatures).toBe(40);
    } finally {
      await running.close();
    }
  });

  test('a wrong PIN twice, the last try only after it is agreed to in words, and then a locked card with whom to call', async () => {
    const running = await launch(['PRACTICA-CL-2026-400']);
    const { app, page, practice } = running;
    try {
      const card = cardOf(running.practice);
      await reader.insert(card);
      await approveAll(page, ['PRACTICA-CL-2026-400']);
      await startSigning(page, 'Firmar 1 certificado');
      await givePin(app, '111111');
      await expect(page.getByRole('alert').getByText('El PIN no es correcto')).toBeVisible();
      expect(card.triesLeft).toBe(2);

      await page.getByRole('button', { name: 'Reanudar' }).click();
      await givePin(app, '222222');
      await expect(page.getByRole('alert').getByText('Queda un solo intento')).toBeVisible();
      expect(card.triesLeft).toBe(1);

      await page.getByRole('button', { name: 'Reanudar' }).click();
      const window = await pinWindow(app);
      await expect(window.getByRole('heading', { name: 'Queda un solo intento' })).toBeVisible();
      await window.getByLabel(/^PIN/).fill('333333');
      await expect(window.getByRole('button', { name: 'Firmar' })).toBeDisabled();
      expect(card.triesLeft).toBe(1);
      await window.getByLabel(/CONFIRMO/).fill('confirmo');
      await sendPin(window);

      const told = page.getByRole('alert').filter({ hasText: 'El PIN está bloqueado' });
      await expect(told).toContainText(practice.config.tokenIssuerContact ?? 'no contact');
      expect([card.triesLeft, card.signatures]).toEqual([0, 0]);
      expect(practice.gateway.admin.deliveries()).toEqual([]);
    } finally {
      await running.close();
    }
  });
});

/** The practice token stays in its drawer. */
function launch(numbers: readonly string[]): Promise<RunningApp> {
  return launchApp({ work: workOf(numbers), token: cardToken() });
}

/** Once: when the card has the first half of the command that asks for this signature (NIST SP 800-73-4, GENERAL AUTHENTICATE). */
function pullOutAt(card: PivCard, signature: number): void {
  const plain = card.answer.bind(card);
  card.answer = (command) => {
    const reply = plain(command);
    if (command[0] === 0x10 && command[1] === 0x87 && card.signatures === signature - 1) {
      reader.setFaults({ removeAt: reader.commands + 1 });
      card.answer = plain;
    }
    return reply;
  };
}

/** The documents the PIN window names, in the order they will be signed. */
async function askedToSign(app: ElectronApplication): Promise<string[]> {
  const documents = (await pinWindow(app)).getByRole('list', { name: 'Documentos' });
  await expect(documents).toBeVisible();
  return documents.getByRole('strong').allInnerTexts();
}
