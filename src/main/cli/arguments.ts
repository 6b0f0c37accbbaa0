import type { Words } from '#core/finding.ts';

/** What was typed after `rubrica COMMAND`. Options may be repeated or followed by several values. */
export type Arguments = {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
};

export type OptionKind = 'flag' | 'value' | 'values';
export type OptionTable = Readonly<Record<string, OptionKind>>;

/** Wrong usage: which word or option it is about, and a sentence where more is to say than that it is missing or not understood. */
export class UsageError extends Error {
  readonly sentence: Words | null;
  constructor(what: string, sentence: Words | null = null) {
    super(what);
    this.sentence = sentence;
  }
}

/** Every command takes these. */
export const everywhere: OptionTable = { json: 'flag', lang: 'value', debug: 'flag', help: 'flag' };

export function parseArguments(words: readonly string[], table: OptionTable): Arguments {
  const known: OptionTable = { ...everywhere, ...table };
  const positional: string[] = [];
  const options = new Map<string, string[]>();
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw new UsageError(`--${name}`);
    const values = options.get(name) ?? [];
    if (kind === 'flag') values.push('');
    else if (equals >= 0) values.push(word.slice(equals + 1));
    else {
      const next = words[i + 1];
      if (next === undefined || next.startsWith('--')) throw new UsageError(`--${name}`);
      values.push(next);
      i += 1;
      while (kind === 'values' && words[i + 1] !== undefined && !(words[i + 1] ?? '').startsWith('--')) {
        values.push(words[i + 1] ?? '');
        i += 1;
      }
    }
    options.set(name, values);
  }
  return { words: positional, options };
}

export function isSet(args: Arguments, name: string): boolean {
  return args.options.has(name);
}

export function valueOf(args: Arguments, name: string): string | undefined {
  return args.options.get(name)?.at(-1);
}

export function valuesOf(args: Arguments, name: string): readonly string[] {
  return args.options.get(name) ?? [];
}

export function required(args: Arguments, name: string): string {
  const value = valueOf(args, name);
  if (value === undefined) throw new UsageError(`--${name}`);
  return value;
}
