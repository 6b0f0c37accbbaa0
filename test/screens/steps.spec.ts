import type { Page } from '@playwright/test';
import { expect, settled, test } from '#test/screens/window.ts';

const [first, second, third] = ['101', '102', '103'].map((one) => `PRACTICA-CL-2026-000${one}`) as [string, string, string];
const heading = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('heading', { level: 1 });
/** It is known what stands beside it, and what follows from that has happened. */
async function expectStill(page: Page, number: string): Promise<void> {
  await expect(page.getByRole('button', { name: 'Siguiente' })).toBeEnabled();
  await settled(page);
  await expect(heading(page)).toHaveText(number);
}
const about =
  (id: string) =>
  (request: unknown): boolean =>
    (request as { id: string }).id === id;

test('each press counts on the way to the next certificate, whether or not the one between is read yet', async ({ open }) => {
  const { page, station } = await open({ at: `#/review/${first}` });
  await expect(heading(page)).toHaveText(first);
  const readNow = station.holdNext('openReview', about(second));
  const leadNow = station.holdNext('neighbours', about(second));
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await expect(page).toHaveURL(new RegExp(`${second}$`));
  leadNow();
  await expect(heading(page)).toHaveText(third);
  readNow();
  await expect(page.getByRole('button', { name: 'Anterior' })).toBeEnabled();
  for (const key of ['k', 'k', 'j']) await page.keyboard.press(key);
  await expect(heading(page)).toHaveText(second);
  expect(station.stateOf(second)).toBe('inReview');
});

test('what is decided while a step waits is meant for a certificate nobody has seen, and is not done', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  const leadNow = station.holdNext('neighbours', about(first));
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  await expect(page.getByRole('button', { name: /^Aprobar/ })).toBeEnabled();
  for (const key of ['j', 'Alt+a']) await page.keyboard.press(key);
  leadNow();
  await expect(heading(page)).toHaveText(second);
  expect(station.calls.filter(({ name }) => name === 'approve')).toEqual([]);
});

test('a key that is held leafs on no further than it was held', async ({ open }) => {
  const { page, station } = await open({ at: `#/review/${first}` });
  await expect(heading(page)).toHaveText(first);
  const leadNow = station.holdNext('neighbours', about(second));
  for (let i = 0; i < 3; i++) await page.keyboard.down('j');
  await page.keyboard.up('j');
  leadNow();
  await expectStill(page, second);
});

test('a step that waits is forgotten by who goes back meanwhile', async ({ open }) => {
  const { page, station } = await open({ at: `#/review/${first}` });
  await expect(heading(page)).toHaveText(first);
  const leadNow = station.holdNext('neighbours', about(second));
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await expect(page).toHaveURL(new RegExp(`${second}$`));
  await page.goBack();
  await expect(heading(page)).toHaveText(first);
  await expectStill(page, first);
  leadNow();
  await page.goForward();
  await expect(heading(page)).toHaveText(second);
  await expectStill(page, second);
});

test('whoever leaves in the very moment a step is known is not led on by it', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  const leadNow = station.holdNext('neighbours', about(first));
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  await expect(page.getByRole('button', { name: /^Aprobar/ })).toBeEnabled();
  await page.keyboard.press('j');
  await page.evaluate(() => {
    const whenKnown = new MutationObserver(() => {
      if (document.querySelector('main')?.textContent?.includes('en la bandeja') !== true) return;
      whenKnown.disconnect();
      dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    });
    whenKnown.observe(document.body, { subtree: true, childList: true });
  });
  leadNow();
  await expect(heading(page)).toHaveText('Por firmar');
  await settled(page);
  await expect(page).toHaveURL(/#\/inbox$/);
});
