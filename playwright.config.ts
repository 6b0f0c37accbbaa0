import { defineConfig } from '@playwright/test';

/** Screens run in Chromium against a fake of the station made from the contract. */
export default defineConfig({
  outputDir: 'test-results',
  reporter: [['list']],
  globalSetup: './test/screens/setup.ts',
  workers: 2,
  timeout: 30_000,
  projects: [
    { name: 'screens', testDir: 'test/screens', testMatch: '**/*.spec.ts' },
    /** Real Electron: one app at a time, each on a practice world of its own. */
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts', timeout: 120_000, workers: 1 },
  ],
});
