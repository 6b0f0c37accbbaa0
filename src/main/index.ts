/** Electron's entry. A command after the program's name runs headless; otherwise the window opens. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { isCommand } from '#main/cli/is-command.ts';
import { openCrashDumps } from '#main/files/crash-dumps.ts';
import { FileLog } from '#main/files/log.ts';
import { writeWhole } from '#main/files/write-file.ts';
import { openConfig } from '#main/open-config.ts';
import type { Places } from '#main/read-config.ts';
import { keepFreePages } from '#main/shell/module-memory.ts';
import { desktopSecrets } from '#main/shell/secrets.ts';
import { runWindow } from '#main/shell/window-mode.ts';
import { systemClock } from '#main/system-clock.ts';

const out = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const places: Places = {
  // Beside the built program, packed or not; Electron's own answer is the loader's where it runs an unpacked folder.
  version: (JSON.parse(readFileSync(resolve(out, '../package.json'), 'utf8')) as { version: string }).version,
  dataFolder: join(app.getPath('appData'), 'Rubrica'),
  schemaFolder: app.isPackaged ? join(process.resourcesPath, 'schemas') : resolve(out, '../schemas'),
};

/** What was typed after the program's name, Chromium's own switches left out. */
const words = process.argv
  .slice(1)
  .filter((word) => !/^--(no-sandbox|log-level|remote-debugging|inspect|user-data-dir|ozone-|headless|disable-|enable-)/.test(word));

keepFreePages();
// Not awaited: Electron becomes ready only after this module was read to its end.
void (app.isPackaged && isCommand(words) ? runHeadless() : openWindow()).catch((error: unknown) => {
  dialog.showErrorBox('Rúbrica', error instanceof Error ? error.message : String(error));
  app.exit(5);
});

/** The installed program as a command: no window, no lock on the window's instance. */
async function runHeadless(): Promise<void> {
  app.disableHardwareAcceleration();
  // Chromium wants a profile; a command leaves none behind and shares none with another.
  const profile = mkdtempSync(join(tmpdir(), 'rubrica-'));
  app.setPath('userData', profile);
  await app.whenReady();
  const [{ runWords }, { headlessTokens }, { threadsOf }] = await Promise.all([
    import('#main/cli/run-words.ts'),
    import('#main/shell/headless-tokens.ts'),
    import('#main/token/fork-token-process.ts'),
  ]);
  const code = await runWords(words, {
    schemaFolder: places.schemaFolder,
    dataFolder: process.env['RUBRICA_DATA'] ?? places.dataFolder,
    version: places.version,
    secrets: { protect: async (plain) => desktopSecrets.protect(plain), reveal: async (sealed) => desktopSecrets.reveal(sealed) },
    startProcess: (environment, log) => {
      const start = headlessTokens(join(out, 'main'), environment, log);
      return (source) => start(threadsOf(source));
    },
  });
  rmSync(profile, { recursive: true, force: true });
  app.exit(code);
}

async function openWindow(): Promise<void> {
  const file = valueOf('--config') ?? process.env['RUBRICA_CONFIG'];
  const config = openConfig(file ?? null, places);
  const clock = systemClock;
  const log = new FileLog({ folder: join(config.dataFolder, 'logs'), name: 'shell', clock, ...config.policy?.log });
  // Electron would show an English box that stops everything until a person answers it
  process.on('uncaughtException', (error) => void log.report(error, 'shell'));
  const orders = async () =>
    (await import('#main/update/update-orders.ts')).openUpdateOrders(config.dataFolder, config.updates?.keys ?? []);
  await runWindow(out, config, openCrashDumps(config.dataFolder), log, orders, writeWhole);
}

function valueOf(option: string): string | undefined {
  const at = process.argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = at < 0 ? undefined : process.argv[at];
  return word?.includes('=') ? word.slice(option.length + 1) : at < 0 ? undefined : process.argv[at + 1];
}
