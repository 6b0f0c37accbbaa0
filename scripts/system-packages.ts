/** The Debian and Ubuntu packages the station and its tests stand on. As root they are installed; otherwise one line says how. */
import { spawnSync } from 'node:child_process';

const toRun = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2', 'softhsm2', 'unzip', 'fonts-dejavu-core'];
const toTest = [
  ...toRun,
  'xvfb',
  'xauth',
  'chromium',
  'opensc',
  'opensc-pkcs11',
  'pcscd',
  'vsmartcard-vpcd',
  'libnss3-tools',
  'p11-kit',
  'p11-kit-modules',
  'xmlsec1',
  'openssl',
  'poppler-utils',
  'strace',
  'nsis',
  'rpm',
  'osslsigncode',
  'libengine-pkcs11-openssl',
];

/** For a test that says so itself where they are missing: not every distribution carries them. */
const toTestWhereThere = [
  'swtpm',
  'dbus-daemon',
  'tpm2-tools',
  'tpm2-abrmd',
  'libtss2-tcti-tabrmd0',
  'libtpm2-pkcs11-1',
  'libtpm2-pkcs11-tools',
];

export type Purpose = 'run' | 'test';

/** Returns false when something is missing and could not be installed; what to do has been said then. */
export function ensureSystemPackages(purpose: Purpose, say: (line: string) => void): boolean {
  if (process.platform !== 'linux' || spawnSync('dpkg-query', ['--version']).status !== 0) return true;
  const missing = missingOf(purpose === 'run' ? toRun : toTest);
  const wished = purpose === 'test' && process.getuid?.() === 0 ? missingOf(toTestWhereThere) : [];
  if (missing.length + wished.length === 0) return true;
  if (process.getuid?.() !== 0) {
    say(`Missing system packages. Run this once, then try again:\n  sudo apt-get install -y ${missing.join(' ')}`);
    return false;
  }
  say(`Installing system packages: ${[...missing, ...wished].join(' ')}`);
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
  const failure = install(missing);
  if (failure === null) install(wished);
  else say(`The system packages could not be installed:\n${failure}`);
  return failure === null;
}

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Null when they are there. */
function install(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...names.map(availableName)];
  const ended = spawnSync('apt-get', words, { encoding: 'utf8', env });
  return ended.status === 0 ? null : ended.stderr;
}

function missingOf(wanted: readonly string[]): string[] {
  return wanted.filter((name) => !isInstalled(name) && !isInstalled(`${name}t64`));
}

function isInstalled(name: string): boolean {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return asked.stdout === 'installed';
}

/** Since the 64-bit time transition some libraries carry another name. */
function availableName(name: string): string {
  const known = spawnSync('apt-cache', ['policy', `${name}t64`], { encoding: 'utf8' }).stdout;
  return /Candidate: \d/.test(known) ? `${name}t64` : name;
}
