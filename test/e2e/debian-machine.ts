import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';

export type Ended = { readonly code: number | null; readonly out: string };

export type DebianMachine = {
  readonly folder: string;
  readonly home: string;
  readonly data: string;
  /** apt's part on this root folder; what it depends on is the machine's */
  dpkg(...words: readonly string[]): Promise<Ended>;
  /** the same of a Fedora, its database beside the root folder */
  rpm(...words: readonly string[]): Promise<Ended>;
  /** the installed command, typed by the official */
  rubrica(...words: readonly string[]): Promise<Ended>;
  remove(): void;
};

type Packages = { readonly deb: string; readonly rpm: string };
const made = new Map<string, Promise<Packages>>();

/** The packages as `npm run package` makes them, once for all tests of a worker; `version` in place of this one's. */
export function packagesOf(version: string | null = null): Promise<Packages> {
  const name = version ?? 'this';
  const known = made.get(name) ?? makePackages(version);
  made.set(name, known);
  return known;
}

async function makePackages(version: string | null): Promise<Packages> {
  const output = mkdtempSync(join(tmpdir(), 'rubrica-packages-'));
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  const { files } = await packageApp(await findElectron(() => undefined), output, ['dir', 'deb', 'rpm'], version);
  const ending = (end: string): string => {
    const file = files.find((name) => name.endsWith(end));
    if (file === undefined) throw new Error(`no ${end} was made`);
    return file;
  };
  return { deb: ending('.deb'), rpm: ending('.rpm') };
}

/** How dpkg works on a root folder without being root of it. */
export const onRoot = (folder: string): readonly string[] => [
  `--root=${folder}`,
  '--force-script-chrootless',
  '--force-depends',
  '--force-not-root',
  '--force-bad-path',
];

/** A Debian of its own below one folder, and an official's home in it. */
export function openDebianMachine(environment: Readonly<Record<string, string>>): DebianMachine {
  const folder = mkdtempSync(join(tmpdir(), 'rubrica-debian-'));
  const home = join(folder, 'home/oficial');
  for (const each of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/triggers', 'etc/rubrica', 'home/oficial'])
    mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(join(folder, 'var/lib/dpkg/status'), '');

  /** Not waited for with the thread standing still: gateway and mirror answer from this very process. */
  const ran = (program: string, words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const { DISPLAY: _display, XDG_CONFIG_HOME: _config, ...env } = process.env;
    return new Promise((resolve) => {
      execFile(program, words, { cwd: home, env: { ...env, ...environment, HOME: home, ...more } }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, out: `${stdout}${stderr}` });
      });
    });
  };
  return {
    folder,
    home,
    data: join(home, '.config/Rubrica'),
    dpkg: (...words) => ran('dpkg', [...onRoot(folder), ...words]),
    rpm: (...words) => ran('rpm', ['--dbpath', join(folder, 'var/lib/rpm'), ...words], { DPKG_ROOT: folder }),
    rubrica: (...words) => ran(join(folder, 'usr/bin/rubrica'), words),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
