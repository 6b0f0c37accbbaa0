import type { Page } from '@playwright/test';
import { expectNoSideways, picture, test } from '#test/screens/window.ts';

type Show = { readonly name: string; readonly at: string; then?(page: Page): Promise<void> };

const screens: readonly Show[] = [
  { name: 'inbox', at: '#/inbox' },
  { name: 'review', at: '#/review/in-0' },
  { name: 'review-error', at: '#/review/in-10' },
  { name: 'review-unknown', at: '#/review/in-11' },
  { name: 'review-replacement', at: '#/review/in-2' },
  { name: 'sign-empty', at: '#/sign' },
  { name: 'outbox', at: '#/outbox' },
  { name: 'certificate', at: '#/certificate/out-receivedWithErrors' },
  { name: 'incoming', at: '#/incoming' },
  { name: 'report-valid', at: '#/report/inc-valid' },
  { name: 'report-invalid', at: '#/report/inc-invalid' },
  { name: 'monitor', at: '#/monitor' },
  { name: 'tokens', at: '#/tokens' },
  { name: 'settings', at: '#/settings' },
];

for (const language of ['es', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen fits, in ${language}, ${theme}`, async ({ open }) => {
      const { page } = await open({ settings: { language, theme } });
      for (const screen of screens) {
        await page.evaluate((at) => {
          location.hash = at;
        }, screen.at);
        await page.locator('main h1').waitFor();
        await page.waitForFunction(() => document.querySelector('main p')?.textContent !== 'Cargando…');
        await page.waitForLoadState('networkidle');
        await expectNoSideways(page);
        await picture(page, `${screen.name}-${language}-${theme}`);
      }
    });
  }
}
