import type { Locator } from '@playwright/test';
import type { FakeStation } from '#test/fakes/station.ts';
import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { pressAt } from '#test/screens/press-at.ts';
import { expect, test } from '#test/screens/window.ts';

const [first, second] = ['000101', '000102'].map((one) => `PRACTICA-CL-2026-${one}`) as [string, string];

const timesAsked = (station: FakeStation, what: string): number => station.calls.filter(({ name }) => name === what).length;

/** From now on the station leaves these unanswered, until what this gives is called. */
function holdAll(station: FakeStation, ...names: string[]): () => void {
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  const call = station.call.bind(station);
  station.call = async (name, request) => {
    if (names.includes(name)) await held;
    return call(name, request);
  };
  return answer;
}

test('a second press before the next certificate is known approves nothing more, and nothing is refused', async ({ open }) => {
  const { page, station } = await open({ at: `#/review/${first}` });
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeEnabled();
  const answer = holdAll(station, 'neighbours', 'openReview');
  await page.keyboard.press('Alt+a');
  await expect(page.getByText(`${first} quedó aprobado.`)).toBeVisible();
  await page.keyboard.press('Alt+a');
  answer();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(timesAsked(station, 'approve')).toBe(1);
});

test('an approval is taken back once, though its buttons stand there a moment longer', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [first]);
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  const withdraw = page.getByRole('button', { name: 'Retirar la aprobación' });
  await expect(withdraw).toBeEnabled();
  const answer = holdAll(station, 'openReview');
  await withdraw.click();
  await expect(page.getByRole('status').filter({ hasText: `Se retiró la aprobación de ${first}.` })).toBeVisible();
  await withdraw.click({ force: true });
  answer();
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(timesAsked(station, 'withdrawApproval')).toBe(1);
});

test('the second press of two meets no button that came in the place of the first: no signing, no decline', async ({ open }) => {
  const { page, station } = await open();
  const all = await station.call('work', { box: 'inbox' });
  const others = all.ok ? (all.value as { rows: { id: string }[] }).rows.map(({ id }) => id).filter((id) => id !== first) : [];
  await approveInFake(station, others);
  for (const id of others) if (station.stateOf(id) !== 'approved') await station.call('decline', { id, reason: 'No corresponde.' });
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);

  const sign = await pressAt(page, 'Firmar ahora', { button: 'Firmar ahora' });
  await page.getByRole('button', { name: 'Aprobar', exact: true }).click();
  await sign();
  const withdraw = page.getByRole('button', { name: 'Retirar la aprobación' });
  await expect(withdraw).toBeEnabled();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);

  const decline = await pressAt(page, 'Rechazar…', { button: 'Rechazar…' });
  await withdraw.click();
  await decline();
  await expect(page.getByRole('button', { name: 'Rechazar…' })).toBeEnabled();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a certificate that was opened from the list can be signed at once', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [first]);
  await expect(page.getByRole('grid')).toBeFocused();
  const pressed = await pressAt(page, 'Firmar ahora', { key: 's' });
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  await pressed();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeVisible();
});

test('the second click of a double click on a row decides nothing about the certificate it opens', async ({ open }) => {
  const { page, station } = await open();
  const pressed = await pressAt(page, 'Aprobar y seguir', { button: 'Aprobar y seguir' });
  await page.getByRole('row', { name: new RegExp(first) }).click();
  await pressed();
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeEnabled();
  expect(timesAsked(station, 'approve')).toBe(0);
});

for (const [list, row, opened, button, asked] of [
  ['what arrived', '#/incoming', 'PRACTICA-CL-2026-000700', 'Enviar acuse: recibido bien (RCB)', 'answerIncoming'],
  ['what was sent', '#/outbox', 'PRACTICA-2026-000505', 'Reemplazar…', 'draftFrom'],
  ['what was sent', '#/outbox', 'PRACTICA-2026-000505', 'Usar como base', 'draftFrom'],
  ['what was sent', '#/outbox', 'PRACTICA-2026-000505', 'Anular…', 'prepareWithdrawal'],
] as const) {
  test(`of two clicks on a row of ${list} the second does not press what comes there: ${button}`, async ({ open }) => {
    const { page, station } = await open({ at: row });
    const pressed = await pressAt(page, button, { button });
    await page.getByRole('row', { name: new RegExp(opened) }).click();
    await pressed();
    const meant = page.getByRole('button', { name: button });
    await expect(meant).toBeEnabled();
    expect(timesAsked(station, asked)).toBe(0);
    // the keyboard waits on it, and whoever meant it presses it once, however often
    await meant.focus();
    const answer = holdAll(station, asked);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(meant).toBeFocused();
    answer();
    await expect(page.getByRole('button', { name: button, disabled: true })).toHaveCount(0);
    expect(timesAsked(station, asked)).toBe(1);
  });
}

