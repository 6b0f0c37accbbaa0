import { defineConfig } from '@playwright/test';

/** Real Electron: one app at a time, each on a practice world of its own. The app is built before (npm run build). */
export default defineConfig({
  outputDir: 'test-results/e2e',
  reporter: [['list']],
  workers: 1,
  timeout: 240_000,
  // a state is waited for as long as a busy machine needs; what must come in a given time says so at its place
  expect: { timeout: 20_000 },
  // an app that Playwright did not start itself has no limit of its own: a call without end would not say which it was
  use: { actionTimeout: 90_000, navigationTimeout: 90_000 },
  projects: [{ name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts' }],
});
