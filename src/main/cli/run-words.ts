import { randomUUID } from 'node:crypto';
import type { Log, Unexpected } from '#main/ports/system.ts';
import { effectiveSchemas } from '#main/files/schema-packs.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import type { ExitCode } from '#main/cli/command.ts';
import { createCommands } from '#main/cli/commands.ts';
import { runCommand } from '#main/cli/run-command.ts';
import { systemClock } from '#main/system-clock.ts';

export type Surroundings = {
  readonly schemaFolder: string;
  readonly dataFolder: string;
  readonly version: string;
  readonly startProcess: (environment: Readonly<Record<string, string>>, log: Log) => StartProcess;
};

/** True when these words are a command rather than files to open: also a command there is none of, which is then told so. */
export function isCommand([first]: readonly string[]): boolean {
  if (first === undefined) return false;
  return first === '--help' || first === '--version' || !/^-|[/\\]|\.xml$/i.test(first);
}

/** What was typed after `rubrica`, under plain Node or inside the installed program. */
export function runWords(words: readonly string[], { startProcess, ...places }: Surroundings): Promise<ExitCode> {
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
  const commands = createCommands({
    startProcess: (environment) => startProcess(environment, log),
    log,
    clock: systemClock,
    schemasInUse: (shipped) => effectiveSchemas(shipped, places.dataFolder),
  });
  return runCommand(
    words,
    commands,
    { ...places, configFile: process.env['RUBRICA_CONFIG'] ?? null, log },
    { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
  );
}
