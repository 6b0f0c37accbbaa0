import { failureSentence } from '#core/text/failures.ts';
import type { Language, Words } from '#core/finding.ts';
import { everywhere, isSet, parseArguments, UsageError, valueOf, type Arguments } from '#main/cli/arguments.ts';
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
  // what every command takes may stand before it, too
  const at = words.findIndex((word, i) => !word.startsWith('--') && words[i - 1] !== '--lang');
  const name = at < 0 ? words.find((word) => word === '--version' || word === '--help') : words[at];
  const rest = words.filter((_, i) => i !== at);
  const isJson = words.includes('--json');
  const read = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  const language = languageOf(words);
  if (name === '--version') {
    output.out(`rubrica ${context.version}\n`);
    return 0;
  }
  if (read === undefined) {
    const isHelp = words.length === 0 || name === '--help' || name === 'help';
    (isHelp ? output.out : output.err)(`${await usage(commands, language)}\n`);
    if (isHelp) return 0;
    const typed = name ?? words.join(' ');
    output.err(language === 'es' ? `\nNo hay ninguna orden «${typed}».\n` : `\nThere is no command “${typed}”.\n`);
    if (isJson) output.out(`${JSON.stringify({ failure: { code: 'usage', detail: typed } })}\n`);
    return 2;
  }
  const command = await read();
  let args: Arguments | null = null;
  try {
    args = parseArguments(rest, command.options);
    if (!['es', 'en', undefined].includes(valueOf(args, 'lang'))) throw new UsageError('--lang');
    if (isSet(args, 'help')) {
      output.out(`rubrica ${command.usage} [--json] [--lang es|en]\n`);
      return 0;
    }
    const outcome = await command.run({ ...context, args, language, say: (line) => output.err(`${line}\n`) });
    output.out(isSet(args, 'json') ? `${JSON.stringify(outcome.json)}\n` : `${outcome.lines.join('\n')}\n`);
    return outcome.code;
  } catch (error) {
    if (error instanceof UsageError) {
      const use = language === 'es' ? `Uso: rubrica ${command.usage}` : `Usage: rubrica ${command.usage}`;
      output.err(`${(error.sentence ?? wrongUse(error.message, rest, command))[language]} ${use}\n`);
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

/** What is wrong with the words: one is not understood, an option has no value it can use, or something is missing. */
function wrongUse(what: string, given: readonly string[], { options }: Command): Words {
  const isOption = what.startsWith('--') && (Object.hasOwn(everywhere, what.slice(2)) || Object.hasOwn(options, what.slice(2)));
  const isGiven = what.split(' ').every((part) => given.some((word) => word === part || word.startsWith(`${part}=`)));
  if (!isGiven) return { es: `Falta ${what}.`, en: `${what} is missing.` };
  if (isOption) return { es: `Falta el valor de ${what}, o no sirve.`, en: `The value of ${what} is missing, or is of no use.` };
  return { es: `«${what}» no se entiende aquí.`, en: `“${what}” is not understood here.` };
}

export function languageOf(words: readonly string[]): Language {
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
