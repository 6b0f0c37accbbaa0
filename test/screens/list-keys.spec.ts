import type { FakeStation } from '#test/fakes/station.ts';
import { expect, settled, test } from '#test/screens/window.ts';

const first = 'PRACTICA-CL-2026-000101';
const second = 'PRACTICA-CL-2026-000102';

async function approve(station: FakeStation, ...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const review = await station.call('openReview', { id });
    if (review.ok) await station.call('approve', { id, digest: (review.value as { digest: string }).digest });
  }
}

/** The question behind "all of them": the list asks for less of itself, and how many are approved for one. */
const ofAll = (request: unknown): boolean => (request as { limit?: number }).limit === 1000;

test('who comes back to a list that became shorter stands on its last row, and the keys work', async ({ open, samples }) => {
  const { page, station } = await open();
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', `row-${samples.length - 1}`);
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  for (const { summary } of samples) {
    if (summary.number === first || summary.number === second) continue;
    await station.call('openReview', { id: summary.number });
    await station.call('decline', { id: summary.number, reason: 'Falta el tratamiento' });
  }
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
  // what comes in while one stands there does not move one on
  station.arrive();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(3 + samples.length));
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\//);
});

test('a row that went out of sight and was let go is shown first: Enter opens nothing that is not seen', async ({ open }) => {
  const { page, station } = await open({ extra: 400 });
  await expect(page.getByRole('row', { name: new RegExp(first) })).toBeVisible();
  await page.keyboard.press('j');
  await page.getByTestId('scroller').evaluate((list) => (list.scrollTop = 300 * 52));
  await expect(page.locator('#row-303')).toContainText('PRACTICA-');
  const list = page.getByRole('grid');
  await expect(list).toHaveAttribute('aria-activedescendant', 'row-1');
  station.emit('changed', { ids: [first] });
  // let go once the answer is drawn, and not when the question is asked
  await expect(list).not.toHaveAttribute('aria-activedescendant');
  await page.keyboard.press('Enter');
  await expect(page.locator('#row-1')).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
  await expect(page).toHaveURL(/#\/inbox$|index.html$/);
  await page.keyboard.press('j');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-2');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/review\//);
});

test('a key pressed at once after the key that leads far down waits for the row that comes into view', async ({ open }) => {
  const { page, station } = await open({ extra: 400 });
  await expect(page.getByRole('row', { name: new RegExp(first) })).toBeVisible();
  const answerNow = station.holdNext('work', (request) => (request as { offset: number }).offset > 0);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.locator('#row-3')).toHaveCount(0);
  answerNow();
  await expect(page).toHaveURL(/#\/review\//);
  // the screen itself is read first, and that takes a busy machine its time
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-000399');
});

test('and also where the list has just become shorter', async ({ open }) => {
  const { page, station } = await open({ extra: 400 });
  await expect(page.getByRole('row', { name: new RegExp(first) })).toBeVisible();
  const answerNow = station.holdNext('work', (request) => (request as { offset: number }).offset > 0);
  await page.keyboard.press('End');
  await expect(page.locator('#row-3')).toHaveCount(0);
  await page.evaluate(() => {
    const grid = document.querySelector<HTMLElement>('[role=grid]');
    if (!grid) throw new Error('no list');
    // in one task with the key: nothing was measured anew in between
    grid.style.maxHeight = '300px';
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
  answerNow();
  await expect(page).toHaveURL(/#\/review\//);
});

test('keys pressed before a list that could not be read are not answered by the one that is read later', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  station.failNext('work', { code: 'storeFull' });
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('grid')).toBeFocused();
  await expect(page.getByRole('alert')).toBeVisible();
  for (const key of ['j', 'Enter']) await page.keyboard.press(key);
  station.emit('changed', { ids: [first] });
  await expect(page.getByRole('row', { name: new RegExp(first) })).toBeVisible();
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-0');
  await page.keyboard.press('j');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
  await expect(page).toHaveURL(/#\/inbox$/);
});

test('the key that signs waits behind the one that selects: what is meant is signed, and not all that is approved', async ({ open }) => {
  const { page, station } = await open();
  await approve(station, first, second);
  const all = page.getByRole('button', { name: 'Firmar los 2 aprobados' });
  await expect(all).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  const answerNow = station.holdNext('work');
  await page.keyboard.press('Control+1');
  await expect(all).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(1);
  for (const key of ['j', ' ', 's']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/#\/inbox$/);
  answerNow();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeEnabled();
});

test('the key that signs is answered before it is known how many are approved', async ({ open }) => {
  const { page, station } = await open({ at: '#/monitor' });
  await approve(station, first, second);
  const answerNow = station.holdNext('work', (request) => (request as { limit?: number }).limit === 1);
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('row', { name: new RegExp(first) })).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' })).toBeVisible();
  answerNow();
});

test('the key that signs waits for all to be selected: what a narrowed list leaves out is not signed', async ({ open }) => {
  const { page, station } = await open();
  await approve(station, first, second);
  await expect(page.getByRole('button', { name: 'Firmar los 2 aprobados' })).toBeVisible();
  await page.getByRole('searchbox').fill(second);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('grid').focus();
  const answerNow = station.holdNext('work', ofAll);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('s');
  answerNow();
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeEnabled();
});

test('who reads further down stays there when something comes above the list and goes again', async ({ open }) => {
  const { page } = await open({ extra: 400 });
  await expect(page.getByRole('grid')).toBeFocused();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
  const scroller = page.getByTestId('scroller');
  await scroller.evaluate((list) => (list.scrollTop = 300 * 52));
  await expect(page.locator('#row-303')).toBeInViewport();
  for (const height of [648, 768]) {
    await page.setViewportSize({ width: 1366, height });
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    expect(await scroller.evaluate((list) => list.scrollTop)).toBe(300 * 52);
  }
});

test('the key that signs is lost where all could not be selected', async ({ open }) => {
  const { page, station } = await open();
  await approve(station, first, second);
  await expect(page.getByRole('button', { name: 'Firmar los 2 aprobados' })).toBeVisible();
  await expect(page.getByRole('grid')).toBeFocused();
  const call = station.call.bind(station);
  let answerNow = (): void => undefined;
  const held = new Promise<void>((resolve) => (answerNow = resolve));
  station.call = async (name, request) => {
    if (name !== 'work' || !ofAll(request)) return call(name, request);
    await held;
    return { ok: false, failure: { code: 'storeFull' } };
  };
  await page.keyboard.press('Control+a');
  await page.keyboard.press('s');
  answerNow();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('1 seleccionado')).toBeVisible();
});

test('what is pressed right after the key that signs opens no certificate', async ({ open }) => {
  const { page, station } = await open();
  await approve(station, first, second);
  await expect(page.getByRole('button', { name: 'Firmar los 2 aprobados' })).toBeVisible();
  await expect(page.getByRole('grid')).toBeFocused();
  const answerNow = station.holdNext('work', ofAll);
  for (const key of ['s', 'j', 'Enter']) await page.keyboard.press(key);
  await expect(page).toHaveURL(/#\/inbox$|index.html$/);
  answerNow();
  await expect(page.getByRole('button', { name: 'Firmar 2 certificados con un PIN' })).toBeVisible();
});

test('a key pressed before the answer to an earlier one is drawn is answered after it: it opens the row one moved on to', async ({
  open,
}) => {
  const { page, station } = await open();
  const number = /PRACTICA-[A-Z]{2}-2026-\d+/.exec((await page.locator('#row-1').textContent()) ?? '')?.[0] ?? '';
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Salida');
  const answerNow = station.holdNext('work');
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('row')).toHaveCount(1);
  await page.keyboard.press('j');
  await page.evaluate(() => {
    const bring = Element.prototype.scrollIntoView;
    // the list moves on, and nothing of it is drawn
    Element.prototype.scrollIntoView = function pressThen(how) {
      Element.prototype.scrollIntoView = bring;
      bring.call(this, how);
      queueMicrotask(() => this.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })));
    };
  });
  answerNow();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);
});

