/** `npm run bench`: what the measures stand on, made ready; then they run. Options go to bench/bench.ts. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildOnce } from './build.ts';
import { screenWords } from './screen.ts';
import { ensureSystemPackages } from './system-packages.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
if (!ensureSystemPackages('test', say)) process.exit(4);
if (!buildOnce()) process.exit(5);
const bench = join(resolve(import.meta.dirname, '..'), 'bench/bench.ts');
const [command = '', ...words] = [...screenWords(), process.execPath, bench, ...process.argv.slice(2)];
process.exit(spawnSync(command, words, { stdio: 'inherit' }).status ?? 1);
