import type { Page } from '@playwright/test';
import type { FakeStation } from '#test/fakes/station.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { expect, test } from '#test/screens/window.ts';

const numbers = ['000101', '000102'].map((one) => `PRACTICA-CL-2026-${one}`);
const start = 'Firmar 2 certificados con un PIN';
const still = { waitsForPin: true, stepMs: 3_600_000 };

const timesAsked = (station: FakeStation, what: string): number => station.calls.filter(({ name }) => name === what).length;

/** Enter stays down: the first press comes from before, these are its repeats. */
async function holdOn(page: Page): Promise<void> {
  for (let i = 0; i < 3; i++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
}

for (const [from, at, button] of [
  ['the inbox', '#/inbox', 'Firmar los 2 aprobados'],
  ['a review', `#/review/${numbers[0]}`, 'Firmar ahora'],
] as const) {
  test(`an Enter held on the button that leads from ${from} to signing does not begin to sign`, async ({ open }) => {
    const { page, station } = await open({ batch: still });
    await approveInFake(station, numbers);
    await page.evaluate((hash) => (location.hash = hash), at);
    await expect(page.getByRole('button', { name: button })).toBeEnabled();
    await page.getByRole('button', { name: button }).focus();
    await page.keyboard.down('Enter');
    const begin = page.getByRole('button', { name: /^Firmar \d certificados? con/ });
    await expect(begin).toBeFocused();
    await expect(begin).toBeEnabled();
    await holdOn(page);
    await expect(begin).toBeFocused();
    expect(timesAsked(station, 'sign')).toBe(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
  });
}

test('a notice closed before signing leaves the focus at the title, and an Enter held on it begins nothing', async ({ open }) => {
  const { page, station } = await open({ batch: still });
  await approveInFake(station, numbers);
  await page.getByRole('button', { name: 'Firmar los 2 aprobados' }).click();
  station.failNext('sign', { code: 'storeInputOutput', detail: 'EIO' });
  await page.getByRole('button', { name: start }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Cerrar' }).focus();
  await page.keyboard.down('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await holdOn(page);
  expect(timesAsked(station, 'sign')).toBe(1);
});

test('an Enter held on the pause does not go on signing', async ({ open }) => {
  const { page, station } = await open({ batch: still });
  await approveInFake(station, numbers);
  await page.getByRole('button', { name: 'Firmar los 2 aprobados' }).click();
  await page.getByRole('button', { name: start }).click();
  await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
  station.batch()?.givePin();
  await page.getByRole('button', { name: 'Pausar' }).focus();
  await page.keyboard.down('Enter');
  const resume = page.getByRole('button', { name: 'Reanudar' });
  await expect(resume).toBeFocused();
  await expect(resume).toBeEnabled();
  await holdOn(page);
  await expect(resume).toBeFocused();
  expect(timesAsked(station, 'resumeBatch')).toBe(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Pausar' })).toBeFocused();
});

test('an Enter held on the button that leads back to the inbox opens no certificate there', async ({ open }) => {
  const { page, station } = await open({ batch: still });
  await approveInFake(station, numbers);
  await page.getByRole('button', { name: 'Firmar los 2 aprobados' }).click();
  await page.getByRole('button', { name: start }).click();
  await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
  station.batch()?.become('stopped');
  const back = page.getByRole('button', { name: 'Ir a la bandeja' });
  await expect(back).toBeEnabled();
  const opened = timesAsked(station, 'openReview');
  await back.focus();
  await page.keyboard.down('Enter');
  const list = page.getByRole('grid');
  await expect(list).toBeFocused();
  await expect(page.locator('#row-1')).toBeVisible();
  await holdOn(page);
  await page.keyboard.press('j');
  await expect(list).toHaveAttribute('aria-activedescendant', 'row-1');
  expect(timesAsked(station, 'openReview')).toBe(opened);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\//);
});
