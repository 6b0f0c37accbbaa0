import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolvedPackager } from '#scripts/package.ts';

const installers = resolve(import.meta.dirname, '../../installers/linux');
let folder = '';
let machine = '';
let wanted: readonly string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-rpm-'));
  machine = join(folder, 'machine');
  mkdirSync(machine);
  wanted = [(await resolvedPackager({})).config.rpm?.depends ?? []].flat();
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

/** The package as the packer words it: our scripts and needs, around a program of two lines. */
function rpmOf(version: string): string {
  const payload = join(folder, `payload-${version}`);
  mkdirSync(join(payload, 'opt/Rubrica/bin'), { recursive: true });
  writeFileSync(join(payload, 'opt/Rubrica/rubrica'), `#!/bin/sh\necho ${version} "$@"\n`);
  writeFileSync(join(payload, 'opt/Rubrica/chrome-sandbox'), '');
  writeFileSync(join(payload, 'opt/Rubrica/bin/rubrica'), readFileSync(join(installers, 'rubrica')));
  for (const name of ['rubrica', 'bin/rubrica']) chmodSync(join(payload, 'opt/Rubrica', name), 0o755);
  const spec = join(folder, 'rubrica.spec');
  const head = ['Name: rubrica', `Version: ${version}`, 'Release: 1', 'Summary: x', 'License: x', 'BuildArch: noarch', 'Prefix: /opt'];
  const needs = wanted.map((name) => `Requires: ${name}`);
  const parts = [`%description\nx`, `%install\ncp -a ${payload}/. %{buildroot}/`, `%post\n${script('after-install')}`];
  writeFileSync(spec, [...head, ...needs, ...parts, `%postun\n${script('after-remove')}`, '%files\n/opt/Rubrica\n'].join('\n'));
  ran('rpmbuild', '-bb', '--quiet', '--define', `_topdir ${join(folder, 'build')}`, '--define', '_build_id_links none', spec);
  return join(folder, `build/RPMS/noarch/rubrica-${version}-1.noarch.rpm`);
}

const rpm = (...words: readonly string[]): string => ran('rpm', '--dbpath', join(folder, 'db'), ...words);
const toMachine = (): readonly string[] => ['--nodeps', '--relocate', `/opt=${machine}/opt`];
const command = 'usr/bin/rubrica';
const hasCommand = (): boolean => lstatSync(join(machine, command), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

it('rpm itself takes our scripts and the names of what we need, and installs, upgrades and removes with them', { timeout: 60_000 }, () => {
  const [old, next] = [rpmOf('1.0.0'), rpmOf('1.1.0')];
  expect(wanted.length).toBeGreaterThan(5);
  const asked = ran('rpm', '-qp', '--requires', old).split('\n');
  expect(wanted.filter((name) => !asked.includes(name))).toEqual([]);

  rpm('-i', ...toMachine(), old);
  expect(ran(join(machine, command), 'doctor')).toContain('1.0.0 ');
  rpm('-U', ...toMachine(), next);
  // the old one's removal comes last, and leaves what the new one needs
  expect(ran(join(machine, command), 'doctor')).toContain('1.1.0 ');
  expect(rpm('-qa').trim()).toBe('rubrica-1.1.0-1.noarch');
  rpm('-e', 'rubrica');
  expect([hasCommand(), rpm('-qa')]).toEqual([false, '']);
});
