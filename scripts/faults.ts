/** `npm run faults`: the fault and attack tests in their long form, every point instead of a sample. Takes the better part of an hour. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureSystemPackages } from './system-packages.ts';

const root = resolve(import.meta.dirname, '..');
if (!ensureSystemPackages('test', (line) => void process.stdout.write(`${line}\n`))) process.exit(4);
const ended = spawnSync(
  join(root, 'node_modules/.bin/vitest'),
  ['run', 'test/faults', 'test/flow/killed-at-every-step.test.ts', 'test/flow/courier.test.ts', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RUBRICA_FAULTS: 'long' },
  },
);
process.exit(ended.status ?? 1);