test('the second of two clicks on what leads to signing does not lead back', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [first]);
  const pressed = await pressAt(page, 'Volver', { button: 'Volver' });
  await page.getByRole('button', { name: 'Firmar el aprobado' }).click();
  await pressed();
  const back = page.getByRole('button', { name: 'Volver' });
  await expect(back).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeFocused();
  await back.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('a second press on what goes on with a batch neither pauses nor stops it, and one on what stops it leads nowhere', async ({
  open,
}) => {
  const { page, station } = await open({ batch: { waitsForPin: true, stepMs: 3_600_000 } });
  await approveInFake(station, [first, second]);
  await page.getByRole('button', { name: 'Firmar los 2 aprobados' }).click();
  await page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' }).click();
  await expect(page.getByRole('heading', { name: 'Escriba el PIN en la ventana del token' })).toBeVisible();
  station.batch()?.givePin();
  const [pause, stop] = ['Pausar', 'Detener'].map((name) => page.getByRole('button', { name })) as [Locator, Locator];
  // who means to pause at once need not wait
  const paused = await pressAt(page, 'Pausar', { button: 'Pausar' });
  await paused();
  const resume = page.getByRole('button', { name: 'Reanudar' });
  for (const tooMany of ['Pausar', 'Detener']) {
    await expect(resume).toBeEnabled();
    const pressed = await pressAt(page, 'Pausar', { button: tooMany });
    await resume.click();
    await pressed();
    await expect(pause).toBeEnabled();
    await pause.click();
  }
  expect([timesAsked(station, 'pauseBatch'), timesAsked(station, 'stopBatch')]).toEqual([3, 0]);

  const pressed = await pressAt(page, 'Ir a la bandeja', { button: 'Ir a la bandeja' });
  await stop.click();
  await pressed();
  const away = page.getByRole('button', { name: 'Ir a la bandeja' });
  await expect(away).toBeEnabled();
  await expect(away).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
});

test('a decision can be made again where the certificate could not be read after it', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [first]);
  await page.evaluate((id) => (location.hash = `#/review/${id}`), first);
  const withdraw = page.getByRole('button', { name: 'Retirar la aprobación' });
  await expect(withdraw).toBeEnabled();
  const call = station.call.bind(station);
  station.call = async (name, request) =>
    name === 'openReview' ? { ok: false, failure: { code: 'storeInputOutput', detail: 'EIO' } } : call(name, request);
  await withdraw.click();
  await expect(page.getByRole('status').filter({ hasText: `Se retiró la aprobación de ${first}.` })).toBeVisible();
  await expect(withdraw).toBeEnabled();
});

test('one that comes in the place of another is seen first, also when it was seen before', async ({ open }) => {
  const { page, station } = await open({ at: `#/review/${first}` });
  await page.keyboard.press('j');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second);
  const pressed = await pressAt(page, first, { key: 'a', altKey: true });
  await page.keyboard.press('k');
  await pressed();
  await expect(page.getByRole('button', { name: 'Aprobar y seguir' })).toBeEnabled();
  expect(timesAsked(station, 'approve')).toBe(0);
});

test('what is told in passing comes and goes without moving what one is about to press', async ({ open }) => {
  const { page } = await open({ at: `#/review/${first}` });
  const approve = page.getByRole('button', { name: 'Aprobar y seguir' });
  await expect(approve).toBeEnabled();
  const [stood, title] = [await approve.boundingBox(), await page.getByRole('heading', { level: 1 }).boundingBox()];
  await page.keyboard.press('Alt+a');
  const told = page.getByText(`${first} quedó aprobado.`);
  await expect(told).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(second);
  expect(await approve.boundingBox()).toEqual(stood);
  expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.y).toBe(title?.y);
  await page.getByRole('status').getByRole('button', { name: 'Cerrar' }).click();
  await expect(told).toHaveCount(0);
  expect(await approve.boundingBox()).toEqual(stood);
});
