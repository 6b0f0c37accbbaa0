import { approveInFake } from '#test/screens/approve-in-fake.ts';
import { approveByKeys } from '#test/decide.ts';
import { expect, test } from '#test/screens/window.ts';

const number = (n: number): string => `PRACTICA-CL-2026-00010${n}`;

for (const words of ['', 'PRACTICA']) {
  test(`Escape leads from the review to the row of the certificate read last, also in a narrowed list: «${words}»`, async ({ open }) => {
    const { page, station } = await open();
    const grid = page.getByRole('grid');
    const heading = page.getByRole('heading', { level: 1 });
    const isAsked = ({ name, request }: (typeof station.calls)[number]): boolean =>
      name === 'work' && (request as { search?: string }).search === (words || undefined);
    await page.getByRole('searchbox').fill(words);
    // the words count once the fingers rest, and lead to the first row
    await expect.poll(() => station.calls.some(isAsked)).toBe(true);
    await grid.focus();
    await page.keyboard.press('j');
    await expect(grid).toHaveAttribute('aria-activedescendant', 'row-1');
    const second = (await page.locator('[data-here]').innerText()).split('\n')[0] ?? '';
    await page.keyboard.press('Enter');
    await expect(heading).toHaveText(second);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(heading).not.toHaveText(second);
    await expect(page.getByText(/^4 de/)).toBeVisible();
    const last = await heading.innerText();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-here]')).toContainText(last);
    await expect(grid).toHaveAttribute('aria-activedescendant', 'row-3');
    // one who moved on in the list since stays there
    await page.keyboard.press('Home');
    await expect(grid).toHaveAttribute('aria-activedescendant', 'row-0');
    await page.keyboard.press('Control+2');
    await expect(heading).toHaveText('Salida');
    await page.keyboard.press('Control+1');
    await expect(grid).toHaveAttribute('aria-activedescendant', 'row-0');
  });
}

test('an approval leads to the next one, and Escape from there to its row, far down in a long list', async ({ open }) => {
  const { page, station } = await open({ extra: 400, at: '#/review/more-298' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-000298');
  await approveByKeys(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('PRACTICA-000299');
  await expect(page.getByText(/^\d+ de \d+ en la bandeja$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-here]')).toContainText('PRACTICA-000299');
  await expect(page.locator('[data-here]')).toBeInViewport({ ratio: 1 });
  expect(station.stateOf('more-298')).toBe('approved');
});

test('where the certificate read last is not in the list one stands where one was', async ({ open }) => {
  const { page, station } = await open();
  await approveInFake(station, [number(1), number(2)]);
  await page.getByText('Listos para firmar').click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('grid').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\d+ de \d+ en la bandeja$/)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByText('En revisión')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-activedescendant', 'row-1');
});

for (const language of ['es', 'en'] as const) {
  test(`how many errors and warnings there are is read whole in the inbox: ${language}`, async ({ open }) => {
    const { page, station } = await open({ settings: { language } });
    const call = station.call.bind(station);
    station.call = async (name, request) => {
      const reply = await call(name, request);
      if (name !== 'work' || !reply.ok) return reply;
      const { rows, total } = reply.value as { rows: readonly object[]; total: number };
      return { ok: true, value: { rows: rows.map((row, at) => ({ ...row, errors: at % 2 === 0 ? 12 : 0, warnings: 17 })), total } };
    };
    station.emit('changed', { ids: [number(1)] });
    for (const words of language === 'es' ? ['12 errores', '17 avisos'] : ['12 errors', '17 warnings']) {
      const told = page.getByRole('gridcell').getByText(words).first();
      await expect(told).toBeVisible();
      expect(await told.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }
  });
}
