import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSoftHsmToken } from '#main/token/softhsm.ts';
import { makeSoftHsm, softHsmPin } from '#test/adapters/token/softhsm-token.ts';
import { temporaryFolder } from '#test/adapters/token/station.ts';
import { identityFile, testIdentity } from '#test/fixtures/token/identities.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const soPin = '73518204';
const password = 'Contraseña 2915';
let module = '';
let environment: Readonly<Record<string, string>> = {};

/** Two tokens with one label, one with a label of its own, and on that one two certificates of one name. */
beforeAll(() => {
  const first = makeSoftHsm(folder.path, ['rsa2048', 'p256', 'p384'], 'Ana');
  ({ module, environment } = first);
  for (const [label, identities] of [
    ['Repetido', [testIdentity('other')]],
    ['Repetido', [testIdentity('rsa3072')]],
    ['Gemelos', [testIdentity('other'), { ...testIdentity('rsa3072'), label: testIdentity('other').label }]],
    ['Doble', [{ ...testIdentity('p521'), label: 'Firma' }]],
    ['Doble', [{ ...testIdentity('p256'), label: 'Firma' }]],
  ] as const) {
    createSoftHsmToken({ folder: folder.path, label, pin: softHsmPin, soPin, identities, module });
  }
  writeFileSync(at('pin'), `${softHsmPin}\n`);
  writeFileSync(at('wrong'), '000000');
  copyFileSync(join(root, 'schemas/samples/phytosanitary/cl-pe-uvas.xml'), at('uvas.xml'));
  writeFileSync(at('empty.json'), '{}');
});
afterAll(() => folder.remove());

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
function rubrica(words: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
  const ended = spawnSync(process.execPath, [join(root, 'src/main/cli.ts'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...environment, RUBRICA_DATA: at('data'), RUBRICA_CONFIG: at('empty.json'), ...more },
  });
  return { code: ended.status, out: ended.stdout, err: ended.stderr };
}
const json = (ended: Ended): any => JSON.parse(ended.out); // oxlint-disable-line typescript/no-explicit-any

type Named = { readonly module?: string; readonly token?: string; readonly cert?: string; readonly pin?: string; readonly out?: string };
function sign(named: Named, ...more: readonly string[]): Ended {
  const { token = 'Ana', cert = testIdentity('rsa2048').label, pin = at('pin'), out = at('out') } = named;
  const words = ['--module', named.module ?? module, '--token', token, '--cert', cert, '--pin-file', pin, '--out', out];
  return rubrica(['sign', at('uvas.xml'), ...words, ...more]);
}
const codeOf = (ended: Ended): unknown => [ended.code, json(ended).failure?.code];

