/**
 * `npm run check`: types, lint, format, dead code, and known faults in what is shipped where a registry answers. Each
 * says how many files it looked at; none at all is a failure.
 * The architecture has its own test (test/architecture.test.ts). Option: --root DIR, for the proof that each can fail.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditShipped } from './audit.ts';

const home = resolve(import.meta.dirname, '..');
const rootAt = process.argv.indexOf('--root');
const root = rootAt < 0 ? home : resolve(process.argv[rootAt + 1] ?? '.');
const onlyAt = process.argv.indexOf('--only');
const only = onlyAt < 0 ? null : process.argv[onlyAt + 1];
const bin = (name: string): string => join(home, 'node_modules/.bin', name);

type Outcome = { isGood: boolean; files: number; output: string; note?: string };

const checks: Readonly<Record<string, () => Outcome>> = {
  types: () => {
    const ended = run(bin('tsc'), ['-b', '--pretty', 'false']);
    return { isGood: ended.status === 0, files: sources(root).length, output: ended.output };
  },
  lint: () => {
    const ended = run(bin('oxlint'), ['--type-aware', '.']);
    return { isGood: ended.status === 0, files: countIn(ended.output, /on (\d+) files/), output: ended.output };
  },
  format: () => {
    const ended = run(bin('oxfmt'), ['--check', ...rooms(root)]);
    return {
      isGood: ended.status === 0,
      files: existsSync(join(root, 'src')) ? countIn(ended.output, /on (\d+) files/) : 0,
      output: ended.output,
    };
  },
  deadCode: () => {
    const ended = run(bin('knip'), ['--no-progress']);
    return { isGood: ended.status === 0, files: sources(root).length, output: ended.output };
  },
  audit: () => {
    const findings = auditShipped(root);
    const note =
      findings === null ? 'the registry does not answer, so nothing was asked' : `${findings.length} known faults in what is shipped`;
    return { isGood: (findings ?? []).length === 0, files: 1, output: (findings ?? []).join('\n'), note };
  },
};

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  if (only !== null && only !== name) continue;
  const { isGood, files, output, note } = check();
  const isDone = isGood && files > 0;
  if (!isDone) failures += 1;
  process.stdout.write(`${isDone ? 'good' : 'FAILED'}  ${name}: ${note ?? `${files} files`}\n${isDone ? '' : `${output}\n`}`);
}
process.exit(failures === 0 ? 0 : 1);

function run(command: string, words: readonly string[]): { status: number | null; output: string } {
  const ended = spawnSync(command, words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return { status: ended.status, output: `${ended.stdout}${ended.stderr}` };
}

function countIn(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}

/** TypeScript files below the rooms. */
function sources(folder: string): string[] {
  return rooms(folder).flatMap((room) => below(join(folder, room)));
}

function rooms(folder: string): string[] {
  return ['src', 'gateway', 'test', 'bench', 'scripts'].filter((room) => existsSync(join(folder, room)));
}

function below(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return below(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}
