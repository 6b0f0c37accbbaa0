/**
 * `npm run package`: the installers of this platform with Electron 45; where its binary cannot be had, the `dir`
 * package on the stand-in runtime, good for tests and not for people.
 */
import { cpSync, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type CliOptions } from 'electron-builder';
import { buildOnce } from './build.ts';
import { findElectron, type ElectronRuntime } from './electron-runtime.ts';

const root = resolve(import.meta.dirname, '..');

/** Returns the folder of the unpacked application, or null where installers were made. */
export async function packageApp(electron: ElectronRuntime, output: string): Promise<string | null> {
  const wantsDir = electron.isStandIn || process.argv.includes('--dir');
  const options: CliOptions = {
    projectDir: root,
    publish: 'never',
    ...(wantsDir ? { dir: true } : {}),
    config: {
      extends: join(root, 'electron-builder.yml'),
      directories: { output },
      ...(electron.dist === null ? {} : { electronDist: electron.dist, electronVersion: electron.version, afterPack: removeLoader }),
    },
  };
  await build(options);
  if (!wantsDir) return null;
  const unpacked = join(output, process.platform === 'linux' ? 'linux-unpacked' : process.platform === 'win32' ? 'win-unpacked' : 'mac');
  if (electron.nativeBinding !== null) cpSync(electron.nativeBinding, join(unpacked, 'resources/better_sqlite3.node'));
  return existsSync(unpacked) ? unpacked : null;
}

/** The stand-in runtime carries a loader for unpacked folders; a package must hold our app alone. */
function removeLoader({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  return rm(join(appOutDir, 'resources/app'), { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) {
  const electron = await findElectron((line) => process.stderr.write(`${line}\n`));
  if (!buildOnce()) process.exit(5);
  const unpacked = await packageApp(electron, join(root, 'dist'));
  process.stdout.write(`${unpacked ?? join(root, 'dist')}\n`);
}
