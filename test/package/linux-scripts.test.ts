import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const installers = resolve(import.meta.dirname, '../../installers/linux');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rubrica-scripts-'));
  mkdirSync(join(root, 'opt/Rubrica'), { recursive: true });
  writeFileSync(join(root, 'opt/Rubrica/chrome-sandbox'), '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** As the package managers run it: electron-builder has filled in the names, and one word says what is going on. */
function run(script: 'after-install' | 'after-remove', word: string): void {
  const filled = readFileSync(join(installers, `${script}.sh`), 'utf8')
    .replaceAll('${sanitizedProductName}', 'Rubrica')
    .replaceAll('${executable}', 'rubrica');
  const ended = spawnSync('sh', ['-s', word], { input: filled, encoding: 'utf8', env: { ...process.env, DPKG_ROOT: root } });
  expect(ended, `${script} ${word}: ${ended.stderr}`).toMatchObject({ status: 0, stderr: '' });
}

const command = (): string | null => {
  const link = join(root, 'usr/bin/rubrica');
  return lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(link) : null;
};

describe.each([
  // deb-postinst(5), deb-postrm(5); rpm-scriptlets(7): how many stay installed after it
  { manager: 'dpkg', installed: 'configure', upgraded: 'configure', replaced: 'upgrade', removed: 'remove', isNewFirst: false },
  { manager: 'rpm', installed: '1', upgraded: '2', replaced: '1', removed: '0', isNewFirst: true },
])('the scripts of the package, in the order of $manager', ({ installed, upgraded, replaced, removed, isNewFirst }) => {
  it('leave the command through an upgrade, and nothing of theirs after the removal', () => {
    run('after-install', installed);
    expect(command()).toBe('../../opt/Rubrica/bin/rubrica');
    if (isNewFirst) {
      run('after-install', upgraded);
      run('after-remove', replaced);
    } else {
      run('after-remove', replaced);
      run('after-install', upgraded);
    }
    expect(command()).toBe('../../opt/Rubrica/bin/rubrica');
    run('after-remove', removed);
    expect(command()).toBe(null);
  });
});
