import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { root } from '#test/practice-world.ts';

test('the app is configured by the policy of its user, shows it, and keeps what it fixed', async () => {
  const executable = process.env['RUBRICA_ELECTRON'];
  if (executable === undefined) throw new Error('RUBRICA_ELECTRON is not set: run the end-to-end tests with npm test -- --only build,e2e');
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-e2e-policy-'));
  mkdirSync(join(folder, 'rubrica'));
  const policy = {
    station: { language: 'en', urgentHours: 48 },
    gateway: { url: 'https://127.0.0.1:9', user: 'estacion', proxy: 'direct' },
    modules: { only: true },
    log: { level: 'loud' },
  };
  writeFileSync(join(folder, 'rubrica/policy.json'), JSON.stringify(policy));
  const binding = process.env['RUBRICA_ELECTRON_SQLITE_BINDING'];
  const app = await _electron.launch({
    executablePath: executable,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      XDG_CONFIG_HOME: folder,
      ...(binding === undefined ? {} : { RUBRICA_SQLITE_BINDING: binding }),
    },
  });
  try {
    const page = await app.firstWindow();
    await page.evaluate(() => {
      location.hash = '#/settings';
    });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Settings');
    const shown = page.getByRole('region', { name: 'Effective policy' });
    await expect(shown.getByRole('row', { name: /gateway\.url.*https:\/\/127\.0\.0\.1:9.*User/ })).toBeVisible();
    await expect(shown.getByText('log.level: the value cannot be used', { exact: false })).toBeVisible();
    await expect(page.getByRole('textbox', { name: /^Address/ })).toBeDisabled();
    await expect(page.getByRole('textbox', { name: /^Name of the official/ })).toBeEnabled();
    await page.evaluate(() => {
      location.hash = '#/about';
    });
    const program = page.getByRole('region', { name: 'Program' });
    await expect(program).toContainText('Electron');
    await expect(program).not.toContainText('0.0.0'); // what Electron gives as OpenSSL's version
    await page.evaluate(() => {
      location.hash = '#/tokens';
    });
    const sources = page.getByRole('region', { name: 'Where keys are looked for' });
    await expect(sources.getByText('Fixed by your institution', { exact: false })).toBeVisible();
    await expect(sources.getByRole('button', { name: 'Add software' })).toHaveCount(0);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
