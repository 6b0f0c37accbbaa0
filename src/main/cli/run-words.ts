import { join } from 'node:path';
import type { Language } from '#core/finding.ts';
import type { Log, Unexpected } from '#main/ports/system.ts';
import { FileLog } from '#main/files/log.ts';
import { effectiveSchemas } from '#main/files/schema-packs.ts';
import type { Secrets } from '#main/station/station-parts.ts';
import type { StartProcess } from '#main/token/module-process.ts';
import type { ExitCode } from '#main/cli/command.ts';
import { createCommands } from '#main/cli/commands.ts';
import { languageOf, runCommand } from '#main/cli/run-command.ts';
import { systemClock } from '#main/system-clock.ts';

export type Surroundings = {
  readonly schemaFolder: string;
  readonly dataFolder: string;
  readonly version: string;
  readonly startProcess: (environment: Readonly<Record<string, string>>, log: Log) => StartProcess;
  readonly secrets?: Secrets;
};

/** What a command says in a sentence of its own. */
const toldInWords: ReadonlySet<string> = new Set(['store.salvaged']);

/** What was typed after `rubrica`, under plain Node or inside the installed program. */
export async function runWords(words: readonly string[], { startProcess, secrets, ...places }: Surroundings): Promise<ExitCode> {
  // Only what went wrong leaves a trace among the station's logs: a command that went well writes no file.
  const kept = new FileLog({ folder: join(places.dataFolder, 'logs'), name: 'command', clock: systemClock, level: 'error' });
  const isDebug = words.includes('--debug');
  const log: Log & Unexpected = {
    write: (level, event, details) => {
      kept.write(level, event, details);
      if (isDebug || (level === 'error' && !toldInWords.has(event)))
        process.stderr.write(`${JSON.stringify({ level, event, ...details })}\n`);
    },
    report: (error, doing) => kept.report(error, doing),
  };
  const commands = createCommands({
    startProcess: (environment) => startProcess(environment, log),
    secrets,
    log,
    clock: systemClock,
    schemasInUse: (shipped) => effectiveSchemas(shipped, places.dataFolder),
  });
  const lost = watchOutput(languageOf(words));
  const code = await runCommand(
    words,
    commands,
    { ...places, configFile: process.env['RUBRICA_CONFIG'] ?? null, log },
    { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
  );
  await new Promise<void>((written) => void process.stdout.write('', () => written()));
  return lost() ? 4 : code;
}

/** A reader that went away, `rubrica ... | head`, has what it wanted. A full disk has not, and is told in a sentence. */
function watchOutput(language: Language): () => boolean {
  let isLost = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return;
    isLost = true;
    const words = { es: `No se pudo escribir la salida (${code ?? ''}).`, en: `The output could not be written (${code ?? ''}).` };
    process.stderr.write(`${words[language]}\n`);
  });
  return () => isLost;
}
