/** `rubrica COMMAND` under plain Node: the same station, headless. Under Electron index.ts runs the same commands. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import type { Log, Unexpected } from '#main/ports/system.ts';
import { effectiveSchemas } from '#main/files/schema-packs.ts';
import { forkTokenProcess } from '#main/token/fork-token-process.ts';
import { createCommands } from '#main/cli/commands.ts';
import { runCommand } from '#main/cli/run-command.ts';

const here = dirname(fileURLToPath(import.meta.url));
const isBuilt = here.endsWith(join('out', 'main'));
const root = resolve(here, '../..');
const words = process.argv.slice(2);
const log: Log & Unexpected = {
  write: (level, event, details) => {
    if (words.includes('--debug') || level === 'error') process.stderr.write(`${JSON.stringify({ level, event, ...details })}\n`);
  },
  report: (error, doing) => {
    const incident = randomUUID().slice(0, 8);
    log.write('error', 'unexpected', { incident, doing, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return { code: 'unexpected', incident };
  },
};
const clock = { now: () => new Date(), monotonicMs: () => performance.now() };
const startProcess = (environment: Readonly<Record<string, string>>) =>
  forkTokenProcess(join(here, isBuilt ? 'token-process.js' : 'token-process.ts'), log, environment);

const dataFolder = process.env['RUBRICA_DATA'] ?? join(homedir(), '.local/share/rubrica');

process.exitCode = await runCommand(
  words,
  createCommands({ startProcess, log, clock, schemasInUse: (shipped) => effectiveSchemas(shipped, dataFolder).folder }),
  {
    schemaFolder: join(root, 'schemas'),
    dataFolder,
    configFile: process.env['RUBRICA_CONFIG'] ?? null,
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    log,
  },
  { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
);
