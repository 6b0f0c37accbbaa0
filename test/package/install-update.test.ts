import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolvedPackager } from '#scripts/package.ts';

const installers = resolve(import.meta.dirname, '../../installers/linux');
const helper = join(installers, 'install-update');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-helper-'));
  for (const name of ['bin', 'kept']) mkdirSync(join(folder, name));
  // in a place of this test's own, and never where the package lies
  writeFileSync(
    join(folder, 'bin/mktemp'),
    `#!/bin/sh\n[ "$*" = '-d -p /var/tmp rubrica.XXXXXX' ] && exec /usr/bin/mktemp -d -p ${folder}/kept rubrica.XXXXXX\n`,
    { mode: 0o755 },
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A package manager that notes its words and what it was given, and ends with a code. */
function installs(name: string, code = 0): void {
  const lines = [
    '#!/bin/sh',
    `echo ${name} "$@" >> ${folder}/words`,
    `for last; do :; done; cat "$last" > ${folder}/given`,
    `exit ${code}`,
  ];
  writeFileSync(join(folder, 'bin', name), `${lines.join('\n')}\n`, { mode: 0o755 });
}
const order = (name: string): string[] => {
  writeFileSync(join(folder, name), 'the package');
  return [join(folder, name), createHash('sha512').update('the package').digest('hex')];
};
const run = (...words: readonly string[]): number | null =>
  spawnSync(helper, words, { env: { PATH: `${folder}/bin:/usr/bin:/bin` }, encoding: 'utf8' }).status;
const read = (name: string): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
const copies = (): string[] => readdirSync(join(folder, 'kept'));

describe('the helper that installs an ordered package as root', () => {
  it('gives apt a copy that was compared with the order, and leaves no copy behind', () => {
    installs('apt-get');
    expect(run(...order('rubrica_0.2.0_amd64.deb'))).toBe(0);
    expect(read('words')).toMatch(/^apt-get install --yes --allow-downgrades \S+\/kept\/rubrica\.\w+\/rubrica\.deb\n$/);
    expect(read('given')).toBe('the package');
    expect(copies()).toEqual([]);
  });

  it('installs nothing where one byte differs, where words are missing, or where it is no package', () => {
    for (const name of ['apt-get', 'dnf', 'zypper', 'rpm']) installs(name);
    const [file = '', sum = ''] = order('rubrica.deb');
    writeFileSync(file, 'the packagf');
    expect(run(file, sum)).not.toBe(0);
    expect(run(file)).toBe(2);
    expect(run(file, sum, '--force-yes')).toBe(2);
    expect(run(...order('rubrica.sh'))).toBe(2);
    expect(run(join(folder, 'absent.deb'), sum)).not.toBe(0);
    expect([read('words'), copies()]).toEqual(['', []]);
  });

  it('ends as the package manager ended', () => {
    installs('apt-get', 100);
    expect(run(...order('rubrica.deb'))).toBe(100);
    expect(copies()).toEqual([]);
  });

  it('has dnf go up or down, as rpm says of what is there', () => {
    installs('dnf');
    installs('rpm');
    expect(run(...order('rubrica.rpm'))).toBe(0);
    installs('rpm', 1);
    expect(run(...order('rubrica.rpm'))).toBe(0);
    const words = read('words')
      .split('\n')
      .filter((line) => line.startsWith('dnf'));
    expect(words.map((line) => line.replace(/ \/.*/, ''))).toEqual([
      'dnf install --assumeyes --nogpgcheck',
      'dnf downgrade --assumeyes --nogpgcheck',
    ]);
  });

  it('goes with both packages, with the words of the password’s dialog in two languages, and never without a password', async () => {
    expect(statSync(helper).mode & 0o777).toBe(0o755);
    const { deb, rpm } = (await resolvedPackager({})).config;
    const place = '/usr/share/polkit-1/actions/int.alianzapacifico.rubrica.policy';
    for (const words of [deb?.fpm, rpm?.fpm]) expect(words).toContain(`installers/linux/int.alianzapacifico.rubrica.policy=${place}`);
    const policy = new DOMParser().parseFromString(
      readFileSync(join(installers, 'int.alianzapacifico.rubrica.policy'), 'utf8'),
      'application/xml',
    );
    const messages = [...policy.getElementsByTagName('message')].map((each) => [
      each.getAttribute('xml:lang'),
      each.textContent?.includes('Rúbrica'),
    ]);
    expect(messages).toEqual([
      [null, true],
      ['es', true],
    ]);
    expect(policy.getElementsByTagName('annotate')[0]?.textContent).toBe('/opt/Rubrica/bin/install-update');
    const allowed = ['any', 'inactive', 'active'].map((who) => policy.getElementsByTagName(`allow_${who}`)[0]?.textContent);
    expect(allowed).toEqual(['auth_admin', 'auth_admin', 'auth_admin']);
  });
});
