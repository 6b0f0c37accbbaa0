/** Electron's entry. A command after the program's name runs headless; otherwise the window opens. */
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { FileLog } from '#main/files/log.ts';
import { openConfig } from '#main/open-config.ts';
import type { Places } from '#main/read-config.ts';
import { runWindow } from '#main/shell/window-mode.ts';

const out = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const places: Places = {
  version: app.getVersion(),
  dataFolder: join(app.getPath('appData'), 'Rubrica'),
  schemaFolder: app.isPackaged ? join(process.resourcesPath, 'schemas') : resolve(out, '../schemas'),
};

// Not awaited: Electron becomes ready only after this module was read to its end.
void openWindow().catch((error: unknown) => {
  dialog.showErrorBox('Rúbrica', error instanceof Error ? error.message : String(error));
  app.exit(5);
});

async function openWindow(): Promise<void> {
  const file = valueOf('--config') ?? process.env['RUBRICA_CONFIG'];
  const config = openConfig(file ?? null, places);
  const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
  const log = new FileLog({ folder: join(config.dataFolder, 'logs'), name: 'shell', clock, ...config.policy?.log });
  await runWindow(out, config, log);
}

function valueOf(option: string): string | undefined {
  const at = process.argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = at < 0 ? undefined : process.argv[at];
  return word?.includes('=') ? word.slice(option.length + 1) : at < 0 ? undefined : process.argv[at + 1];
}
