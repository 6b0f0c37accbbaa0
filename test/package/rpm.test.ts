import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvedPackager } from '#scripts/package.ts';
import type { PackageOrder } from '#scripts/packaging/packer-words.ts';
import { rpmPackage } from '#scripts/packaging/rpm-package.ts';

const installers = resolve(import.meta.dirname, '../../installers/linux');
let folder = '';
let machine = '';
let config: { readonly depends: readonly string[]; readonly fpm: readonly string[] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-rpm-'));
  machine = join(folder, 'machine');
  mkdirSync(machine);
  const { depends, fpm } = (await resolvedPackager({})).config.rpm ?? {};
  config = { depends: [depends ?? []].flat(), fpm: fpm ?? [] };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ran(program: string, ...words: readonly string[]): string {
  // the scripts work on the folder that stands for a machine, without being shut up in it
  const ended = spawnSync(program, words, { encoding: 'utf8', env: { ...process.env, DPKG_ROOT: machine, LC_ALL: 'C.UTF-8' } });
  expect(ended.status, `${program} ${words.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0);
  return ended.stdout;
}

const script = (name: string): string =>
  readFileSync(join(installers, `${name}.sh`), 'utf8')
    .replaceAll('${sanitizedProductName}', 'Rubrica')
    .replaceAll('${executable}', 'rubrica');

/** What the packer is told, around a program of two lines. */
function orderOf(version: string): PackageOrder {
  const payload = join(folder, `payload-${version}`);
  mkdirSync(join(payload, 'bin'), { recursive: true });
  writeFileSync(join(payload, 'rubrica'), `#!/bin/sh\necho ${version} "$@"\n`);
  writeFileSync(join(payload, 'chrome-sandbox'), '');
  writeFileSync(join(payload, 'bin/rubrica'), readFileSync(join(installers, 'rubrica')));
  for (const name of ['rubrica', 'chrome-sandbox', 'bin/rubrica']) chmodSync(join(payload, name), 0o755);
  for (const name of ['after-install', 'after-remove']) writeFileSync(join(folder, name), script(name));
  const output = join(folder, version);
  mkdirSync(output, { recursive: true });
  const told = {
    name: 'rubrica',
    architecture: 'amd64',
    license: 'UNLICENSED',
    vendor: 'Rúbrica',
    maintainer: 'Rúbrica',
    url: 'https://x.example',
    'rpm-summary': 'Signing station',
    description: 'Signs.',
    'after-install': join(folder, 'after-install'),
    'after-remove': join(folder, 'after-remove'),
  };
  const words = [...Object.entries(told).flatMap(([option, value]) => [`--${option}`, value]), ...config.fpm, `${payload}/=/opt/Rubrica`];
  return { words, depends: config.depends, recommends: [], version, output, madeAt: 1_700_000_000 };
}

const rpm = (...words: readonly string[]): string => ran('rpm', '--dbpath', join(folder, 'db'), ...words);
const toMachine = (): readonly string[] =>
  ['/opt', '/usr'].flatMap((place) => ['--relocate', `${place}=${machine}${place}`]).concat('--nodeps', '--badreloc');
const command = 'usr/bin/rubrica';
const hasCommand = (): boolean => lstatSync(join(machine, command), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

it('rpm itself takes our scripts and the names of what we need, installs, upgrades and removes with them, and leaves no folder', () => {
  const [old, next] = [rpmPackage(orderOf('1.0.0~trial')), rpmPackage(orderOf('1.0.0'))];
  expect(config.depends.length).toBeGreaterThan(5);
  const asked = ran('rpm', '-qp', '--requires', old).split('\n');
  expect(config.depends.filter((name) => !asked.includes(name))).toEqual([]);
  expect(ran('rpm', '-qp', '--recommends', old).split('\n')).toContain('pcsc-lite');

  rpm('-i', ...toMachine(), old);
  expect(ran(join(machine, command), 'doctor')).toContain('1.0.0~trial ');
  rpm('-V', '--nodeps', '--nomode', 'rubrica');
  rpm('-U', ...toMachine(), next);
  // the old one's removal comes last, and leaves what the new one needs
  expect(ran(join(machine, command), 'doctor')).toContain('1.0.0 ');
  expect(rpm('-qa').trim()).toBe('rubrica-1.0.0-1.x86_64');
  rpm('-e', 'rubrica');
  expect([hasCommand(), rpm('-qa'), existsSync(join(machine, 'opt/Rubrica'))]).toEqual([false, '', false]);
});

it('is the same rpm, byte for byte, for the same commit, and its files can be checked where MD5 is forbidden', () => {
  const [one, two] = [0, 1].map(() => readFileSync(rpmPackage(orderOf('1.0.0'))));
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  const made = join(folder, '1.0.0/rubrica-1.0.0-1.x86_64.rpm');
  const [at, ...files] = ran('rpm', '-qp', '--queryformat', '%{BUILDTIME}[ %{FILEMTIMES}]', made).split(' ').map(Number);
  expect([at, Math.max(...files)]).toEqual([1_700_000_000, 1_700_000_000]);
  const [first] = ran('rpm', '-qp', '--queryformat', '[%{FILEDIGESTS} ]', made).match(/[0-9a-f]+/) ?? [];
  expect(first).toHaveLength(64);
});
