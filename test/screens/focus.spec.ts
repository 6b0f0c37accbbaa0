import type { Page } from '@playwright/test';
import type { FakeStation } from '#test/fakes/station.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { expect, test } from '#test/screens/window.ts';
import { approveByKeys } from '#test/decide.ts';

const numbers = ['000101', '000102', '000103'].map((one) => `PRACTICA-CL-2026-${one}`);

async function approveThree(page: Page, station: FakeStation): Promise<void> {
  await approveInFake(station, numbers);
  await expect(page.getByRole('button', { name: 'Firmar los 3 aprobados' })).toBeVisible();
}

async function startByKeyboard(page: Page, station: FakeStation): Promise<void> {
  await approveThree(page, station);
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Firmar 3 certificados con un PIN' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
}

/** Tab as often as it takes, from where the keyboard is. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await expect(button).toBeVisible();
  for (let i = 0; i < 12 && !(await button.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press(key);
  await expect(button).toBeFocused();
}

/** Nothing moves by itself. */
const still = { waitsForPin: true, stepMs: 3_600_000 };

test('a batch is paused, gone on with and stopped by keyboard alone: the focus goes with the buttons', async ({ open }) => {
  const { page, station } = await open({ batch: still });
  await startByKeyboard(page, station);
  station.batch()?.givePin();
  await tabTo(page, 'Pausar');
  await page.keyboard.press('Enter');
  const resume = page.getByRole('button', { name: 'Reanudar' });
  await expect(resume).toBeFocused();
  await expect(resume).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Pausar' })).toBeFocused();
  await tabTo(page, 'Detener');
  await expect(page.getByRole('button', { name: 'Detener' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Ir a la bandeja' })).toBeFocused();
});

test('a batch that halts, asks for the PIN once more or ends leaves the focus at what comes next, and never at what stops it', async ({
  open,
}) => {
  const { page, station } = await open({ batch: still });
  await startByKeyboard(page, station);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  station.batch()?.givePin();
  await tabTo(page, 'Pausar');
  station.batch()?.become('halted');
  await expect(page.getByRole('button', { name: 'Reanudar' })).toBeFocused();
  // the Enter that ends the PIN may be held a moment too long
  station.batch()?.become('askingPin');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  station.batch()?.givePin();
  await tabTo(page, 'Pausar');
  station.batch()?.become('finished');
  await expect(page.getByRole('button', { name: 'Ver la salida' })).toBeFocused();
});

test('a selection taken back, and a certificate left out before signing, leave the focus where no Enter signs', async ({ open }) => {
  const { page, station } = await open({ batch: still });
  await page.keyboard.press(' ');
  await expect(page.getByText(/^1 seleccionado/)).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Quitar la selección' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  await approveThree(page, station);
  await page.keyboard.press('s');
  await tabTo(page, `Quitar ${numbers[1]} de la firma`, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' })).toBeVisible();
  // a held Enter must not begin to sign the rest
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('an answer given by keyboard leaves the focus at the title once its buttons are gone', async ({ open }) => {
  const { page } = await open({ at: '#/report/inc-invalid' });
  const refuse = page.getByRole('button', { name: 'Rechazar…' });
  await expect(refuse).toBeEnabled();
  await refuse.press('Enter');
  await page.getByRole('dialog').getByRole('textbox').fill('La firma no corresponde.');
  await page.getByRole('button', { name: 'Enviar la respuesta' }).press('Enter');
  await expect(refuse).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

for (const at of ['#/outbox', '#/incoming', '#/all', '#/inbox']) {
  test(`a list that turns out to be empty leaves the focus at its title: ${at}`, async ({ open }) => {
    const { page } = await open({ at: '#/monitor', isEmpty: true });
    await page.evaluate((hash) => (location.hash = hash), at);
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });
}

test('an approval taken back by keyboard leaves the focus at the paper, and at no button that would decide again', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await approveByKeys(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-CL-2026-000102');
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Retirar la aprobación' })).toBeVisible();
  await tabTo(page, 'Retirar la aprobación');
  await expect(page.getByRole('button', { name: 'Retirar la aprobación' })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Certificado tal como se firmará' })).toBeFocused();
});
