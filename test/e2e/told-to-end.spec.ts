import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { cardServicePatienceMs } from '#test/card/card-service.ts';
import type { PivCard } from '#test/card/piv-card.ts';
import { approveAll, cardOf, cardToken, startSigning, workOf } from '#test/e2e/card-batch.ts';
import { cardReader } from '#test/e2e/card-reader.ts';
import { givePinTo, packagedExecutable, pageOf, startPackaged, type Packaged } from '#test/e2e/packaged-app.ts';
import { openPracticeWorld } from '#test/practice-world.ts';

/** A session that ends, a machine that is shut down: the program is told by a signal, and half a batch is signed. */
const numbers = Array.from({ length: 12 }, (_, i) => `PRACTICA-CL-2026-${700 + i}`);
let executable = '';
test.beforeAll(async () => {
  test.setTimeout(cardServicePatienceMs);
  executable = await packagedExecutable();
});
const reader = cardReader();

/** Once: as the card gets the command that asks for this signature. */
function whenAskedFor(card: PivCard, signature: number, act: () => void): void {
  const plain = card.answer.bind(card);
  card.answer = (command) => {
    if (command[1] === 0x87 && card.signatures === signature - 1) {
      card.answer = plain;
      act();
    }
    return plain(command);
  };
}

/** Processes of this very program, wherever they hang in the tree. */
function stillRunning(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/exe`) === executable && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
      );
    } catch {
      return false; // it ended while we looked
    }
  });
}

async function goOn(page: Page): Promise<void> {
  await expect(page.getByText(/^Token: /)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('status').getByRole('button', { name: 'Continuar' }).click();
  await page.getByRole('button', { name: 'Reanudar' }).click();
}

test('a session that ends in the middle of a batch loses nothing, sends nothing twice, and keeps no PIN for the next start', async () => {
  test.setTimeout(240_000);
  const world = await openPracticeWorld('told-to-end', { work: workOf(numbers), token: cardToken() });
  const { practice } = world;
  const start = async (): Promise<Packaged & { page: Page }> => {
    const app = await startPackaged([`--config=${practice.configFile}`]);
    return { ...app, page: await pageOf(app.browser, '/index.html') };
  };
  const delivered = (): string[] => practice.gateway.admin.deliveries().map(({ documentId }) => documentId);
  const card = cardOf(practice);
  try {
    await reader.insert(card);
    let app = await start();
    await approveAll(app.page, numbers);
    await startSigning(app.page, `Firmar ${numbers.length} certificados`);
    let goneBy = 0;
    for (const [signal, at] of [
      ['SIGTERM', 4],
      ['SIGHUP', 9],
    ] as const) {
      const { pid } = app;
      whenAskedFor(card, at, () => process.kill(pid, signal));
      await givePinTo(app.browser, practice.pin);
      expect(await app.ended(), signal).toBe(0);
      await expect.poll(stillRunning, { message: signal, timeout: 20_000 }).toEqual([]);
      expect(delivered().length, signal).toBeLessThan(numbers.length);
      expect(card.signatures, signal).toBeLessThan(numbers.length);
      goneBy = card.signatures;

      const rubrica = (...words: readonly string[]) =>
        spawnSync(join(executable, '../bin/rubrica'), [...words, '--json'], {
          encoding: 'utf8',
          env: { ...process.env, RUBRICA_CONFIG: practice.configFile },
        });
      const verified = rubrica('journal', 'verify');
      expect(verified.status, `${signal} ${verified.stdout}${verified.stderr}`).toBe(0);

      app = await start();
      await goOn(app.page);
      // the PIN is asked anew: the one given before went with the program
      await expect((await pageOf(app.browser, '/pin.html')).getByLabel(/^PIN/)).toBeVisible();
      expect(card.signatures, signal).toBe(goneBy);
    }
    await givePinTo(app.browser, practice.pin);
    await expect.poll(() => new Set(delivered()).size, { timeout: 60_000 }).toBe(numbers.length);
    expect(delivered().toSorted()).toEqual(numbers);
    await app.stop();
    process.stdout.write(
      `session end: 2 signals inside a batch of ${numbers.length}, ${card.signatures} signatures made, ${delivered().length} certificates delivered, each once\n`,
    );
  } finally {
    await world.remove();
  }
});