describe('signing from the command line', () => {
  it('takes the certificate by its label or by its SHA-256, with colons or without', () => {
    const { fingerprint, label } = testIdentity('p256');
    const colons = fingerprint.toUpperCase().match(/../g)?.join(':') ?? '';
    for (const cert of [label, fingerprint, colons]) {
      const ended = sign({ cert }, '--json');
      expect(ended.code, ended.out + ended.err).toBe(0);
      expect(json(ended).results[0].failure).toBe(null);
    }
  });

  it.runIf(existsSync('/usr/bin/xmlsec1'))('signs with each kind of key so that xmlsec1 verifies it', () => {
    for (const [name, token, cert] of [
      ['rsa2048', 'Ana', testIdentity('rsa2048').label],
      ['p256', 'Ana', testIdentity('p256').label],
      ['p384', 'Ana', testIdentity('p384').label],
      ['rsa3072', 'Repetido', testIdentity('rsa3072').fingerprint],
    ] as const) {
      const out = at(`signed-${name}`);
      expect(sign({ token, cert, out }).code, name).toBe(0);
      const pem = at(`${name}.pem`);
      writeFileSync(pem, execFileSync('openssl', ['x509', '-inform', 'DER', '-in', identityFile(name, 'cer'), '-pubkey', '-noout']));
      const checked = spawnSync('xmlsec1', ['--verify', '--enabled-key-data', 'rsa,ec', '--pubkey-pem', pem, join(out, 'uvas.xml')], {
        encoding: 'utf8',
      });
      expect(checked.status, checked.stderr).toBe(0);
    }
  });

  it('says what is connected where no token has the name, and what is on the token where no certificate has it', () => {
    const wrongToken = sign({ token: 'Berta' }, '--json');
    expect(codeOf(wrongToken)).toEqual([4, 'tokenNotNamed']);
    expect(json(wrongToken).failure.there).toContain('«Ana»');
    const wrongCertificate = sign({ cert: 'Nadie' }, '--json');
    expect(codeOf(wrongCertificate)).toEqual([4, 'certificateNotNamed']);
    expect(json(wrongCertificate).failure.there).toContain(testIdentity('p256').label);
    expect(sign({ token: 'Berta' }, '--lang', 'en').out).toContain('None is called “Berta”. Connected now:');
    expect(sign({ token: 'Berta' }).out).toContain('Ninguno se llama «Berta». Conectados ahora:');
  });

  it('guesses neither between two tokens nor between two certificates of one name; a SHA-256 decides', () => {
    expect(codeOf(sign({ token: 'Gemelos', cert: testIdentity('other').label }, '--json'))).toEqual([1, 'certificateAmbiguous']);
    expect(codeOf(sign({ token: 'Doble', cert: 'Firma' }, '--json'))).toEqual([1, 'tokenAmbiguous']);
    expect(sign({ token: 'Gemelos', cert: testIdentity('rsa3072').fingerprint }).code).toBe(0);
  });

  it('spends no try where the PIN file, the module or the folder is not there, and one alone on a wrong PIN', () => {
    expect(codeOf(sign({ pin: at('nada') }, '--json'))).toEqual([4, 'fileUnreadable']);
    expect(codeOf(sign({ module: at('nada.so') }, '--json'))).toEqual([4, 'moduleMissing']);
    expect(codeOf(sign({ module: at('pin') }, '--json'))).toEqual([4, 'moduleNotPkcs11']);
    expect(codeOf(sign({ out: join(at('pin'), 'below') }, '--json'))).toEqual([4, 'fileNotWritable']);
    const wrong = sign({ pin: at('wrong') }, '--json');
    expect(codeOf(wrong)).toEqual([1, 'pinWrong']);
    expect(wrong.out + wrong.err).not.toContain('000000');
    expect(sign({}).code).toBe(0);
  });

  it('opens a key in a file only where the policy of the machine allows it', () => {
    const key = at('inspector.key');
    const made = [
      'pkcs8',
      '-topk8',
      '-in',
      identityFile('rsa2048', 'key.pem'),
      '-outform',
      'DER',
      '-out',
      key,
      '-passout',
      `pass:${password}`,
    ];
    execFileSync('openssl', made);
    writeFileSync(at('password'), password);
    const words = ['sign', at('uvas.xml'), '--efirma-key', key, '--certificate', identityFile('rsa2048', 'cer')];
    const rest = ['--pin-file', at('password'), '--out', at('efirma'), '--json'];
    const refused = rubrica([...words, ...rest]);
    expect(codeOf(refused)).toEqual([4, 'notAllowedByPolicy']);
    writeFileSync(at('allowed.json'), JSON.stringify({ keyFilesAllowed: ['efirma'] }));
    const allowed = { RUBRICA_CONFIG: at('allowed.json') };
    expect(rubrica([...words, ...rest], allowed).code).toBe(0);
    expect(rubrica(['verify', at('efirma/uvas.xml'), '--signature-only']).code).toBe(0);
    const wrong = rubrica([...words, '--pin-file', at('wrong'), '--out', at('efirma'), '--json'], allowed);
    expect(codeOf(wrong)).toEqual([1, 'passwordWrong']);
    expect(rubrica(['sign', at('uvas.xml'), '--efirma-key', key, ...rest]).code).toBe(2);
  });
});

describe('the doctor on the command line', () => {
  it('makes a test signature with the certificate named, and says how long it took', () => {
    const words = ['tokens', '--module', module, '--test-signature', '--token', 'Ana', '--cert', testIdentity('p384').label, '--pin-file'];
    const good = rubrica([...words, at('pin'), '--json']);
    expect(good.code, good.out + good.err).toBe(0);
    expect(json(good).testSignature).toMatchObject({ isGood: true, algorithm: 'ecdsa-sha384' });
    expect(rubrica([...words, at('pin')]).out).toContain('La firma de prueba es correcta');
    const wrong = rubrica([...words, at('wrong'), '--json']);
    expect(wrong.code).toBe(1);
    expect(json(wrong).testSignature).toMatchObject({ isGood: false, failure: { code: 'pinWrong' } });
  });

  it('tells of each module what is wrong with it, with a mend for the official and one for IT', () => {
    const ended = rubrica(['tokens', '--module', at('nada.so'), at('pin'), module]);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(`Falta el programa del token · ${at('nada.so')}`);
    expect(ended.out).toContain(`El archivo indicado no es un programa de token · ${at('pin')}`);
    expect(ended.out).toContain('Informática: ');
  });
});
