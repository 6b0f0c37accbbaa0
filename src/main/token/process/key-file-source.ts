import { constants, createHash, createPrivateKey, randomUUID, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { done, failed, type Result } from '#core/failure.ts';
import type { KeySource } from '#contract/token-api.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { readCertificate } from '#main/token/process/find-objects.ts';
import { retiredEncryption } from '#main/token/process/key-encryption.ts';
import { signInTurn, type Made } from '#main/token/process/sign-each.ts';
import type { OpenSource } from '#main/token/process/key-source.ts';
import { readPkcs12 } from '#main/token/process/read-pkcs12.ts';
import { withPin } from '#main/token/process/with-pin.ts';

type KeyFile = Exclude<KeySource, { kind: 'pkcs11' }>;

const pathOf = (source: KeyFile): string => (source.kind === 'pkcs12' ? source.file : source.certificate);

/**
 * Keys in files, for the countries that issue no token: PKCS#12, and Mexico's e.firma. The files stay where they are; the
 * key is opened in this process alone, for one session, and let go at its end.
 */
export function openKeyFile(source: KeyFile): Result<OpenSource> {
  const path = pathOf(source);
  const first = readCertificates(source);
  if (!first.ok) return first;
  const serial = createHash('sha256').update(path).digest('hex').slice(0, 16);
  const sessions = new Map<string, KeyObject>();

  const list = (): ReturnType<OpenSource['list']> => {
    const read = readCertificates(source);
    if (!read.ok) return read;
    const certificates = read.value.map((der) => readCertificate(der)).flatMap((each) => (each === null ? [] : [each]));
    const token = {
      slot: serial,
      reader: path,
      label: basename(path),
      serial,
      manufacturer: '',
      model: source.kind === 'pkcs12' ? 'PKCS#12' : 'e.firma',
      // A file counts no tries; its password has no length that can be known.
      pin: { state: 'ok' as const, minLength: 0, maxLength: 0, pad: false },
      certificates: certificates.map(({ fingerprint, der, commonName, key }) => ({
        fingerprint,
        der,
        label: commonName,
        keyId: fingerprint.slice(0, 16),
        key,
        hasKey: null,
        algorithms: key === null ? [] : [...algorithms[key.kind]],
      })),
      isSoft: true,
      mechanisms: [],
      keysWithoutCertificate: [],
    };
    return done({ tokens: [token], readersWithoutToken: [], readersUnread: [], partitionsAbsent: [] });
  };

  return done({
    name: source.kind === 'pkcs12' ? 'PKCS#12' : 'e.firma',
    version: '1',
    list,
    logIn: ({ fingerprint, pin }) => {
      if (pin === null) return failed({ code: 'pinLength', min: 1, max: 255 });
      const read = readCertificates(source);
      if (!read.ok) return read;
      const certificate = read.value.map((der) => readCertificate(der)).find((each) => each?.fingerprint === fingerprint);
      if (certificate === undefined || certificate === null) return failed({ code: 'tokenChanged' });
      const opened = openKey(source, new X509Certificate(certificate.der), pin);
      if (!opened.ok) return opened;
      const id = randomUUID();
      sessions.set(id, opened.value);
      return done({ session: id });
    },
    signsBeside: () => false,
    sign: async (id, toBeSigned, algorithm) => {
      const key = sessions.get(id);
      if (key === undefined) return failed({ code: 'sessionEnded' });
      return signInTurn(toBeSigned, (bytes) => signWith(key, bytes, algorithm));
    },
    // The key's bytes are OpenSSL's, which clears them when the last reference is gone.
    logOut: (id) => void sessions.delete(id),
    changePin: () => failed({ code: 'notAllowedByPolicy', key: 'changePin' }),
    picture: () => (readCertificates(source).ok ? 'there' : 'gone'),
    lastPicture: () => 'there',
    close: () => sessions.clear(),
  });
}

const algorithms = {
  rsa: ['rsa-sha256', 'rsa-sha384', 'rsa-sha512', 'rsa-pss-sha256', 'rsa-pss-sha384', 'rsa-pss-sha512'],
  ec: ['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'],
} as const satisfies Record<'rsa' | 'ec', readonly SignatureAlgorithm[]>;

function signWith(key: KeyObject, toBeSigned: Uint8Array, algorithm: SignatureAlgorithm): Result<Made> {
  const isRight = key.asymmetricKeyType === (algorithm.startsWith('rsa') ? 'rsa' : 'ec');
  if (!isRight) return failed({ code: 'mechanismMissing', needed: algorithm });
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const options = algorithm.startsWith('rsa-pss') ? { key, ...pss } : { key, dsaEncoding: 'ieee-p1363' as const };
  const begunMs = performance.now();
  const signature = new Uint8Array(sign(hash, toBeSigned, options));
  return done({ signature, tookMs: performance.now() - begunMs });
}

/** The certificates that can be read without the password. */
function readCertificates(source: KeyFile): Result<Uint8Array[]> {
  if (source.certificate !== undefined) {
    const certificate = readFile(source.certificate);
    return certificate.ok ? done([certificate.value]) : certificate;
  }
  const bytes = readFile(pathOf(source));
  if (!bytes.ok) return bytes;
  const parts = readPkcs12(bytes.value);
  return parts === null ? failed({ code: 'fileUnreadable', path: pathOf(source) }) : done([...parts.certificates]);
}

/** The private key that belongs to the certificate; the password is tried once on each key the file holds. */
function openKey(source: KeyFile, certificate: X509Certificate, pin: Uint8Array): Result<KeyObject> {
  const bytes = readFile(source.kind === 'pkcs12' ? source.file : source.key);
  if (!bytes.ok) return bytes;
  const encrypted = source.kind === 'pkcs12' ? readPkcs12(bytes.value)?.encryptedKeys : [bytes.value];
  if (encrypted === undefined) return failed({ code: 'fileUnreadable', path: pathOf(source) });
  if (encrypted.length === 0) return failed({ code: 'keyMissing', label: basename(pathOf(source)) });
  const keys = encrypted.flatMap((each) => decrypt(each, pin) ?? []);
  if (keys.length === 0) {
    const scheme = encrypted.map(retiredEncryption).find((each) => each !== null);
    return failed(
      scheme === undefined || scheme === null
        ? { code: 'passwordWrong', path: source.kind === 'pkcs12' ? source.file : source.key }
        : { code: 'keyEncryptionUnsupported', path: pathOf(source), scheme },
    );
  }
  const key = keys.find((each) => certificate.checkPrivateKey(each));
  return key === undefined ? failed({ code: 'keyMissing', label: basename(pathOf(source)) }) : done(key);
}

/** Encrypted PKCS#8 (RFC 5958), DER. OpenSSL says "bad decrypt" and the like for a wrong password; nothing else can be learnt. */
function decrypt(der: Uint8Array, pin: Uint8Array): KeyObject | null {
  let key: KeyObject | null = null;
  withPin(pin, (passphrase) => {
    try {
      key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8', passphrase });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  });
  return key;
}

function readFile(path: string): Result<Uint8Array> {
  try {
    return done(new Uint8Array(readFileSync(path)));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return failed({ code: 'fileUnreadable', path });
    throw error;
  }
}
