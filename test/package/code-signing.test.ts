import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { WinPackager } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolvedPackager } from '#scripts/package.ts';
import { publisherNames, windowsSigning } from '#scripts/packaging/code-signing.ts';

const root = resolve(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rubrica-code-signing-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Windows program small enough for a test, from the tools at hand. */
function windowsProgram(): string {
  const script = join(folder, 'small.nsi');
  const program = join(folder, 'small.exe');
  writeFileSync(script, `Unicode true\nName small\nOutFile "${program}"\nSection\nSectionEnd\n`);
  ran('makensis', '-V1', script);
  return program;
}

function ran(program: string, ...words: readonly string[]): string {
  const ended = spawnSync(program, words, { encoding: 'utf8' });
  expect(ended.status, `${program} ${words.join(' ')}\n${ended.stdout}${ended.stderr}`).toBe(0);
  return ended.stdout;
}

/** As electron-builder calls it for each program and installer. */
async function sign(environment: Record<string, string>, file: string): Promise<boolean> {
  const packager = new WinPackager(await resolvedPackager(environment));
  return packager.signIf(file);
}

describe('code signing on Windows', () => {
  it('is left out where the environment names nobody, and is SHA-256 alone where it does', () => {
    expect(windowsSigning({})).toEqual({ signtoolOptions: { signingHashAlgorithms: ['sha256'] } });
  });

  it('takes a key on a token through its PKCS#11 module, and what it signed verifies', { timeout: 60_000 }, async () => {
    const conf = join(folder, 'softhsm.conf');
    writeFileSync(conf, `directories.tokendir = ${folder}\nobjectstore.backend = file\n`);
    process.env['SOFTHSM2_CONF'] = conf;
    const module = '/usr/lib/softhsm/libsofthsm2.so';
    const pin = join(folder, 'pin');
    writeFileSync(pin, '482913', { mode: 0o600 });
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'publisher.pem')];
    ran(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=Publisher',
      '-keyout',
      key,
      '-out',
      certificate,
      '-addext',
      'extendedKeyUsage=codeSigning',
    );
    ran('softhsm2-util', '--init-token', '--free', '--label', 'Firma', '--so-pin', '12345678', '--pin', '482913');
    ran('softhsm2-util', '--import', key, '--token', 'Firma', '--label', 'publisher', '--id', '01', '--pin', '482913');
    rmSync(key);
    const program = windowsProgram();
    const unsigned = readFileSync(program);
    const environment = {
      RUBRICA_SIGN_PKCS11_MODULE: module,
      RUBRICA_SIGN_PKCS11_KEY: 'pkcs11:token=Firma;object=publisher;type=private',
      RUBRICA_SIGN_CERTIFICATE: certificate,
      RUBRICA_SIGN_PIN_FILE: pin,
    };
    expect(await sign(environment, program)).toBe(true);
    expect(readFileSync(program).equals(unsigned)).toBe(false);
    expect(ran('osslsigncode', 'verify', '-CAfile', certificate, '-in', program)).toContain('Signature verification: ok');
    writeFileSync(pin, '000000');
    await expect(sign(environment, program)).rejects.toThrow('Code signing of');
  });

  it('hands each file to a signing service’s own program, and ends the build where that fails', async () => {
    const service = join(folder, 'service');
    writeFileSync(service, '#!/bin/sh\ncase "$1" in *refuse*) echo "no quota" >&2; exit 3;; esac\nprintf signed >>"$1"\n');
    chmodSync(service, 0o755);
    const file = join(folder, 'setup.exe');
    writeFileSync(file, 'MZ');
    expect(await sign({ RUBRICA_SIGN_COMMAND: service }, file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('MZsigned');
    const refused = join(folder, 'refuse.exe');
    copyFileSync(file, refused);
    await expect(sign({ RUBRICA_SIGN_COMMAND: service }, refused)).rejects.toThrow('no quota');
  });

  it('takes a certificate that Windows holds, and Azure’s service', () => {
    expect(windowsSigning({ RUBRICA_SIGN_SHA1: 'A1B2', RUBRICA_SIGN_TIMESTAMP: 'http://t.example' })).toMatchObject({
      signtoolOptions: { certificateSha1: 'A1B2', rfc3161TimeStampServer: 'http://t.example', signingHashAlgorithms: ['sha256'] },
    });
    const azure = {
      RUBRICA_SIGN_AZURE_ENDPOINT: 'https://eus.example',
      RUBRICA_SIGN_AZURE_ACCOUNT: 'account',
      RUBRICA_SIGN_AZURE_PROFILE: 'profile',
      RUBRICA_SIGN_PUBLISHERS: 'Publisher',
    };
    expect(windowsSigning(azure)).toEqual({
      azureSignOptions: {
        endpoint: 'https://eus.example',
        codeSigningAccountName: 'account',
        certificateProfileName: 'profile',
        publisherName: 'Publisher',
      },
    });
  });

  it('carries the publisher’s names, new and old', async () => {
    expect(publisherNames({ RUBRICA_SIGN_PUBLISHERS: 'Ministerio; Ministerio Antiguo ;' })).toEqual(['Ministerio', 'Ministerio Antiguo']);
    const { config } = await resolvedPackager({ RUBRICA_SIGN_PUBLISHERS: 'Ministerio;Ministerio Antiguo' });
    expect(config.win?.signtoolOptions?.publisherName).toEqual(['Ministerio', 'Ministerio Antiguo']);
  });

  it('refuses two ways at once, and a way whose words are missing', () => {
    expect(() => windowsSigning({ RUBRICA_SIGN_SHA1: 'A1', RUBRICA_SIGN_COMMAND: '/bin/true' })).toThrow('choose one of');
    expect(() => windowsSigning({ RUBRICA_SIGN_PKCS11_MODULE: '/m.so' })).toThrow('RUBRICA_SIGN_PKCS11_KEY is missing');
    expect(() => windowsSigning({ RUBRICA_SIGN_AZURE_ENDPOINT: 'https://eus.example' })).toThrow('RUBRICA_SIGN_AZURE_ACCOUNT is missing');
  });

  it('never has a key or a password in the repository’s own settings', () => {
    expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).not.toMatch(/certificateFile|certificatePassword|certificateSha1/);
  });
});
