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
