import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findElectron } from '#scripts/electron-runtime.ts';
import { packageApp } from '#scripts/package.ts';
import { openPracticeWorld, root, type PracticeWorld } from '#test/practice-world.ts';

/** A Debian of its own below one folder, an official's home in it, and a ministry's gateway and token around it. */
let machine: string;
let world: PracticeWorld;
let deb: string;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  machine = mkdtempSync(join(tmpdir(), 'rubrica-walk-'));
  for (const folder of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/dpkg/triggers', 'etc/rubrica', 'home/oficial'])
    mkdirSync(join(machine, folder), { recursive: true });
  writeFileSync(join(machine, 'var/lib/dpkg/status'), '');
  const { files } = await packageApp(await findElectron(() => undefined), join(machine, 'dist'), ['dir', 'deb']);
  deb = files.find((file) => file.endsWith('.deb')) ?? '';
  world = await openPracticeWorld('walk');
});
test.afterAll(async () => {
  await world?.remove();
  rmSync(machine, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly out: string };
const home = (): string => join(machine, 'home/oficial');
const data = (): string => join(home(), '.config/Rubrica');

/** Not waited for with the thread standing still: the gateway answers from this very process. */
function ran(program: string, ...words: readonly string[]): Promise<Ended> {
  const { DISPLAY: _display, XDG_CONFIG_HOME: _config, ...env } = process.env;
  const options = { cwd: home(), env: { ...env, ...world.practice.config.tokenEnvironment, HOME: home() } };
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : null, out: `${stdout}${stderr}` });
    });
  });
}

/** apt's part on a root folder of its own; what it depends on is the machine's. */
const dpkg = (...words: readonly string[]): Promise<Ended> =>
  ran('dpkg', `--root=${machine}`, '--force-script-chrootless', '--force-depends', '--force-not-root', '--force-bad-path', ...words);
const rubrica = (...words: readonly string[]): Promise<Ended> => ran(join(machine, 'usr/bin/rubrica'), ...words);

/** What the ministry's IT writes for this station; `/etc` is the machine's, so the clean user's own place takes it. */
function writePolicy(): Ended {
  const { country, gateway, modules, trust } = world.practice.config;
  if (gateway === null) throw new Error('practice has a gateway');
  const passwordFile = join(home(), 'gateway-password');
  writeFileSync(passwordFile, gateway.password, { mode: 0o600 });
  const { url, user, caFile, certificateFile, keyFile, station } = gateway;
  const policy = {
    station: { country, language: 'es' },
    gateway: { url, user, passwordFile, caFile, certificateFile, keyFile, station, proxy: 'direct' },
    modules: { paths: modules.map(({ path }) => path), only: true },
    trust: { anchorsFolder: trust.anchorsFolder, directoryAuthorityFile: trust.directoryAuthorityFile },
  };
  const place = join(home(), '.config/rubrica/policy.json');
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, JSON.stringify(policy), { mode: 0o644 });
  return { code: 0, out: '' };
}

/** Each line of the page, and what it does on this machine. */
const steps: Readonly<Record<string, () => Promise<Ended> | Ended>> = {
  'sudo apt-get install -y ./rubrica.deb': () => dpkg('-i', deb),
  'rubrica --version': () => rubrica('--version'),
  'sudo install -m 644 policy.json /etc/rubrica/policy.json': writePolicy,
  'rubrica doctor --report informe.zip': () => rubrica('doctor', '--report', join(home(), 'informe.zip')),
  'rubrica doctor': () => rubrica('doctor'),
  'rubrica demo': () => rubrica('demo', '--dir', join(home(), 'demo')),
  'rubrica sync --once': () => rubrica('sync', '--once'),
  'rubrica queue list': () => rubrica('queue', 'list'),
  'rubrica journal verify': () => rubrica('journal', 'verify', '--json'),
  'sudo apt-get remove -y rubrica': () => dpkg('-r', 'rubrica'),
};

test('a new administrator follows docs/it/install.md on Debian, line by line, and every line ends well', async () => {
  test.setTimeout(300_000);
  const page = readFileSync(join(root, 'docs/it/install.md'), 'utf8');
  const lines = (/```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trim().split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (const [n, line] of lines.entries()) {
    const { code, out } = await (steps[line] ?? (() => ({ code: null, out: 'the page says something that nobody walked' })))();
    expect(code, `${n + 1}: ${line}\n${out}`).toBe(0);
    process.stdout.write(`walk ${n + 1}/${lines.length}: ${line}\n`);
  }

  expect(statSync(join(home(), 'informe.zip')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(machine, 'opt/Rubrica'))).toBe(false);
  expect(existsSync(join(machine, 'usr/bin/rubrica'))).toBe(false);
  expect(existsSync(join(data(), 'station.db'))).toBe(true);
  expect(existsSync(join(home(), '.config/rubrica/policy.json'))).toBe(true);

  expect((await dpkg('-i', deb)).code).toBe(0);
  const verified = await rubrica('journal', 'verify', '--json');
  const journal = JSON.parse(verified.out.split('\n')[0] ?? '') as { entries: number };
  expect(journal.entries).toBeGreaterThan(0);
});
