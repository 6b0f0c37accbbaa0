import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyKeys } from '#contract/policy.ts';
import { openConfig } from '#main/open-config.ts';
import { root } from '#test/practice-world.ts';

const folder = join(root, 'docs/it');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const help = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), '--help'], { encoding: 'utf8' }).stdout;

/** Each with its page and line, so that a failure leads there. */
function found(pattern: RegExp): { readonly at: string; readonly text: string }[] {
  return pages.flatMap((page) =>
    readFileSync(join(folder, page), 'utf8')
      .split('\n')
      .flatMap((line, i) => [...line.matchAll(pattern)].map((match) => ({ at: `${page}:${i + 1}`, text: match[1] ?? '' }))),
  );
}

function problemsOf(content: Readonly<Record<string, unknown>>) {
  const places = { dataFolder: '/d', schemaFolder: '/s', version: '0' };
  const config = openConfig(null, places, () => [{ source: 'machine', place: 'policy.json', content: { ok: true, value: content } }]);
  return config.policy?.report.problems;
}

describe('what docs/it tells an administrator', () => {
  it('has examples of a policy in which every value is taken', () => {
    const examples = pages.flatMap((page) => [...readFileSync(join(folder, page), 'utf8').matchAll(/```json\n([\s\S]*?)```/g)]);
    expect(examples.length).toBeGreaterThan(1);
    for (const [, text = ''] of examples) expect(problemsOf(JSON.parse(text) as Record<string, unknown>), text).toEqual([]);
  });

  it('names keys of the policy that there are', () => {
    const sections = [...new Set(Object.keys(policyKeys).map((key) => key.split('.')[0]))].join('|');
    const named = found(new RegExp(`\`((?:${sections})\\.[a-zA-Z]+)\``, 'g')).filter(({ text }) => !/\.(json|md|db|pem|ts)$/.test(text));
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ text }) => !Object.hasOwn(policyKeys, text))).toEqual([]);
  });

  it('names commands and options that the program’s own help names', () => {
    const commands = [...help.matchAll(/^ {2}rubrica (\S+)(.*)$/gm)].map(([, name = '', rest = '']) => ({ name, rest }));
    const names = commands.map(({ name }) => name).join('|');
    const typed = [...found(/^rubrica (.*?)(?: {2,}#.*)?$/g), ...found(new RegExp(`\`(?:rubrica )?((?:${names})(?: [^\`]+)?)\``, 'g'))];
    expect([commands.length > 10, typed.length > 20]).toEqual([true, true]);
    const unknown = typed.filter(({ text }) => {
      const [name = '', ...words] = text.split(' ');
      const own = commands.find((each) => each.name === name);
      const everywhere = ['--json', '--lang'].filter((word) => help.includes(word));
      const isKnown = (word: string): boolean => help.includes(word) || /^[A-ZÁÉÍÓÚ]+$|\.(json|zip)$/.test(word);
      return (
        name !== '--version' &&
        (own === undefined ||
          !words.every((word) => isKnown(word) && (!word.startsWith('--') || everywhere.includes(word) || own.rest.includes(word))))
      );
    });
    expect(unknown).toEqual([]);
  });

  it('leads to files that there are', () => {
    const links = [...found(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g), ...found(/`(policy\/[^`]+)`/g)];
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ text }) => !existsSync(join(folder, text)))).toEqual([]);
    const tests = found(/`(test\/[^`]+\.ts|scripts\/[^`]+\.ts)`/g);
    expect(tests.filter(({ text }) => !existsSync(join(root, text)))).toEqual([]);
  });

  it('calls each field of the environment as the builder reads it', () => {
    const named = new Set(found(/`(RUBRICA_[A-Z_0-9]+)`/g).map(({ text }) => text));
    const code = ['scripts/packaging', 'src/main', 'src/main/cli']
      .flatMap((place) => readdirSync(join(root, place), { withFileTypes: true }).map((entry) => ({ place, entry })))
      .filter(({ entry }) => entry.isFile() && entry.name.endsWith('.ts'))
      .map(({ place, entry }) => readFileSync(join(root, place, entry.name), 'utf8'))
      .join('\n');
    expect(named.size).toBeGreaterThan(8);
    expect([...named].filter((name) => !code.includes(name))).toEqual([]);
  });
});

describe('what the documents tell whoever builds, releases or integrates', () => {
  it('runs the project’s own programs by the Node it brings along: the oldest it is installed with reads no TypeScript', () => {
    const places = ['docs', 'docs/integrators', 'schemas'].flatMap((place) =>
      readdirSync(join(root, place)).flatMap((name) => (name.endsWith('.md') ? [join(root, place, name)] : [])),
    );
    const typed = places.flatMap((place) => [...readFileSync(place, 'utf8').matchAll(/[\w./]*node \S+\.ts/g)].map(([words]) => words));
    expect(typed.length).toBeGreaterThan(5);
    expect(typed.filter((words) => !words.startsWith('node_modules/.bin/node '))).toEqual([]);
  });
});
