import { failureSentence } from '#core/text/failures.ts';
import type { Language } from '#core/finding.ts';
import { isSet, parseArguments, UsageError, type Arguments } from '#main/cli/arguments.ts';
import type { Command, CommandContext, ExitCode } from '#main/cli/command.ts';

/** Each command is read when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;
type Output = { out(text: string): void; err(text: string): void };

/** Finds the command, runs it, prints what it came to. Never a stack trace without `--debug`. */
export async function runCommand(
  words: readonly string[],
  commands: Commands,
  context: Omit<CommandContext, 'args' | 'language' | 'say'>,
  output: Output,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  const read = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  const language = languageOf(words);
  if (name === '--version') {
    output.out(`rubrica ${context.version}\n`);
    return 0;
  }
  if (read === undefined) {
    const isHelp = name === undefined || name === '--help' || name === 'help';
    (isHelp ? output.out : output.err)(`${await usage(commands, language)}\n`);
    return isHelp ? 0 : 2;
  }
  const command = await read();
  let args: Arguments | null = null;
  try {
    args = parseArguments(rest, command.options);
    if (isSet(args, 'help')) {
      output.out(`rubrica ${command.usage} [--json] [--lang es|en]\n`);
      return 0;
    }
    const outcome = await command.run({ ...context, args, language, say: (line) => output.err(`${line}\n`) });
    output.out(isSet(args, 'json') ? `${JSON.stringify(outcome.json)}\n` : `${outcome.lines.join('\n')}\n`);
    return outcome.code;
  } catch (error) {
    const isJson = words.includes('--json');
    if (error instanceof UsageError) {
      const sentence =
        language === 'es'
          ? `Falta o sobra ${error.message}. Uso: rubrica ${command.usage}`
          : `${error.message} is missing or too much. Usage: rubrica ${command.usage}`;
      output.err(`${sentence}\n`);
      if (isJson) output.out(`${JSON.stringify({ failure: { code: 'usage', detail: error.message } })}\n`);
      return 2;
    }
    const failure = context.log.report(error, name ?? '');
    output.err(`${failureSentence(failure, language)}\n`);
    if (isJson) output.out(`${JSON.stringify({ failure })}\n`);
    if (words.includes('--debug') && error instanceof Error) output.err(`${error.stack ?? error.message}\n`);
    return 5;
  }
}

function languageOf(words: readonly string[]): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const word = at < 0 ? undefined : words[at];
  const value = word?.includes('=') ? word.slice('--lang='.length) : at < 0 ? undefined : words[at + 1];
  if (value === 'en' || value === 'es') return value;
  return (process.env['LC_ALL'] ?? process.env['LANG'] ?? '').startsWith('en') ? 'en' : 'es';
}

async function usage(commands: Commands, language: Language): Promise<string> {
  const head = language === 'es' ? 'rubrica ORDEN [--json] [--lang es|en]' : 'rubrica COMMAND [--json] [--lang es|en]';
  return [head, '', ...(await Promise.all(Object.values(commands).map(async (read) => `  rubrica ${(await read()).usage}`)))].join('\n');
}
