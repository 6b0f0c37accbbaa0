/**
 * Which of `names` the words `--only NAME,NAME` ask for; all of them where nothing was typed. Anything else typed ends the
 * program with a sentence: it must not be taken for nothing, and everything be run.
 */
export function onlyOf<Name extends string>(words: readonly string[], names: readonly Name[]): readonly Name[] {
  if (words.length === 0) return names;
  const [option, list = '', ...others] = words;
  const asked = list.split(',');
  const unknown = option === '--only' ? [...asked.filter((name) => !names.some((known) => known === name)), ...others] : words;
  if (unknown.length === 0) return names.filter((name) => asked.includes(name));
  process.stderr.write(
    `Not understood: ${unknown.map((word) => `“${word}”`).join(', ')}. What is: --only NAME,NAME of ${names.join(', ')}.\n`,
  );
  process.exit(2);
}
