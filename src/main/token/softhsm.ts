import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pkcs11js, { type Template } from 'pkcs11js';

/** A person's key and certificate as they go onto a practice token. */
export type SoftHsmIdentity = {
  readonly label: string;
  /** PKCS#8, PEM or DER; never kept */
  readonly privateKey: string | Uint8Array;
  /** DER */
  readonly certificate: Uint8Array;
};

export type SoftHsmToken = {
  readonly module: string;
  /** what a token process needs in its environment to see this token */
  readonly environment: Readonly<Record<'SOFTHSM2_CONF', string>>;
};

export const softHsmPaths = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
  'C:\\SoftHSM2\\lib\\softhsm2-x64.dll',
] as const;

/**
 * Makes a SoftHSM token with these identities in a folder of its own, for the practice station and the tests.
 * SoftHSM is loaded into the calling process for the moment: it is a soft token without a driver that could hang.
 */
export function createSoftHsmToken(request: {
  readonly folder: string;
  readonly label: string;
  readonly pin: string;
  readonly soPin: string;
  readonly identities: readonly SoftHsmIdentity[];
  readonly module: string;
}): SoftHsmToken {
  const environment = writeConfiguration(request.folder);
  const before = process.env['SOFTHSM2_CONF'];
  process.env['SOFTHSM2_CONF'] = environment.SOFTHSM2_CONF;
  const pkcs11 = new pkcs11js.PKCS11();
  pkcs11.load(request.module);
  try {
    pkcs11.C_Initialize();
    const slot = pkcs11.C_GetSlotList(true).at(-1);
    if (slot === undefined) throw new Error('SoftHSM offers no slot');
    pkcs11.C_InitToken(slot, request.soPin, request.label.padEnd(32, ' '));
    const fresh = pkcs11.C_GetSlotList(true).find((each) => pkcs11.C_GetTokenInfo(each).label.trim() === request.label);
    if (fresh === undefined) throw new Error('SoftHSM does not show the token it has just made');
    const session = pkcs11.C_OpenSession(fresh, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
    pkcs11.C_Login(session, pkcs11js.CKU_SO, request.soPin);
    pkcs11.C_InitPIN(session, request.pin);
    pkcs11.C_Logout(session);
    pkcs11.C_Login(session, pkcs11js.CKU_USER, request.pin);
    request.identities.forEach((identity, i) => {
      for (const template of templates(identity, Buffer.from([i + 1]))) pkcs11.C_CreateObject(session, template);
    });
    pkcs11.C_Logout(session);
    return { module: request.module, environment };
  } finally {
    pkcs11.C_Finalize();
    pkcs11.close();
    if (before === undefined) delete process.env['SOFTHSM2_CONF'];
    else process.env['SOFTHSM2_CONF'] = before;
  }
}

function writeConfiguration(folder: string): SoftHsmToken['environment'] {
  const tokens = join(folder, 'tokens');
  mkdirSync(tokens, { recursive: true, mode: 0o700 });
  const configuration = join(folder, 'softhsm2.conf');
  const lines = [`directories.tokendir = ${tokens}`, 'objectstore.backend = file', 'log.level = ERROR', 'slots.removable = true', ''];
  writeFileSync(configuration, lines.join('\n'), { mode: 0o600 });
  return { SOFTHSM2_CONF: configuration };
}

/** Certificate, public key and private key under one CKA_ID (PKCS#11 v2.40 section 4.6.3). */
function templates(identity: SoftHsmIdentity, id: Buffer): Template[] {
  const p = pkcs11js;
  const key = readKey(identity.privateKey);
  const subject = subjectDer(identity.certificate);
  const common: Template = [
    { type: p.CKA_TOKEN, value: true },
    { type: p.CKA_ID, value: id },
    { type: p.CKA_LABEL, value: identity.label },
  ];
  const { type, secret, open } = key.asymmetricKeyType === 'rsa' ? rsaParts(key) : ecParts(key);
  return [
    [
      { type: p.CKA_CLASS, value: p.CKO_CERTIFICATE },
      { type: p.CKA_CERTIFICATE_TYPE, value: p.CKC_X_509 },
      { type: p.CKA_PRIVATE, value: false },
      { type: p.CKA_SUBJECT, value: subject },
      { type: p.CKA_VALUE, value: Buffer.from(identity.certificate) },
      ...common,
    ],
    [
      { type: p.CKA_CLASS, value: p.CKO_PUBLIC_KEY },
      { type: p.CKA_KEY_TYPE, value: type },
      { type: p.CKA_PRIVATE, value: false },
      { type: p.CKA_VERIFY, value: true },
      ...open,
      ...common,
    ],
    [
      { type: p.CKA_CLASS, value: p.CKO_PRIVATE_KEY },
      { type: p.CKA_KEY_TYPE, value: type },
      { type: p.CKA_PRIVATE, value: true },
      { type: p.CKA_SENSITIVE, value: true },
      { type: p.CKA_EXTRACTABLE, value: false },
      { type: p.CKA_SIGN, value: true },
      { type: p.CKA_SUBJECT, value: subject },
      ...secret,
      ...common,
    ],
  ];
}

function readKey(key: string | Uint8Array): KeyObject {
  return typeof key === 'string' ? createPrivateKey(key) : createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
}

type Parts = { readonly type: number; readonly secret: Template; readonly open: Template };

function rsaParts(key: KeyObject): Parts {
  const p = pkcs11js;
  const jwk = key.export({ format: 'jwk' });
  const number = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'): Buffer => Buffer.from(jwk[name] ?? '', 'base64url');
  const open: Template = [
    { type: p.CKA_MODULUS, value: number('n') },
    { type: p.CKA_PUBLIC_EXPONENT, value: number('e') },
  ];
  const secret: Template = [
    ...open,
    { type: p.CKA_PRIVATE_EXPONENT, value: number('d') },
    { type: p.CKA_PRIME_1, value: number('p') },
    { type: p.CKA_PRIME_2, value: number('q') },
    { type: p.CKA_EXPONENT_1, value: number('dp') },
    { type: p.CKA_EXPONENT_2, value: number('dq') },
    { type: p.CKA_COEFFICIENT, value: number('qi') },
  ];
  return { type: p.CKK_RSA, secret, open };
}

/** DER of the curves' object identifiers (RFC 5480 section 2.1.1.1). */
const curveParameters: Readonly<Record<string, string>> = {
  'P-256': '06082a8648ce3d030107',
  'P-384': '06052b81040022',
  'P-521': '06052b81040023',
};

function ecParts(key: KeyObject): Parts {
  const p = pkcs11js;
  const jwk = key.export({ format: 'jwk' });
  const parameters = { type: p.CKA_EC_PARAMS, value: Buffer.from(curveParameters[jwk.crv ?? ''] ?? '', 'hex') };
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]);
  // CKA_EC_POINT is the point inside an OCTET STRING.
  const length = point.length < 128 ? [point.length] : [0x81, point.length];
  const wrapped = Buffer.concat([Buffer.from([4, ...length]), point]);
  return {
    type: p.CKK_EC,
    secret: [parameters, { type: p.CKA_VALUE, value: Buffer.from(jwk.d ?? '', 'base64url') }],
    open: [parameters, { type: p.CKA_EC_POINT, value: wrapped }],
  };
}

/** The subject's DER, cut out of the certificate: after version, serial, algorithm, issuer and validity (RFC 5280 section 4.1). */
function subjectDer(certificate: Uint8Array): Buffer {
  const der = Buffer.from(new X509Certificate(certificate).raw);
  const body = (at: number): { start: number; end: number } => {
    const first = der[at + 1] ?? 0;
    if (first < 0x80) return { start: at + 2, end: at + 2 + first };
    const size = first & 0x7f;
    const start = at + 2 + size;
    return { start, end: start + der.readUIntBE(at + 2, size) };
  };
  let at = body(body(0).start).start;
  if (der[at] === 0xa0) at = body(at).end;
  for (let i = 0; i < 4; i += 1) at = body(at).end;
  return der.subarray(at, body(at).end);
}
