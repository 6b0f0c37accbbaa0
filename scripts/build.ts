/** Builds main, preload and renderer into out/. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const steps: readonly (readonly string[])[] = [
  [bin('electron-vite'), 'build', '--logLevel', 'warn'],
  [bin('vite'), 'build', '--config', 'src/renderer/vite.config.ts', '--logLevel', 'warn'],
];

export function buildOnce(): boolean {
  return steps.every(
    ([command = '', ...words]) => spawnSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0,
  );
}

if (process.argv[1] === import.meta.filename) process.exit(buildOnce() ? 0 : 1);
