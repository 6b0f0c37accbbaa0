import { expect, test, type Page } from '@playwright/test';
import { approveFirstAndSign, givePin, launchApp, pinWindow, tokenProcess } from '#test/e2e/launch.ts';

test('a token that freezes is told in words within ten seconds, while the window answers every click', async () => {
  const { app, page, practice, close } = await launchApp();
  try {
    await approveFirstAndSign(page);
    await pinWindow(app);
    process.kill(await tokenProcess(app), 'SIGSTOP');
    await givePin(app, practice.pin);

    await watchClicks(page);
    const told = page.getByText('El token no responde').first().waitFor({ timeout: 10_000 });
    let isTold = false;
    const telling = told.then(() => (isTold = true));
    const stop = page.getByRole('button', { name: 'Detener' });
    for (let i = 0; !isTold && i < 100; i += 1) {
      await stop.hover({ timeout: 1_000 }).catch(() => null); // the button goes when the sentence comes
      await page.keyboard.press('Tab');
    }
    await telling;
    const longest = await longestAnswer(page);
    test.info().annotations.push({ type: 'longest answer to an input, ms', description: String(longest) });
    expect(longest).toBeLessThan(100);

    // The process was ended and another started: the token is back without anybody's help, and nothing was signed.
    await expect(page.getByText('Token: Practica CL')).toBeVisible({ timeout: 30_000 });
    expect(practice.gateway.admin.deliveries()).toEqual([]);
  } finally {
    await close();
  }
});

/** Chromium's own measure (Event Timing): from the input until the window has dealt with it, painting left out. */
async function watchClicks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const record = globalThis as unknown as { longest: number };
    record.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        record.longest = Math.max(record.longest, entry.processingEnd - entry.startTime);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

function longestAnswer(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { longest: number }).longest);
}
