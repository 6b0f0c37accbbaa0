import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const chromium = '/usr/bin/chromium';
const isRoot = process.getuid?.() === 0;

/** Screens run in Chromium against a fake of the station made from the contract. */
export default defineConfig({
  outputDir: 'test-results',
  reporter: [['list']],
  globalSetup: './test/screens/setup.ts',
  workers: 2,
  timeout: 30_000,
  projects: [
    {
      name: 'screens',
      testDir: 'test/screens',
      testMatch: '**/*.spec.ts',
      use: {
        viewport: { width: 1366, height: 768 },
        launchOptions: {
          // the system's Chromium where there is one; its sandbox refuses to run as root
          ...(existsSync(chromium) ? { executablePath: chromium } : {}),
          args: isRoot ? ['--no-sandbox'] : [],
        },
      },
    },
  ],
});