test('a key pressed before it is drawn that all are selected signs those, and not all that is approved', async ({ open }) => {
  const { page, station } = await open();
  await approve(station, first, second);
  await expect(page.getByRole('button', { name: 'Firmar los 2 aprobados' })).toBeVisible();
  await page.getByRole('searchbox').fill(second);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('grid').focus();
  await page.evaluate(() => {
    const { rubrica } = globalThis as unknown as { rubrica: { call(name: string, request: { limit?: number }): Promise<unknown> } };
    const call = rubrica.call;
    rubrica.call = async (name, request) => {
      const reply = await call(name, request);
      if (name !== 'work' || request.limit !== 1000) return reply;
      rubrica.call = call;
      const key = new KeyboardEvent('keydown', { key: 's', bubbles: true, cancelable: true });
      // in the same breath, long after the answer was taken and before anything of it is drawn
      let breath = Promise.resolve();
      for (let i = 0; i < 100; i++) breath = breath.then(() => undefined);
      void breath.then(() => document.querySelector('[role=grid]')?.dispatchEvent(key));
      return reply;
    };
  });
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('button', { name: 'Firmar 1 certificado con PIN' })).toBeEnabled();
});

test('a list longer than the window is one tab stop, and a click into it leaves the keys with it', async ({ open }) => {
  const { page } = await open();
  const list = page.getByRole('grid');
  await expect(list).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await list.evaluate((grid) => grid.contains(document.activeElement))).toBe(false);
  await page.getByRole('row').nth(2).getByRole('checkbox').focus();
  await page.getByTestId('scroller').evaluate((scroller) => scroller.focus());
  await expect(list).toBeFocused();
});
