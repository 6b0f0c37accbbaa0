import { expect, expectNoSideways, lead, picture, settled, test } from '#test/screens/window.ts';

/** By what a person does there. */
const screens: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'to sign': {
    inbox: '#/inbox',
    review: '#/review/PRACTICA-CL-2026-000101',
    'review-error': '#/review/PRACTICA-PE-2026-000403',
    'review-unknown': '#/review/PRACTICA-PE-2026-000404',
    'review-replacement': '#/review/PRACTICA-CL-2026-000104',
    'sign-empty': '#/sign',
    drafts: '#/drafts',
  },
  'sent and received': {
    outbox: '#/outbox',
    certificate: '#/certificate/out-receivedWithErrors',
    incoming: '#/incoming',
    'report-valid': '#/report/inc-valid',
    'report-invalid': '#/report/inc-invalid',
    'report-replaced': '#/report/inc-replaced',
    'report-answer': '#/report/inc-answer',
    'report-undecided': '#/report/inc-undecided',
  },
  'looked after': {
    monitor: '#/monitor',
    'all-certificates': '#/all',
    contingency: '#/contingency',
    officials: '#/officials',
    tokens: '#/tokens',
    settings: '#/settings',
    about: '#/about',
  },
};

for (const [part, those] of Object.entries(screens)) {
  for (const language of ['es', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`every screen of what is ${part} fits, in ${language}, ${theme}`, async ({ open }) => {
        const { page } = await open({ settings: { language, theme } });
        for (const [name, at] of Object.entries(those)) {
          await lead(page, at);
          await expectNoSideways(page);
          await picture(page, `${name}-${language}-${theme}`);
        }
      });
    }
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`high contrast of Windows keeps every border and mark of what is ${part}, on ${colorScheme} ground`, async ({ open, page }) => {
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      await open();
      for (const [name, at] of Object.entries(those)) {
        await lead(page, at);
        await picture(page, `${name}-high-contrast-${colorScheme}`);
      }
    });
  }
}

test('an empty station says why it is empty and what to do', async ({ open }) => {
  const { page } = await open({ isEmpty: true, isPractice: false, line: 'down' });
  for (const name of ['inbox', 'outbox', 'incoming', 'monitor']) {
    await lead(page, `#/${name}`);
    await picture(page, `${name}-empty-es-light`);
  }
  await page
    .locator('header')
    .getByText(/^Sin línea/)
    .first()
    .waitFor();
});

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
    await lead(page, `#/${name}`);
    await page.getByRole('row').nth(1).waitFor();
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('[role="columnheader"], [role="gridcell"] span')]
        .filter((cell) => cell.scrollWidth > cell.clientWidth && (cell.role === 'columnheader' || cell.textContent.startsWith('hace ')))
        .map((cell) => cell.textContent),
    );
    expect(cut, name).toEqual([]);
  }
});
