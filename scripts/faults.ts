/**
 * `npm run faults`: the fault and attack tests in their long form, every point instead of a sample, and how many there were.
 * Takes the better part of an hour. `npm run faults -- store-faults power-loss` runs those files alone; what begins with a
 * dash goes to vitest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureSystemPackages } from './system-packages.ts';

const root = resolve(import.meta.dirname, '..');
const leastPoints = 10_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const words = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('-'));
const files = words.filter((word) => !word.startsWith('-'));

if (!ensureSystemPackages('test', say)) process.exit(4);
const folder = mkdtempSync(join(tmpdir(), 'rubrica-points-'));
const counted = join(folder, 'points');
const all = [
  'test/faults',
  'test/flow/killed-at-every-step.test.ts',
  'test/flow/day-without-line.test.ts',
  'test/flow/origin-every-byte.test.ts',
];
const tests = files.length > 0 ? files : all;
const ended = spawnSync(join(root, 'node_modules/.bin/vitest'), ['run', ...tests, ...options], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, RUBRICA_FAULTS: 'long', RUBRICA_FAULTS_COUNT: counted },
});
const lines = existsSync(counted) ? readFileSync(counted, 'utf8').split('\n').filter(Boolean) : [];
rmSync(folder, { recursive: true });
const total = lines.reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
say('\nPoints at which a step was made to fail:');
for (const line of lines) say(`  ${line}`);
say(`  ${total} in all`);
const isEnough = words.length > 0 || total >= leastPoints;
if (!isEnough) say(`fewer than ${leastPoints}`);
process.exit(ended.status === 0 && isEnough ? 0 : 1);
