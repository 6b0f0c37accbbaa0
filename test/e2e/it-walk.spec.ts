import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openDebianMachine, packagesOf, type DebianMachine, type Ended } from '#test/e2e/debian-machine.ts';
import { openPracticeWorld, root, type PracticeWorld } from '#test/practice-world.ts';

let debian: DebianMachine;
let world: PracticeWorld;
let deb: string;
let rpm: string;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  world = await openPracticeWorld('walk');
  debian = openDebianMachine(world.practice.config.tokenEnvironment);
  ({ deb, rpm } = await packagesOf());
});
test.afterAll(async () => {
  await world?.remove();
  debian?.remove();
});

/** What the ministry's IT writes for this station; `/etc` is the machine's, so the clean user's own place takes it. */
function writePolicy({ home }: DebianMachine): Ended {
  const { country, gateway, modules, trust } = world.practice.config;
  if (gateway === null) throw new Error('practice has a gateway');
  const passwordFile = join(home, 'gateway-password');
  writeFileSync(passwordFile, gateway.password, { mode: 0o600 });
  const { url, user, caFile, certificateFile, keyFile, station } = gateway;
  const policy = {
    station: { country, language: 'es' },
    gateway: { url, user, passwordFile, caFile, certificateFile, keyFile, station, proxy: 'direct' },
    modules: { paths: modules.map(({ path }) => path), only: true },
    trust: { anchorsFolder: trust.anchorsFolder, directoryAuthorityFile: trust.directoryAuthorityFile },
  };
  const place = join(home, '.config/rubrica/policy.json');
  mkdirSync(join(place, '..'), { recursive: true });
  writeFileSync(place, JSON.stringify(policy), { mode: 0o644 });
  return { code: 0, out: '' };
}

/** Each line of the page, and what it does on this machine. */
const steps: Readonly<Record<string, () => Promise<Ended> | Ended>> = {
  'sudo apt-get install -y ./rubrica.deb': () => debian.dpkg('-i', deb),
  'rubrica --version': () => debian.rubrica('--version'),
  'sudo install -D -m 644 policy.json /etc/rubrica/policy.json': () => writePolicy(debian),
  'rubrica doctor --report informe.zip': () => debian.rubrica('doctor', '--report', join(debian.home, 'informe.zip')),
  // the machine has it, or practice would not have opened
  'sudo apt-get install -y softhsm2': () => ({ code: 0, out: '' }),
  'rubrica doctor': () => debian.rubrica('doctor'),
  'rubrica demo': () => debian.rubrica('demo', '--dir', join(debian.home, 'demo')),
  'rubrica sync --once': () => debian.rubrica('sync', '--once'),
  'rubrica queue list': () => debian.rubrica('queue', 'list'),
  'rubrica journal verify': () => debian.rubrica('journal', 'verify', '--json'),
  'sudo apt-get remove -y rubrica': () => debian.dpkg('-r', 'rubrica'),
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

  expect(statSync(join(debian.home, 'informe.zip')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(debian.folder, 'opt/Rubrica'))).toBe(false);
  expect(existsSync(join(debian.folder, 'usr/bin/rubrica'))).toBe(false);
  expect(existsSync(join(debian.data, 'station.db'))).toBe(true);
  expect(existsSync(join(debian.home, '.config/rubrica/policy.json'))).toBe(true);

  expect((await debian.dpkg('-i', deb)).code).toBe(0);
  const verified = await debian.rubrica('journal', 'verify', '--json');
  const journal = JSON.parse(verified.out.split('\n')[0] ?? '') as { entries: number };
  expect(journal.entries).toBeGreaterThan(0);
});

test('the rpm of the same program installs, proves its files whole, works, and goes without a trace but the data', async () => {
  test.setTimeout(120_000);
  const fedora = openDebianMachine(world.practice.config.tokenEnvironment);
  try {
    const places = ['/opt', '/usr'].flatMap((place) => ['--relocate', `${place}=${fedora.folder}${place}`]);
    expect(await fedora.rpm('-i', '--nodeps', '--badreloc', ...places, rpm)).toMatchObject({ code: 0 });
    // the sandbox's helper gets its mode from the kernel it meets
    expect(await fedora.rpm('-V', '--nodeps', '--nomode', 'rubrica')).toEqual({ code: 0, out: '' });
    expect((await fedora.rubrica('--version')).out).toBe('rubrica 0.1.0\n');
    writePolicy(fedora);
    expect(await fedora.rubrica('demo', '--dir', join(fedora.home, 'demo'))).toMatchObject({ code: 0 });
    expect(await fedora.rubrica('sync', '--once')).toMatchObject({ code: 0 });
    expect(await fedora.rubrica('journal', 'verify')).toMatchObject({ code: 0 });
    expect(await fedora.rpm('-e', 'rubrica')).toMatchObject({ code: 0 });
    expect(['opt/Rubrica', 'usr/bin/rubrica'].filter((place) => existsSync(join(fedora.folder, place)))).toEqual([]);
    expect(existsSync(join(fedora.data, 'station.db'))).toBe(true);
  } finally {
    fedora.remove();
  }
});
