import type { Page } from '@playwright/test';
import { expect, lead, picture, test } from '#test/screens/window.ts';

for (const at of ['#/inbox', '#/outbox', '#/incoming', '#/all']) {
  test(`at 1024 by 700 every column of a list keeps its room, and the last one can be reached: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    await page.setViewportSize({ width: 1024, height: 700 });
    const heads = page.getByRole('columnheader');
    await expect(heads.first()).toBeVisible();
    for (const head of await heads.all()) expect((await head.boundingBox())?.width).toBeGreaterThan(36);
    await heads.last().scrollIntoViewIfNeeded();
    await expect(heads.last()).toBeInViewport({ ratio: 1 });
  });

  test(`at 200 % on a 1366 by 768 screen there are still rows to read: ${at}`, async ({ open }) => {
    const { page } = await open({ at });
    await page.setViewportSize({ width: 683, height: 384 });
    // three rows at a time
    await expect.poll(async () => (await page.getByTestId('scroller').boundingBox())?.height).toBeGreaterThan(156);
    await expect(page.getByRole('grid')).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    // from its first row on the list is seen whole, as high as it is
    const foot = async () => {
      const box = await page.getByRole('grid').boundingBox();
      return box ? box.y + box.height : Infinity;
    };
    await expect.poll(foot).toBeLessThanOrEqual(384);
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(new RegExp(`${at}$`));
  });
}

test('at 200 % the paper under review is as wide as the window lets it be, and the decision can be reached', async ({ open }) => {
  const { page } = await open({ at: '#/review/PRACTICA-CL-2026-000101' });
  await page.setViewportSize({ width: 683, height: 384 });
  const paper = page.getByRole('region', { name: 'Certificado tal como se firmará' });
  expect((await paper.boundingBox())?.width).toBeGreaterThan(380);
  const approve = page.getByRole('button', { name: 'Aprobar y seguir' });
  await approve.scrollIntoViewIfNeeded();
  await expect(approve).toBeInViewport({ ratio: 1 });
});

const panelled = {
  certificate: '#/certificate/out-receivedWithErrors',
  report: '#/report/inc-valid',
  monitor: '#/monitor',
  contingency: '#/contingency',
  tokens: '#/tokens',
  settings: '#/settings',
  about: '#/about',
  drafts: '#/drafts',
};

for (const [width, height] of [
  [683, 384],
  [768, 800],
] as const) {
  test(`in a window of ${width} by ${height} no part of a screen is cut or lies over another`, async ({ open }) => {
    const { page } = await open();
    await page.setViewportSize({ width, height });
    for (const [name, at] of Object.entries(panelled)) {
      await lead(page, at);
      expect(await cut(page), name).toEqual([]);
      expect(await overlaid(page), name).toEqual([]);
      await picture(page, `small-${name}-${width}`);
    }
    await page.getByRole('button', { name: /^Empezar: Certificado fito/ }).click();
    await expect(page.getByLabel('Número', { exact: true })).toBeFocused();
    expect(await cut(page)).toEqual([]);
    expect((await page.getByRole('region', { name: 'Formulario' }).boundingBox())?.width).toBeGreaterThan(380);
    const first = page.getByRole('button', { name: 'Ir al primero' });
    await first.scrollIntoViewIfNeeded();
    await expect(first).toBeInViewport({ ratio: 1 });
  });
}

/** What reaches beyond the window, unless it is in a table that is moved sideways by itself. */
async function cut(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .filter((one) => {
        const section = one.closest('table')?.closest('section');
        return !section || getComputedStyle(section).overflowX !== 'auto' || section.getBoundingClientRect().right > innerWidth + 1;
      })
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 30)}`),
  );
}

/** Parts of the screen, none within another, that share some ground. */
async function overlaid(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const parts = [...document.querySelectorAll('main section')].filter((part) => part.parentElement?.closest('section, article') === null);
    return parts.flatMap((one, index) =>
      parts.slice(index + 1).flatMap((other) => {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const isApart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
        return isApart ? [] : [`${one.ariaLabel} and ${other.ariaLabel}`];
      }),
    );
  });
}
