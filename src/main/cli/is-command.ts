const commandOnly: ReadonlySet<string> = new Set(['--json', '--debug', '--help', '--version']);

/** True when these words are a command rather than files to open: also a command there is none of, which is then told so. */
export function isCommand([first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return false;
  // stands before commands, and before the window too: Chromium knows it
  if (first === '--lang') return isCommand(rest.slice(1));
  if (first.startsWith('--lang=')) return isCommand(rest);
  return commandOnly.has(first) || !/^-|[/\\]|\.xml$/i.test(first);
}
