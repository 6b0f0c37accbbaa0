import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { cardServiceMissing, cardServicePatienceMs, openScModule, takeCardService } from '#test/card/card-service.ts';
import { createPivCard, type PivCard } from '#test/card/piv-card.ts';
import { virtualReader } from '#test/card/virtual-reader.ts';
import { givePin, launchApp, pinWindow, type RunningApp, sendPin } from '#test/e2e/launch.ts';
import { root } from '#test/practice-world.ts';

/** The real app, OpenSC's module, the machine's card service, and a card of ours in its virtual reader. */
const reader = virtualReader('first');
const pin = '123456';
let service: { release(): Promise<void> };

test.describe('signing with a card', () => {
  test.beforeAll(async () => {
    expect(cardServiceMissing, 'npm test installs what the card service needs').toBeNull();
    test.setTimeout(cardServicePatienceMs); // another test may have the card service
    service = await takeCardService();
  });
  test.afterEach(() => reader.remove());
  test.afterAll(() => service.release());

  test('a batch of forty whose card is pulled out at the 17th goes on at the 17th, and each arrives once', async () => {
    const numbers = Array.from({ length: 40 }, (_, i) => `PRACTICA-CL-2026-${String(400 + i)}`);
    const running = await launch(numbers);
    const { app, page, practice } = running;
    page.setDefaultTimeout(15_000);
    try {
      const card = cardOf(running);
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
      const card = cardOf(running);
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

/** The product's own sample under as many numbers as are wanted; the practice token stays in its drawer. */
function launch(numbers: readonly string[]): Promise<RunningApp> {
  const sample = readFileSync(join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), 'utf8');
  const work = numbers.map((number) => ({
    name: `${number}.xml`,
    bytes: new TextEncoder().encode(sample.replaceAll('PRACTICA-CL-2026-000101', number)),
  }));
  return launchApp({ work, token: { module: openScModule(), environment: {} } });
}

function cardOf({ practice }: RunningApp): PivCard {
  const inspector = practice.pki.officials.find(({ country, role }) => country === 'CL' && role === 'inspector');
  if (inspector === undefined) throw new Error('the practice has no inspector');
  const { privateKeyPem, certificate } = inspector.identity;
  return createPivCard({ holder: 0x21, authentication: { privateKey: privateKeyPem, certificate } });
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

/** Each is opened and seen before it is approved; after one comes the next. */
async function approveAll(page: Page, numbers: readonly string[]): Promise<void> {
  await page.getByText(numbers[0] ?? '').dblclick();
  for (const number of numbers) {
    await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Aprobar' })).toBeEnabled();
    await page.keyboard.press('Alt+A');
  }
  await expect(page.getByRole('button', { name: 'Aprobar' })).toHaveCount(0);
}

/** The documents the PIN window names, in the order they will be signed. */
async function askedToSign(app: ElectronApplication): Promise<string[]> {
  const documents = (await pinWindow(app)).getByRole('list', { name: 'Documentos' });
  await expect(documents).toBeVisible();
  return documents.getByRole('strong').allInnerTexts();
}

async function startSigning(page: Page, button: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByText('Listos para firmar').click();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('button', { name: `${button} con` }).click();
}
