/** `npm run bench`: what the measures stand on, made ready; then they run. Option: --only NAME,NAME (files of bench/measures). */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildOnce } from './build.ts';
import { onlyOf } from './only.ts';
import { screenWords } from './screen.ts';
import { ensureSystemPackages } from './system-packages.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const bench = join(resolve(import.meta.dirname, '..'), 'bench');
const names = readdirSync(join(bench, 'measures')).map((file) => file.replace(/\.ts$/, ''));
const only = onlyOf(process.argv.slice(2), names);
if (!ensureSystemPackages('test', say)) process.exit(4);
if (!buildOnce()) process.exit(5);
const [command = '', ...words] = [...screenWords(), process.execPath, join(bench, 'bench.ts'), ...only];
process.exit(spawnSync(command, words, { stdio: 'inherit' }).status ?? 1);
