import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type ElectronApplication, type Page } from '@playwright/test';
import type { StationConfig } from '#contract/station-config.ts';
import { approveFirstAndSign, pinWindow, sendPin, startElectron } from '#test/e2e/launch.ts';
import { writeKeyFiles } from '#test/fixtures/token/key-files.ts';
import { openPracticeWorld, root } from '#test/practice-world.ts';

const password = 'Contraseña 2915';

/** The system's dialog cannot be clicked by a test: it answers as if the person had chosen these files, one after the other. */
async function choose(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, files) => {
    const left = [...files];
    dialog.showOpenDialog = async () => ({ canceled: left.length === 0, filePaths: left.splice(0, 1) });
  }, paths);
}

async function givePassword(app: ElectronApplication, typed: string): Promise<void> {
  const window = await pinWindow(app);
  const field = window.getByLabel('Contraseña del archivo de clave');
  await expect(field).toBeFocused();
  await field.pressSequentially(typed);
  await sendPin(window);
}

for (const kind of ['pkcs12', 'efirma'] as const) {
  test(`a key in ${kind} files signs where the policy allows it: chosen by dialog, opened by its password, kept nowhere`, async () => {
    const world = await openPracticeWorld(`key-${kind}`);
    const { practice } = world;
    const config: StationConfig = { ...practice.config, modules: [], tokenEnvironment: {}, keyFilesAllowed: [kind] };
    const configFile = join(world.folder, 'with-key-files.json');
    writeFileSync(configFile, JSON.stringify(config));
    const files = writeKeyFiles(practice, join(world.folder, 'keys'), password);
    const app = await startElectron({ ...practice, config, configFile }, [root]);
    try {
      const page = await app.firstWindow();
      await addKey(app, page, kind === 'pkcs12' ? [files.pkcs12, files.certificate] : [files.certificate, files.key]);
      await page.getByRole('link', { name: 'Por firmar' }).click();
      await approveFirstAndSign(page, 'contraseña');
      await givePassword(app, 'otra contraseña');
      await expect(page.getByRole('alert').getByText('La contraseña no abre la clave')).toBeVisible();
      await page.screenshot({ path: join(root, `screenshots/e2e/key-file-wrong-password-${kind}.png`) });
      await page.getByRole('button', { name: 'Reanudar' }).click();
      await givePassword(app, password);
      await page.getByRole('link', { name: 'Salida' }).click();
      await expect(page.getByText('Recibido bien')).toBeVisible({ timeout: 30_000 });
      expect(practice.gateway.admin.deliveries()).toHaveLength(1);
      await app.close();
      const written = readdirSync(config.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(written.length).toBeGreaterThan(2);
      const holding = written.filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(password));
      expect(holding.map(({ name }) => name)).toEqual([]);
    } finally {
      await app.close();
      await world.remove();
    }
  });
}

async function addKey(app: ElectronApplication, page: Page, paths: readonly string[]): Promise<void> {
  await page
    .getByText(/^Token|^Sin token/)
    .first()
    .click();
  await choose(app, paths);
  await page.getByRole('button', { name: /^Añadir (PKCS#12|e\.firma)…$/ }).click();
  await expect(page.getByText('Se probó y quedó añadido.')).toBeVisible();
}
