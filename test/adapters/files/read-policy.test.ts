import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policyKeys } from '#contract/policy.ts';
import { mergePolicy } from '#core/policy.ts';
import { policyPlaces, readPolicy, type PolicyPlace } from '#main/files/read-policy.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function place(source: 'machine' | 'user', text: string | Uint8Array): PolicyPlace {
  const file = join(folder, `${source}.json`);
  writeFileSync(file, text);
  return { source, form: 'json', place: file };
}

describe('a policy on Linux', () => {
  it('stands in /etc for the machine and in the configuration folder for the user', () => {
    expect(policyPlaces('linux', '/home/ana', {}).map((one) => one.place)).toEqual([
      '/etc/rubrica/policy.json',
      '/home/ana/.config/rubrica/policy.json',
    ]);
    expect(policyPlaces('linux', '/home/ana', { XDG_CONFIG_HOME: '/c' })[1]?.place).toBe('/c/rubrica/policy.json');
  });

  it('is read with its source; where no file is, there is no policy', () => {
    const absent: PolicyPlace = { source: 'machine', form: 'json', place: join(folder, 'absent.json') };
    const layers = readPolicy([absent, place('user', '\uFEFF{ "log": { "level": "debug" } }')]);
    expect(layers).toEqual([
      { source: 'user', place: join(folder, 'user.json'), content: { ok: true, value: { log: { level: 'debug' } } } },
    ]);
  });

  it('that is no JSON, is cut off, is huge or is a folder is told and never thrown', () => {
    for (const text of ['', '{"log": {"level": "deb', 'gateway: x', new Uint8Array([0xff, 0xfe, 0]), ' '.repeat(1_000_001)]) {
      const [layer] = readPolicy([place('machine', text)]);
      expect(layer?.content).toMatchObject({ ok: false, reason: { es: expect.stringContaining('no se puede leer') } });
    }
    mkdirSync(join(folder, 'folder.json'));
    spawnSync('mkfifo', [join(folder, 'pipe.json')]);
    symlinkSync('/dev/zero', join(folder, 'zero.json'));
    for (const name of ['folder.json', 'pipe.json', 'zero.json']) {
      const [layer] = readPolicy([{ source: 'machine', form: 'json', place: join(folder, name) }]);
      expect(layer?.content.ok, name).toBe(false);
    }
  });

  it('that anybody may write counts as a user’s and is told: whose updates count is not for anybody to say', () => {
    const open = place(
      'machine',
      '{"updates": {"keys": ["MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="]}, "log": {"level": "debug"}}',
    );
    chmodSync(open.place, 0o646);
    const { values, problems, rows } = mergePolicy(policyKeys, readPolicy([open]));
    expect(values['updates.keys']).toEqual([]);
    expect(rows.find(({ key }) => key === 'log.level')).toMatchObject({ value: 'debug', source: 'user' });
    expect(problems.map(({ sentence }) => sentence.es)).toEqual([
      expect.stringContaining('cualquiera'),
      expect.stringContaining('solo lo decide'),
    ]);
    chmodSync(open.place, 0o644);
    expect(mergePolicy(policyKeys, readPolicy([open])).values['updates.keys']).toHaveLength(1);
  });
});

/** As `reg.exe query HKLM\Software\Policies\Rubrica /s` prints it. */
const captured = [
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica',
  '    log.files    REG_DWORD    0x7',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica\\gateway',
  '    url    REG_SZ    https://ventanilla.ejemplo',
  '    user    REG_SZ    estacion 7',
  '    caFile    REG_EXPAND_SZ    C:\\ProgramData\\Rubrica\\ca.pem',
  '    ulr    REG_SZ    ',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica\\modules',
  '    only    REG_DWORD    0x1',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica\\modules\\paths',
  '    1    REG_SZ    C:\\Program Files\\Vendor\\token.dll',
  '    2    REG_SZ    C:\\Windows\\System32\\other.dll',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica\\station',
  '    languages    REG_MULTI_SZ    es\\0en',
  '    urgentHours    REG_DWORD    0x30',
  '    language    REG_DWORD    0x1',
  '',
  'HKEY_LOCAL_MACHINE\\Software\\Policies\\RubricaOther',
  '    url    REG_SZ    https://otra.ejemplo',
  '',
].join('\r\n');

describe('a policy in the Windows registry', () => {
  const places = policyPlaces('win32', 'C:\\Users\\ana', {});
  const answering = (machine: string) => (program: string, words: readonly string[]) => {
    expect(program).toMatch(/\\System32\\reg\.exe$/);
    return words[1]?.startsWith('HKLM') ? { status: 0, out: machine } : { status: 1, out: 'ERROR: ...' };
  };

  it('is read from what reg.exe prints, numbers, flags and lists in their own form', () => {
    const layers = readPolicy(places, answering(captured));
    expect(layers.map(({ source, place: key }) => [source, key])).toEqual([['machine', 'HKLM\\Software\\Policies\\Rubrica']]);
    const { values, problems } = mergePolicy(policyKeys, layers);
    expect(values).toMatchObject({
      'log.files': 7,
      'gateway.url': 'https://ventanilla.ejemplo',
      'gateway.user': 'estacion 7',
      'gateway.caFile': 'C:\\ProgramData\\Rubrica\\ca.pem',
      'modules.only': true,
      'modules.paths': ['C:\\Program Files\\Vendor\\token.dll', 'C:\\Windows\\System32\\other.dll'],
      'station.languages': ['es', 'en'],
      'station.urgentHours': 48,
      'station.language': 'es',
    });
    expect(problems.map(({ kind, key }) => [kind, key])).toEqual([
      ['unknownKey', 'gateway.ulr'],
      ['badValue', 'station.language'],
    ]);
  });

  it('refuses a name whose letters the console lost, so that it never reaches a certificate', () => {
    const text = 'HKEY_LOCAL_MACHINE\\Software\\Policies\\Rubrica\\station\r\n    entityName    REG_SZ    Econom\uFFFDa\r\n';
    expect(mergePolicy(policyKeys, readPolicy(places, answering(text))).problems).toMatchObject([{ key: 'station.entityName' }]);
  });

  it('is no policy where reg.exe finds no key, and is told where there is no reg.exe', () => {
    expect(readPolicy(places, () => ({ status: 1, out: '' }))).toEqual([]);
    expect(readPolicy(places, () => null).map(({ content }) => content.ok)).toEqual([false, false]);
  });
});

describe('a policy on macOS', () => {
  it('comes from the managed preferences, by way of plutil', () => {
    const file = join(folder, 'managed.plist');
    writeFileSync(file, '<plist/>');
    const asked: unknown[] = [];
    const layers = readPolicy([{ source: 'machine', form: 'plist', place: file }], (program, words) => {
      asked.push(program, ...words);
      return { status: 0, out: '{"gateway":{"transport":"soap"}}' };
    });
    expect(asked).toEqual(['/usr/bin/plutil', '-convert', 'json', '-o', '-', file]);
    expect(layers[0]?.content).toEqual({ ok: true, value: { gateway: { transport: 'soap' } } });
    expect(readPolicy([{ source: 'machine', form: 'plist', place: file }], () => ({ status: 1, out: '' }))[0]?.content.ok).toBe(false);
    expect(policyPlaces('darwin', '/Users/ana', { USER: 'ana' }).map((one) => one.form)).toEqual(['plist', 'plist']);
  });
});
