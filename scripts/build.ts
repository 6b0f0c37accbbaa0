/** Builds main, preload and renderer into out/, and the bill of what they are made of. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeBillOfMaterials } from './packaging/bill-of-materials.ts';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(root, 'node_modules/.bin', name);
const steps: readonly (readonly string[])[] = [
  [bin('electron-vite'), 'build', '--logLevel', 'warn'],
  [bin('vite'), 'build', '--config', 'src/renderer/vite.config.ts', '--logLevel', 'warn'],
];

export function buildOnce(): boolean {
  const isBuilt = steps.every(
    ([command = '', ...words]) => spawnSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0,
  );
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
  if (isBuilt) writeBillOfMaterials({ electron: version });
  return isBuilt;
}

if (process.argv[1] === import.meta.filename) process.exit(buildOnce() ? 0 : 1);
