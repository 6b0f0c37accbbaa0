import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

it('the threat model names a test for each answer, and each name is that of a test', () => {
  const rows =
    readFileSync(join(root, 'docs/threat-model.md'), 'utf8').split('## Attacks and answers')[1]?.split('## What remains')[0] ?? '';
  const tests = rows.split('\n').flatMap((row) => (/^\| (?!attack |-)/.test(row) ? [row.split(' | ')[2] ?? ''] : []));
  expect(tests.length).toBeGreaterThan(30);
  expect(tests.filter((named) => named.trim().length < 8)).toEqual([]);

  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const source = files.map((name) => readFileSync(join(root, 'test', name), 'utf8')).join('\n');
  const names = tests.flatMap((named) => [...named.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name));
  expect(names.length).toBeGreaterThan(25);
  // a name may leave out its middle
  expect(names.filter((name) => !name.split(/ ?\.\.\. |…/).every((part) => source.includes(part)))).toEqual([]);
});
