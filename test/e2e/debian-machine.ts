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
  /** the installed command, typed by the official */
  rubrica(...words: readonly string[]): Promise<Ended>;
  remove(): void;
};

const made = new Map<string, Promise<string>>();

/** The path of the package as `npm run package` makes it, once for all tests of a worker; `version` in place of this one's. */
export function debianPackageOf(version: string | null = null): Promise<string> {
  const name = version ?? 'this';
  const known = made.get(name) ?? makePackage(version);
  made.set(name, known);
  return known;
}

async function makePackage(version: string | null): Promise<string> {
  const output = mkdtempSync(join(tmpdir(), 'rubrica-deb-'));
  process.once('exit', () => rmSync(output, { recursive: true, force: true }));
  const { files } = await packageApp(await findElectron(() => undefined), output, ['dir', 'deb'], version);
  const deb = files.find((file) => file.endsWith('.deb'));
  if (deb === undefined) throw new Error('no Debian package was made');
  return deb;
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
  const ran = (program: string, words: readonly string[]): Promise<Ended> => {
    const { DISPLAY: _display, XDG_CONFIG_HOME: _config, ...env } = process.env;
    return new Promise((resolve) => {
      execFile(program, words, { cwd: home, env: { ...env, ...environment, HOME: home } }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, out: `${stdout}${stderr}` });
      });
    });
  };
  return {
    folder,
    home,
    data: join(home, '.config/Rubrica'),
    dpkg: (...words) => ran('dpkg', [...onRoot(folder), ...words]),
    rubrica: (...words) => ran(join(folder, 'usr/bin/rubrica'), words),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
