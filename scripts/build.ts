/** Builds main, preload and renderer into out/. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const steps: readonly (readonly string[])[] = [
  [bin('electron-vite'), 'build', '--logLevel', 'warn'],
  [bin('vite'), 'build', '--config', 'src/renderer/vite.config.ts', '--logLevel', 'warn'],
];
for (const [command = '', ...words] of steps) {
  const ended = spawnSync(command, words, { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) process.exit(ended.status ?? 1);
}
