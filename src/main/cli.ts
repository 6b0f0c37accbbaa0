/** `rubrica COMMAND` under plain Node: the same station, headless. Installed, index.ts runs the same commands. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { runWords } from '#main/cli/run-words.ts';

const here = dirname(fileURLToPath(import.meta.url));
const isBuilt = here.endsWith(join('out', 'main'));
const root = resolve(here, '../..');

// a command lives for a second: a young generation that grows to 64 MB would only make the process as much larger
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');

process.exitCode = await runWords(process.argv.slice(2), {
  schemaFolder: join(root, 'schemas'),
  dataFolder: process.env['RUBRICA_DATA'] ?? join(applicationData(), 'Rubrica'),
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  startProcess: (environment, log) => forkTokenProcess(join(here, isBuilt ? 'token-process.js' : 'token-process.ts'), log, environment),
});

/** Where the window keeps its data too, so that both speak of one station. */
function applicationData(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData/Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
