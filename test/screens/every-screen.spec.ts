import type { Page } from '@playwright/test';
import { expect, expectNoSideways, picture, settled, test } from '#test/screens/window.ts';

type Show = { readonly name: string; readonly at: string; then?(page: Page): Promise<void> };

const screens: readonly Show[] = [
  { name: 'inbox', at: '#/inbox' },
  { name: 'review', at: '#/review/PRACTICA-CL-2026-000101' },
  { name: 'review-error', at: '#/review/PRACTICA-PE-2026-000403' },
  { name: 'review-unknown', at: '#/review/PRACTICA-PE-2026-000404' },
  { name: 'review-replacement', at: '#/review/PRACTICA-CL-2026-000104' },
  { name: 'sign-empty', at: '#/sign' },
  { name: 'outbox', at: '#/outbox' },
  { name: 'certificate', at: '#/certificate/out-receivedWithErrors' },
  { name: 'incoming', at: '#/incoming' },
  { name: 'report-valid', at: '#/report/inc-valid' },
  { name: 'report-invalid', at: '#/report/inc-invalid' },
  { name: 'report-replaced', at: '#/report/inc-replaced' },
  { name: 'report-answer', at: '#/report/inc-answer' },
  { name: 'report-undecided', at: '#/report/inc-undecided' },
  { name: 'monitor', at: '#/monitor' },
  { name: 'all-certificates', at: '#/all' },
  { name: 'contingency', at: '#/contingency' },
  { name: 'drafts', at: '#/drafts' },
  { name: 'officials', at: '#/officials' },
  { name: 'tokens', at: '#/tokens' },
  { name: 'settings', at: '#/settings' },
  { name: 'about', at: '#/about' },
];

for (const language of ['es', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen fits, in ${language}, ${theme}`, async ({ open }) => {
      const { page } = await open({ settings: { language, theme } });
      for (const screen of screens) {
        await page.evaluate((at) => {
          location.hash = at;
        }, screen.at);
        await settled(page);
        await expectNoSideways(page);
        await picture(page, `${screen.name}-${language}-${theme}`);
      }
    });
  }
}

test('an empty station says why it is empty and what to do', async ({ open }) => {
  const { page } = await open({ isEmpty: true, isPractice: false, line: 'down' });
  for (const name of ['inbox', 'outbox', 'incoming', 'monitor']) {
    await page.evaluate((at) => {
      location.hash = `#/${at}`;
    }, name);
    await settled(page);
    await picture(page, `${name}-empty-es-light`);
  }
  await page
    .locator('header')
    .getByText(/^Sin línea/)
    .first()
    .waitFor();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`high contrast of Windows keeps every border and mark, on ${colorScheme} ground`, async ({ open, page }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await open();
    for (const screen of screens) {
      await page.evaluate((at) => {
        location.hash = at;
      }, screen.at);
      await settled(page);
      await picture(page, `${screen.name}-high-contrast-${colorScheme}`);
    }
  });
}

test('high contrast keeps the lines of the paper, the figures of a chart and the mark of what happened last', async ({ open, page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open({ at: '#/report/inc-valid' });
  await settled(page);
  await expect(page.getByRole('article').locator('section').first()).toHaveCSS('outline-style', 'solid');
  await page.evaluate(() => {
    location.hash = '#/certificate/out-receivedWithErrors';
  });
  const last = page.getByRole('listitem').filter({ hasText: 'La ventanilla lo aceptó' });
  const [mark, ground] = await last.evaluate((item) => [
    getComputedStyle(item, '::after').backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(mark).not.toBe(ground);
  await page.evaluate(() => {
    location.hash = '#/monitor';
  });
  const figure = page.getByRole('img').locator('text').first();
  const [ink, words] = await figure.evaluate((text) => [getComputedStyle(text).fill, getComputedStyle(document.body).color]);
  expect(ink).toBe(words);
});

test('in every list the names of the columns and the time since are whole', async ({ open }) => {
  const { page } = await open();
  for (const name of ['inbox', 'outbox', 'incoming', 'all', 'officials']) {
    await page.evaluate((at) => {
      location.hash = `#/${at}`;
    }, name);
    await settled(page);
    await page.getByRole('row').nth(1).waitFor();
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('[role="columnheader"], [role="gridcell"] span')]
        .filter((cell) => cell.scrollWidth > cell.clientWidth && (cell.role === 'columnheader' || cell.textContent.startsWith('hace ')))
        .map((cell) => cell.textContent),
    );
    expect(cut, name).toEqual([]);
  }
});
