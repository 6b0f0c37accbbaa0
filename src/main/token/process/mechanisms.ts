import { createHash } from 'node:crypto';
import pkcs11js, { type Mechanism, type RsaPSS } from 'pkcs11js';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

/**
 * How an XML signature algorithm is asked of a module: by hash-and-sign where the module has it, otherwise the digest
 * is made here and the module signs it raw (PKCS#11 v2.40 mechanisms, sections 2.1.5, 2.1.8 and 2.3.6).
 */
type Way = {
  readonly family: 'rsa' | 'ec';
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly whole: number;
  readonly raw: number;
  /** what a raw signature covers, from the digest */
  readonly wrap: (digest: Buffer) => Buffer;
  readonly parameter?: NonNullable<Mechanism['parameter']>;
};

/** RFC 8017 section 9.2 note 1: the DER of DigestInfo in front of the digest. */
const digestInfo = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const;

const wrapInfo = (hash: keyof typeof digestInfo) => (digest: Buffer) => Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest]);
const bare = (digest: Buffer): Buffer => digest;

const p = pkcs11js;
const ways: Readonly<Record<SignatureAlgorithm, Way>> = {
  'rsa-sha1': { family: 'rsa', hash: 'sha1', whole: p.CKM_SHA1_RSA_PKCS, raw: p.CKM_RSA_PKCS, wrap: wrapInfo('sha1') },
  'rsa-sha256': { family: 'rsa', hash: 'sha256', whole: p.CKM_SHA256_RSA_PKCS, raw: p.CKM_RSA_PKCS, wrap: wrapInfo('sha256') },
  'rsa-sha384': { family: 'rsa', hash: 'sha384', whole: p.CKM_SHA384_RSA_PKCS, raw: p.CKM_RSA_PKCS, wrap: wrapInfo('sha384') },
  'rsa-sha512': { family: 'rsa', hash: 'sha512', whole: p.CKM_SHA512_RSA_PKCS, raw: p.CKM_RSA_PKCS, wrap: wrapInfo('sha512') },
  'rsa-pss-sha256': pss('sha256', p.CKM_SHA256_RSA_PKCS_PSS, p.CKM_SHA256, p.CKG_MGF1_SHA256, 32),
  'rsa-pss-sha384': pss('sha384', p.CKM_SHA384_RSA_PKCS_PSS, p.CKM_SHA384, p.CKG_MGF1_SHA384, 48),
  'rsa-pss-sha512': pss('sha512', p.CKM_SHA512_RSA_PKCS_PSS, p.CKM_SHA512, p.CKG_MGF1_SHA512, 64),
  'ecdsa-sha256': { family: 'ec', hash: 'sha256', whole: p.CKM_ECDSA_SHA256, raw: p.CKM_ECDSA, wrap: bare },
  'ecdsa-sha384': { family: 'ec', hash: 'sha384', whole: p.CKM_ECDSA_SHA384, raw: p.CKM_ECDSA, wrap: bare },
  'ecdsa-sha512': { family: 'ec', hash: 'sha512', whole: p.CKM_ECDSA_SHA512, raw: p.CKM_ECDSA, wrap: bare },
};

/** RFC 6931 section 2.3.10: salt as long as the digest, MGF1 with the same digest. */
function pss(hash: Way['hash'], whole: number, hashAlg: number, mgf: number, saltLen: number): Way {
  const parameter: RsaPSS = { type: p.CK_PARAMS_RSA_PSS, hashAlg, mgf, saltLen };
  return { family: 'rsa', hash, whole, raw: p.CKM_RSA_PKCS_PSS, wrap: bare, parameter };
}

/** SHA-1 is never offered for new signatures; it can still be asked for by name. */
const offered = (Object.keys(ways) as SignatureAlgorithm[]).filter((algorithm) => ways[algorithm].hash !== 'sha1');

export function algorithmsOf(family: 'rsa' | 'ec' | null, mechanisms: readonly number[]): SignatureAlgorithm[] {
  return offered.filter((algorithm) => {
    const way = ways[algorithm];
    return way.family === family && (mechanisms.includes(way.whole) || mechanisms.includes(way.raw));
  });
}

export type Plan = { readonly mechanism: Mechanism; readonly data: (toBeSigned: Uint8Array) => Buffer };

/** The mechanism to use with this token, and what to hand it; null where the token has neither way. */
export function planSignature(algorithm: SignatureAlgorithm, family: 'rsa' | 'ec', mechanisms: readonly number[]): Plan | null {
  const way = ways[algorithm];
  if (way.family !== family) return null;
  const parameter = way.parameter === undefined ? {} : { parameter: way.parameter };
  if (mechanisms.includes(way.whole)) {
    return {
      mechanism: { mechanism: way.whole, ...parameter },
      data: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    };
  }
  if (!mechanisms.includes(way.raw)) return null;
  return {
    mechanism: { mechanism: way.raw, ...parameter },
    data: (bytes) => way.wrap(createHash(way.hash).update(bytes).digest()),
  };
}

const names = new Map<number, string>(
  Object.entries(pkcs11js).flatMap(([name, value]) =>
    name.startsWith('CKM_') && typeof value === 'number' ? [[value, name] as const] : [],
  ),
);

/** The signing mechanisms a person may want to read about; the rest would be a wall of text. */
export function mechanismNames(mechanisms: readonly number[]): string[] {
  const signing = new Set<number>(Object.values(ways).flatMap((way) => [way.whole, way.raw]));
  return mechanisms.filter((mechanism) => signing.has(mechanism)).map((mechanism) => names.get(mechanism) ?? String(mechanism));
}
