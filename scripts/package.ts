/**
 * `npm run package`: the installers of this platform with Electron 45; where its binary cannot be had, on the stand-in
 * runtime the unpacked folder and the packages that this machine's own tools make of it: good for trials and not for people.
 * Options: --dir for the folder alone; --release for what goes to offices, which is refused where something of it is missing.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { Arch, archFromString, build, Packager, Platform, type AfterPackContext, type PackagerOptions } from 'electron-builder';
import { buildOnce } from './build.ts';
import { findElectron, type ElectronRuntime } from './electron-runtime.ts';
import { checkAddons } from './packaging/architecture.ts';
import { writeBillOfMaterials, type RuntimeVersions } from './packaging/bill-of-materials.ts';
import { debianPackage } from './packaging/debian-package.ts';
import { packageConfig } from './packaging/package-config.ts';
import { hasTool } from './packaging/packer-words.ts';
import { isRelease, missingOfRelease } from './packaging/release.ts';
import { rpmPackage } from './packaging/rpm-package.ts';

const root = resolve(import.meta.dirname, '..');
const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';

type Made = { readonly unpacked: string; readonly files: readonly string[] };
type Targets = readonly string[];

/** Makes the targets named of this platform and this machine's architecture; with `dir` alone, the unpacked folder. `version` in place of package.json's. */
export async function packageApp(
  electron: ElectronRuntime,
  output: string,
  targets: Targets = ['dir'],
  version: string | null = null,
): Promise<Made> {
  const { extends: settings, ...config } = packageConfig(process.env);
  const files: string[] = [];
  writeBillOfMaterials(runtimeVersions(electron));
  const options: PackagerOptions = {
    projectDir: root,
    targets: new Map([[Platform.current(), new Map([[archFromString(architecture), [...targets]]])]]),
    config: {
      extends: settings ?? null,
      ...config,
      directories: { output },
      ...(version === null ? {} : { extraMetadata: { version } }),
      afterPack: (context) => finishFolder(context, electron),
      ...(electron.dist === null ? {} : { electronDist: electron.dist, electronVersion: electron.version }),
    },
    ...(electron.isStandIn && targets.some((name) => name === 'deb' || name === 'rpm')
      ? { effectiveOptionComputed: async ([words]: [readonly string[]]) => files.push(await trialPackage(words, output, version)) > 0 }
      : {}),
  };
  files.push(...(await build({ ...options, publish: 'never' })));
  const folder = readdirSync(output).find((name) => name.endsWith('-unpacked') || name.startsWith('mac'));
  if (folder === undefined) throw new Error(`${output}: no unpacked folder was made.`);
  return { unpacked: join(output, folder), files };
}

/** Asked of the runtime itself, before its fuses are set. */
function runtimeVersions({ executable, version }: ElectronRuntime): RuntimeVersions {
  const asked = spawnSync(executable, ['-p', 'JSON.stringify(process.versions)'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (asked.status !== 0) return { electron: version };
  const { chrome, node } = JSON.parse(asked.stdout) as { chrome: string; node: string };
  return { electron: version, chromium: chrome, node };
}

/** The last look at the folder before it is signed and packed. */
async function finishFolder({ appOutDir, arch, packager }: AfterPackContext, electron: ElectronRuntime): Promise<void> {
  const resources = packager.getResourcesDir(appOutDir);
  if (electron.isStandIn) {
    // The stand-in carries a loader for unpacked folders; a package must hold our app alone.
    rmSync(join(resources, 'app'), { recursive: true, force: true });
    // Its SQLite addon is one of its own: the prebuilt one asks for a newer runtime.
    const prebuilt = join(resources, `app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-${Arch[arch]}.node`);
    if (electron.nativeBinding !== null) copyFileSync(electron.nativeBinding, prebuilt);
  }
  checkAddons(resources, Arch[arch]);
}

/** A version below the one it stands for, so that the real package is an upgrade of a trial. */
async function trialPackage(words: readonly string[], output: string, version: string | null): Promise<string> {
  const packager = await resolvedPackager();
  const isRpm = words.some((word) => word.endsWith('.rpm'));
  const { deb, rpm } = packager.config;
  return (isRpm ? rpmPackage : debianPackage)({
    words,
    depends: listOf((isRpm ? rpm : deb)?.depends),
    recommends: isRpm ? [] : listOf(deb?.recommends),
    version: `${version ?? packager.metadata.version}~trial`,
    output,
    madeAt: commitSeconds(),
  });
}

/** electron-builder's own reading of the configuration: defaults, inheritance and checks included. */
export async function resolvedPackager(environment: NodeJS.ProcessEnv = process.env): Promise<Packager> {
  const packager = new Packager({ projectDir: root, config: packageConfig(environment) });
  await packager.validateConfig();
  return packager;
}

/** When this commit was made: what is built of it carries no later time (reproducible-builds.org, SOURCE_DATE_EPOCH). */
export function commitSeconds(): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  if (given !== undefined) return Number(given);
  const asked = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return Number(asked.stdout.trim()) || 315_532_800;
}

/** What stands in the folder and in no commit. */
function changes(): string {
  return spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }).stdout.trimEnd();
}

function listOf(value: readonly string[] | string | null | undefined): string[] {
  return typeof value === 'string' ? [value] : [...(value ?? [])];
}

async function targetsHere(electron: ElectronRuntime): Promise<Targets> {
  if (process.argv.includes('--dir')) return ['dir'];
  if (electron.isStandIn) return ['dir', ...(hasTool('dpkg-deb') ? ['deb'] : []), ...(hasTool('rpmbuild') ? ['rpm'] : [])];
  const { config } = await resolvedPackager();
  const platform = { linux: config.linux, win32: config.win, darwin: config.mac }[process.platform as 'linux' | 'win32' | 'darwin'];
  const targets = [platform?.target ?? []].flat();
  return targets.flatMap((each) =>
    typeof each === 'string' ? [each] : [each.arch ?? []].flat().includes(architecture) ? [each.target] : [],
  );
}

if (process.argv[1] === import.meta.filename) {
  const electron = await findElectron((line) => process.stderr.write(`${line}\n`));
  const isForOffices = isRelease(process.argv, process.env);
  const missing = isForOffices
    ? missingOfRelease({ ...electron, environment: process.env, platform: process.platform, changes: changes() })
    : [];
  if (missing.length > 0) {
    process.stderr.write(`No release is made of this. Missing:\n${missing.map((what) => `  - ${what}\n`).join('')}`);
    process.exit(4);
  }
  if (!buildOnce()) process.exit(5);
  const { unpacked, files } = await packageApp(electron, join(root, 'dist'), await targetsHere(electron));
  const here = relative(process.cwd(), unpacked) || unpacked;
  const made = [here, ...files.map((file) => basename(file))].join(', ');
  const trial = electron.isStandIn
    ? ` — on a stand-in, Electron ${electron.version}: for trials, not for work`
    : isForOffices
      ? ''
      : ' — not a release';
  process.stdout.write(`Packaged Rúbrica for ${process.platform} ${architecture}: ${made}${trial}\n`);
}
