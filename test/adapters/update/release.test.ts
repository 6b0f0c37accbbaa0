import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOrder } from '#main/update/open-order.ts';
import { makeUpdateKey } from '#test/fixtures/update/keys.ts';

const script = resolve(import.meta.dirname, '../../../scripts/update-order.ts');
let folder = '';
const at = (name: string): string => join(folder, name);
const order = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', env: { ...process.env, ...env } });
const opened = (key: string) => openOrder(readFileSync(at('dist/rubrica-update.json')), [key]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-release-'));
  mkdirSync(at('dist'));
  for (const name of [
    'Rubrica-1.2.0.AppImage',
    'Rubrica-1.2.0-arm64.AppImage',
    'rubrica_1.2.0_amd64.deb',
    'rubrica-1.2.0.aarch64.rpm',
    'rubrica-1.2.0-x64-setup.exe',
    'rubrica-1.2.0-x64.msi',
    'Rubrica-1.2.0-arm64-mac.zip',
    'Rubrica-1.2.0-arm64.dmg',
    'Rubrica-1.1.0.AppImage',
    'latest-linux.yml',
  ]) {
    writeFileSync(at(`dist/${name}`), `content of ${name}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the releaser', () => {
  it('makes a key that only its owner reads, once', () => {
    const made = order(['new-key', at('key.pem')]);
    expect(made.status).toBe(0);
    expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600);
    expect(order(['public', at('key.pem')]).stdout).toBe(made.stdout);
    expect(order(['new-key', at('key.pem')]).status).toBe(2);
  });

  it('makes and signs the order of one version, file by file', () => {
    const words = ['--version', '1.2.0', '--percentage', '25', '--group', 'piloto', '--minimum', '1.0.0', '--withdraw', '1.2.1'];
    const made = order(['make', at('dist'), ...words], { RUBRICA_UPDATE_KEY: at('key.pem') });
    expect(made.status, made.stderr).toBe(0);
    const key = order(['public', at('key.pem')]).stdout.trim();
    const read = opened(key);
    if (!read.ok) throw new Error(read.failure.code);
    expect(read.value).toMatchObject({
      product: 'int.alianzapacifico.rubrica',
      version: '1.2.0',
      minimumVersion: '1.0.0',
      withdrawn: ['1.2.1'],
      staging: { percentage: 25, groups: ['piloto'] },
    });
    expect(read.value.files.map(({ platform, arch, form }) => `${platform} ${arch} ${form}`).toSorted()).toEqual([
      'darwin arm64 mac',
      'linux arm64 appimage',
      'linux arm64 rpm',
      'linux x64 appimage',
      'linux x64 deb',
      'win32 x64 msi',
      'win32 x64 nsis',
    ]);
    for (const { name, size, sha512 } of read.value.files) {
      const bytes = readFileSync(at(`dist/${name}`));
      expect([size, sha512]).toEqual([bytes.length, createHash('sha512').update(bytes).digest('base64')]);
    }
    expect(order(['show', at('dist'), '--key', key]).status).toBe(0);
    expect(order(['show', at('dist'), '--key', makeUpdateKey().line]).status).toBe(1);
  });

  it('adds the next key’s signature while keys are changed', () => {
    order(['new-key', at('next.pem')]);
    expect(order(['cosign', at('dist')], { RUBRICA_UPDATE_KEY: at('next.pem') }).status).toBe(0);
    for (const file of ['key.pem', 'next.pem']) {
      const key = order(['public', at(file)]).stdout.trim();
      expect(opened(key).ok, file).toBe(true);
    }
  });

  it('signs with an external command, whose signature comes as OpenSSL writes it', () => {
    const key = makeUpdateKey('p256');
    writeFileSync(at('p256.pem'), key.pem);
    writeFileSync(at('p256.pub.pem'), key.publicPem);
    for (let turn = 0; turn < 4; turn += 1) {
      const made = order(['make', at('dist'), '--version', '1.2.0'], {
        RUBRICA_UPDATE_SIGNER: `openssl dgst -sha256 -sign ${at('p256.pem')}`,
        RUBRICA_UPDATE_PUBLIC_KEY: at('p256.pub.pem'),
      });
      expect(made.status, made.stderr).toBe(0);
      expect(opened(key.line).ok).toBe(true);
    }
  });

  it('signs with a key that never leaves a PKCS#11 token', () => {
    const module = '/usr/lib/softhsm/libsofthsm2.so';
    mkdirSync(at('tokens'));
    writeFileSync(at('softhsm2.conf'), `directories.tokendir = ${at('tokens')}\n`);
    const env = { ...process.env, SOFTHSM2_CONF: at('softhsm2.conf') };
    const run = (program: string, words: readonly string[]) => execFileSync(program, words, { env, stdio: 'pipe' });
    run('softhsm2-util', ['--init-token', '--free', '--label', 'release', '--pin', '1234', '--so-pin', '1234']);
    const login = ['--module', module, '--token-label', 'release', '--login', '--pin', '1234'];
    run('pkcs11-tool', [...login, '--keypairgen', '--key-type', 'EC:prime256v1', '--label', 'update']);
    const der = run('pkcs11-tool', [
      '--module',
      module,
      '--token-label',
      'release',
      '--read-object',
      '--type',
      'pubkey',
      '--label',
      'update',
    ]);
    writeFileSync(at('token.der'), der);
    run('openssl', ['pkey', '-pubin', '-inform', 'DER', '-in', at('token.der'), '-out', at('token.pub.pem')]);
    const made = order(['make', at('dist'), '--version', '1.2.0'], {
      SOFTHSM2_CONF: at('softhsm2.conf'),
      RUBRICA_UPDATE_SIGNER: `openssl dgst -sha256 -binary | pkcs11-tool ${login.join(' ')} --label update --sign --mechanism ECDSA`,
      RUBRICA_UPDATE_PUBLIC_KEY: at('token.pub.pem'),
    });
    expect(made.status, made.stderr).toBe(0);
    expect(opened(order(['public', at('token.pub.pem')]).stdout.trim()).ok).toBe(true);
  });

  it('writes nothing when the signature is not that of the key it names, or the folder lacks the version', () => {
    const before = readFileSync(at('dist/rubrica-update.json'), 'utf8');
    writeFileSync(at('other.pub.pem'), makeUpdateKey('p256').publicPem);
    const wrong = { RUBRICA_UPDATE_SIGNER: `openssl dgst -sha256 -sign ${at('p256.pem')}`, RUBRICA_UPDATE_PUBLIC_KEY: at('other.pub.pem') };
    const outcomes = [
      order(['make', at('dist'), '--version', '1.2.0'], wrong),
      order(['make', at('dist'), '--version', '1.2.0'], { ...wrong, RUBRICA_UPDATE_SIGNER: 'false' }),
      order(['make', at('dist'), '--version', '9.9.9'], { RUBRICA_UPDATE_KEY: at('key.pem') }),
      order(['make', at('dist'), '--version', '1.2.0', '--percentage', 'all'], { RUBRICA_UPDATE_KEY: at('key.pem') }),
      order(['make', at('dist'), '--version', '1.2.0']),
    ];
    expect(outcomes[3]?.stderr).toContain('Invalid input: expected number, received NaN');
    for (const { status, stderr } of outcomes) {
      expect(status).toBe(2);
      expect(stderr).not.toBe('');
    }
    expect(readFileSync(at('dist/rubrica-update.json'), 'utf8')).toBe(before);
  });
});
