import { defineConfig } from '@playwright/test';

/** Real Electron: one app at a time, each on a practice world of its own. The app is built before (npm run build). */
export default defineConfig({
  outputDir: 'test-results/e2e',
  reporter: [['list']],
  workers: 1,
  timeout: 120_000,
  projects: [{ name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts' }],
});
