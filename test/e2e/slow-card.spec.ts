import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { approveAll, cardOf, cardToken, startSigning, workOf } from '#test/e2e/card-batch.ts';
import { cardReader } from '#test/e2e/card-reader.ts';
import { givePin, launchApp, pinWindow, startElectron, tokenProcess } from '#test/e2e/launch.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

/** The real app and OpenSC's module, and a card that takes its time: a batch long enough for a person to step in. */
const reader = cardReader();

test('the token process gives no page back to the system behind the back of a module that locked it', async () => {
  const { app, close } = await launchApp({ token: cardToken() });
  try {
    const words = async (): Promise<string> => readFileSync(`/proc/${await tokenProcess(app)}/cmdline`, 'utf8');
    // it starts after the window
    await expect.poll(() => words().catch(() => '')).toMatch(/rubrica-token|utility/);
    expect(/--disable-features=([^\0]*)/.exec(await words())?.[1]).toContain('PartitionAllocMemoryReclaimer');
  } finally {
    await close();
  }
});

test('a batch on a slow card is paused by hand and by a locked screen, and goes on after the program was closed while it asked for the PIN: each arrives once', async () => {
  const numbers = Array.from({ length: 16 }, (_, i) => `PRACTICA-CL-2026-${String(400 + i)}`);
  const world = await openPracticeWorld('slow-card', { work: workOf(numbers), token: cardToken() });
  const { practice } = world;
  try {
    const card = cardOf(practice);
    await reader.insert(card);
    const first = await startElectron(practice, [root]);
    const page = await first.firstWindow();
    await approveAll(page, numbers);
    reader.setFaults({ slowMs: 150 });
    await startSigning(page, `Firmar ${numbers.length} certificados`);
    await givePin(first, '123456');
    await expect(page.getByText(/^Firmando: [1-9] de 16$/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^quedan unos \d/)).toBeVisible();
    await page.getByRole('button', { name: 'Pausar' }).click();
    await expect(page.getByRole('heading', { name: /^\d+ de 16 firmados$/ })).toBeVisible();
    expect(card.signatures).toBeLessThan(16);

    // a short pause keeps the login: no PIN is asked
    const atPause = card.signatures;
    await page.getByRole('button', { name: 'Reanudar' }).click();
    await expect.poll(() => card.signatures, { timeout: 30_000, intervals: [20] }).toBeGreaterThan(atPause);
    // while most is left: nobody goes on with the PIN of who locked the screen
    await first.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    const paused = page.getByRole('heading', { name: /^\d+ de 16 firmados$/ });
    await expect(paused).toBeVisible();
    const words = await paused.innerText();
    const atClose = card.signatures;
    await page.getByRole('button', { name: 'Reanudar' }).click();
    const asked = (await pinWindow(first)).getByRole('list', { name: 'Documentos' }).getByRole('strong');
    await expect(asked).toHaveText(numbers.slice(atClose));
    await first.close();

    const second = await startElectron(practice, [root]);
    const again = await second.firstWindow();
    await again.getByRole('button', { name: 'Continuar' }).click();
    await expect(again.getByText(words)).toBeVisible();
    expect(card.signatures).toBe(atClose);
    reader.setFaults({});
    await again.getByRole('button', { name: 'Reanudar' }).click();
    await givePin(second, '123456');
    await expect(again.getByRole('heading', { name: 'Los 16 certificados quedaron firmados y en la cola' })).toBeVisible({
      timeout: 60_000,
    });
    await expect.poll(() => practice.gateway.admin.deliveries().length, { timeout: 60_000 }).toBe(16);
    expect(
      practice.gateway.admin
        .deliveries()
        .map(({ documentId }) => documentId)
        .toSorted(),
    ).toEqual(numbers);
    expect(card.signatures).toBe(16);
    await second.close();
  } finally {
    await world.remove();
  }
});
