import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { KeyFile } from '#contract/key-sources-api.ts';
import type { TokenState } from '#main/ports/token.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { pinOf, startStation, temporaryFolder } from '#test/adapters/token/station.ts';
import { describeToken } from '#test/adapters/token/token-suite.ts';
import { identityFile, testIdentity, type IdentityName } from '#test/fixtures/token/identities.ts';

const password = 'Contraseña 2915';
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Mexico's tax authority issues a DER certificate and an encrypted PKCS#8 key in DER. */
function eFirma(name: IdentityName): KeyFile {
  const key = join(folder.path, `${name}.key`);
  execFileSync('openssl', [
    'pkcs8',
    '-topk8',
    '-in',
    identityFile(name, 'key.pem'),
    '-outform',
    'DER',
    '-out',
    key,
    '-passout',
    `pass:${password}`,
  ]);
  return { kind: 'efirma', certificate: identityFile(name, 'cer'), key };
}

function pkcs12(name: IdentityName, isCertificateOpen: boolean): KeyFile {
  const file = join(folder.path, `${name}-${isCertificateOpen}.p12`);
  const pem = join(folder.path, `${name}.pem`);
  writeFileSync(pem, execFileSync('openssl', ['x509', '-inform', 'DER', '-in', identityFile(name, 'cer')]));
  const bundle = ['-inkey', identityFile(name, 'key.pem'), '-in', pem, '-passout', `pass:${password}`, '-out', file];
  execFileSync('openssl', ['pkcs12', '-export', ...(isCertificateOpen ? ['-certpbe', 'NONE'] : []), ...bundle]);
  return { kind: 'pkcs12', file, ...(isCertificateOpen ? {} : { certificate: identityFile(name, 'cer') }) };
}

const kinds: readonly (readonly [string, IdentityName, () => KeyFile])[] = [
  ['an e.firma', 'rsa2048', () => eFirma('rsa2048')],
  ['a PKCS#12 file with its certificate beside it', 'p256', () => pkcs12('p256', false)],
  ['a PKCS#12 file whose certificate lies open', 'rsa3072', () => pkcs12('rsa3072', true)],
];

for (const [title, name, make] of kinds) {
  describeToken(title, async () => {
    const station = startStation({ modules: [], keyFiles: [make()] });
    return {
      tokens: station.tokens,
      pin: password,
      wrongPin: 'otra',
      wrongCode: 'passwordWrong',
      identities: [testIdentity(name)],
      close: () => station.close(),
    };
  });
}

describe('keys in files', () => {
  it('are not there unless they were allowed by name', async () => {
    const station = startStation({ modules: [] });
    await station.tokens.refresh();
    expect(station.tokens.overview()).toEqual({ modules: [], tokens: [] });
    expect(station.pids).toEqual([]);
    await station.close();
  });

  it('are refused when the key belongs to another certificate', async () => {
    const made = eFirma('rsa2048');
    if (made.kind !== 'efirma') throw new Error(made.kind);
    const station = startStation({ modules: [], keyFiles: [{ ...made, certificate: identityFile('other', 'cer') }] });
    await station.tokens.refresh();
    const { fingerprint } = testIdentity('other');
    const opened = await station.tokens.open({ fingerprint, pin: pinOf(password), confirmFinalTry: false });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'keyMissing' } });
    await station.close();
  });

  it('are opened where an older program protected them with 3DES, and told by name where the encryption is retired', async () => {
    const der = join(folder.path, 'plain.der');
    execFileSync('openssl', ['pkcs8', '-topk8', '-nocrypt', '-in', identityFile('rsa2048', 'key.pem'), '-outform', 'DER', '-out', der]);
    const { fingerprint } = testIdentity('rsa2048');
    const openWith = async (scheme: string) => {
      const key = join(folder.path, `${scheme}.key`);
      const legacy = ['-provider', 'legacy', '-provider', 'default'];
      const how = ['-inform', 'DER', '-outform', 'DER', '-v1', scheme, '-passout', `pass:${password}`, ...legacy];
      execFileSync('openssl', ['pkcs8', '-topk8', '-in', der, '-out', key, ...how]);
      const station = startStation({ modules: [], keyFiles: [{ kind: 'efirma', certificate: identityFile('rsa2048', 'cer'), key }] });
      await station.tokens.refresh();
      const opened = await station.tokens.open({ fingerprint, pin: pinOf(password), confirmFinalTry: false });
      await station.close();
      return opened;
    };
    expect((await openWith('PBE-SHA1-3DES')).ok).toBe(true);
    for (const [scheme, name] of [
      ['PBE-SHA1-RC2-40', 'RC2-40'],
      ['PBE-SHA1-RC4-128', 'RC4-128'],
      ['PBE-MD5-DES', 'MD5-DES'],
    ] as const) {
      const failure = { code: 'keyEncryptionUnsupported', scheme: name };
      expect(await openWith(scheme), scheme).toMatchObject({ ok: false, failure });
    }
  });

  it('have a password of their own, which is given to no token that holds the same certificate', async () => {
    const { module, environment } = makeSoftHsm(folder.path, ['rsa2048']);
    const made = eFirma('rsa2048');
    const station = startStation({ modules: [{ path: module }], keyFiles: [made], environment });
    const [card, file] = (await station.tokens.refresh()).tokens;
    if (card === undefined || file === undefined) throw new Error('not both');
    const { fingerprint } = testIdentity('rsa2048');
    const openWith = async (token: TokenState, pin: string) => {
      const opened = await station.tokens.open({ fingerprint, token, pin: pinOf(pin), confirmFinalTry: false });
      if (opened.ok) await opened.value.close();
      return opened.ok ? 'opened' : opened.failure.code;
    };
    expect([await openWith(file, password), await openWith(card, softHsmPin)]).toEqual(['opened', 'opened']);
    expect(await openWith(file, 'otra')).toBe('passwordWrong');
    await station.tokens.setModules([{ path: module }]);
    expect(await openWith(file, password)).toBe('certificateNotOnToken');
    expect(station.tokens.overview().tokens.map(({ label, pin }) => [label, pin.state])).toEqual([[card.label, 'ok']]);
    await station.close();
  });

  it('are told as a file that is gone, and no token, where it goes while something is signed', async () => {
    const made = pkcs12('rsa3072', true);
    if (made.kind !== 'pkcs12') throw new Error(made.kind);
    const station = startStation({ modules: [], keyFiles: [made] });
    await station.tokens.refresh();
    const { fingerprint } = testIdentity('rsa3072');
    const opened = await station.tokens.open({ fingerprint, pin: pinOf(password), confirmFinalTry: false });
    if (!opened.ok) throw new Error(opened.failure.code);
    rmSync(made.file);
    await station.tokens.refresh();
    const gone = { ok: false, failure: { code: 'tokenRemoved', keptIn: 'file' } };
    expect(await opened.value.sign(Buffer.from('x'), 'rsa-sha256')).toEqual(gone);
    await station.close();
  });

  it('are told as a file with another certificate, and no token, where another was put in its place', async () => {
    const made = eFirma('rsa2048');
    if (made.kind !== 'efirma') throw new Error(made.kind);
    const certificate = join(folder.path, 'exchanged.cer');
    copyFileSync(made.certificate, certificate);
    const station = startStation({ modules: [], keyFiles: [{ ...made, certificate }] });
    await station.tokens.refresh();
    copyFileSync(identityFile('other', 'cer'), certificate);
    const { fingerprint } = testIdentity('rsa2048');
    const opened = await station.tokens.open({ fingerprint, pin: pinOf(password), confirmFinalTry: false });
    expect(opened).toEqual({ ok: false, failure: { code: 'tokenChanged', keptIn: 'file' } });
    await station.close();
  });

  it('take a certificate in PEM as well', async () => {
    const made = eFirma('rsa2048');
    if (made.kind !== 'efirma') throw new Error(made.kind);
    const certificate = join(folder.path, 'certificate.pem');
    writeFileSync(certificate, execFileSync('openssl', ['x509', '-inform', 'DER', '-in', identityFile('rsa2048', 'cer')]));
    const station = startStation({ modules: [], keyFiles: [{ ...made, certificate }] });
    const [token] = (await station.tokens.refresh()).tokens;
    expect(token?.certificates[0]?.fingerprint).toBe(testIdentity('rsa2048').fingerprint);
    await station.close();
  });

  it('are told as unreadable when the file is gone or is something else', async () => {
    const gone = { kind: 'pkcs12', file: join(folder.path, 'gone.p12') } as const;
    const text = { kind: 'pkcs12', file: identityFile('rsa2048', 'key.pem') } as const;
    const station = startStation({ modules: [], keyFiles: [gone, text] });
    await station.tokens.refresh();
    const { modules } = station.tokens.overview();
    expect(modules.map((module) => module.failure)).toEqual([
      { code: 'fileUnreadable', path: gone.file },
      { code: 'fileUnreadable', path: text.file },
    ]);
    await station.close();
  });
});
