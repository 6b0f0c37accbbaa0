import { constants, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import { Malformed, Members, inside, readDer, tags } from './der.ts';
import type { Der } from './der.ts';
import { integerHex, octetsOfBits, oidOf, sameBytes, smallInteger } from './der-values.ts';

export type Hash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export type SignatureScheme =
  | { readonly kind: 'rsa' | 'ecdsa'; readonly hash: Hash }
  | { readonly kind: 'rsa-pss'; readonly hash: Hash; readonly saltLength: number }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'unsupported'; readonly oid: string };

export type SubjectKey = {
  readonly spki: Uint8Array;
  readonly description:
    | { readonly kind: 'rsa'; readonly bits: number; readonly exponent: string }
    | { readonly kind: 'ec'; readonly curve: string }
    | { readonly kind: 'ed25519' }
    | { readonly kind: 'unsupported'; readonly oid: string };
};

/** What arithmetic is still worth trusting. The product has one policy; measures against old public sets loosen it. */
export type AlgorithmPolicy = {
  readonly refusedHashes: readonly Hash[];
  readonly leastRsaBits: number;
};

/** SHA-1 and MD5 collide (RFC 6194, RFC 6151); RSA below 2048 bits fell out of use in 2013 (NIST SP 800-131A). */
export const currentAlgorithms: AlgorithmPolicy = { refusedHashes: ['md5', 'sha1'], leastRsaBits: 2048 };

const rsaSchemes: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.1.1.4': 'md5',
  '1.2.840.113549.1.1.5': 'sha1',
  '1.3.14.3.2.29': 'sha1',
  '1.2.840.113549.1.1.14': 'sha224',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};
const ecdsaSchemes: Readonly<Record<string, Hash>> = {
  '1.2.840.10045.4.1': 'sha1',
  '1.2.840.10045.4.3.1': 'sha224',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const hashes: Readonly<Record<string, Hash>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaPss = '1.2.840.113549.1.1.10';
const ecPublicKey = '1.2.840.10045.2.1';
const ed25519 = '1.3.101.112';
const goodCurves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
/** curves under 224 bits */
const weakCurves: readonly string[] = ['1.2.840.10045.3.1.1', '1.3.132.0.31', '1.3.132.0.8', '1.3.132.0.9', '1.3.132.0.6', '1.3.132.0.7'];

/**
 * AlgorithmIdentifier of a signature (RFC 3279, 4055, 5758, 8410). Absent and NULL parameters count as the same: with RSA they are,
 * and with ECDSA, where RFC 5758 wants them absent, older authorities write NULL.
 */
export function readScheme(node: Der): SignatureScheme {
  const members = new Members(node);
  const oid = oidOf(members.take());
  const parameters = members.rest();
  if (parameters.length > 1) throw new Malformed('algorithm parameters');
  const [rsa, ecdsa] = [rsaSchemes[oid], ecdsaSchemes[oid]];
  if (rsa || ecdsa) {
    if (parameters[0] && (parameters[0].tag !== tags.null || parameters[0].body.length > 0)) throw new Malformed('algorithm parameters');
  }
  if (rsa) return { kind: 'rsa', hash: rsa };
  if (ecdsa) return { kind: 'ecdsa', hash: ecdsa };
  if (oid === rsaPss) return readPss(parameters[0]);
  if (oid === ed25519 && parameters.length === 0) return { kind: 'ed25519' };
  return { kind: 'unsupported', oid };
}

/** RSASSA-PSS-params (RFC 4055 section 3.1): hash and MGF1 hash must agree, trailer 1; the rest is not claimed. */
function readPss(node: Der | undefined): SignatureScheme {
  if (!node) return { kind: 'rsa-pss', hash: 'sha1', saltLength: 20 };
  const members = new Members(node);
  const hashNode = members.optional(0xa0);
  const maskNode = members.optional(0xa1);
  const saltNode = members.optional(0xa2);
  const trailerNode = members.optional(0xa3);
  members.done();
  const hash = hashNode ? hashes[oidOf(new Members(inside(hashNode)).take())] : 'sha1';
  let maskHash: Hash | undefined = 'sha1';
  if (maskNode) {
    const mask = new Members(inside(maskNode));
    if (oidOf(mask.take()) !== '1.2.840.113549.1.1.8') return { kind: 'unsupported', oid: rsaPss };
    maskHash = hashes[oidOf(new Members(mask.take()).take())];
  }
  const saltLength = saltNode ? smallInteger(inside(saltNode)) : 20;
  const trailer = trailerNode ? smallInteger(inside(trailerNode)) : 1;
  if (!hash || hash !== maskHash || trailer !== 1 || saltLength > 512) return { kind: 'unsupported', oid: rsaPss };
  return { kind: 'rsa-pss', hash, saltLength };
}

/** SubjectPublicKeyInfo. Keys we cannot compute with are described, not refused: who needs them says so. */
export function readSubjectKey(node: Der): SubjectKey {
  const members = new Members(node);
  const algorithm = new Members(members.take());
  const oid = oidOf(algorithm.take());
  const parameters = algorithm.rest();
  const bits = members.take(tags.bitString);
  members.done();
  const spki = node.raw;
  if (oid === rsaEncryption || oid === rsaPss) {
    return { spki, description: { kind: 'rsa', ...rsaNumbers(octetsOfBits(bits)) } };
  }
  if (oid === ecPublicKey) {
    const curve = parameters[0]?.tag === tags.oid ? oidOf(parameters[0]) : 'explicit';
    return { spki, description: { kind: 'ec', curve } };
  }
  if (oid === ed25519) return { spki, description: { kind: 'ed25519' } };
  return { spki, description: { kind: 'unsupported', oid } };
}

function rsaNumbers(octets: Uint8Array): { bits: number; exponent: string } {
  const members = new Members(readDer(octets));
  const modulus = integerHex(members.take()).replace(/^00/, '');
  const exponent = integerHex(members.take());
  members.done();
  if (modulus.length === 0 || /^[89a-f]/.test(exponent)) throw new Malformed('RSA key');
  return { bits: BigInt(`0x${modulus}`).toString(2).length, exponent };
}

/** Why this key may not carry a signature, or null. */
export function keyProblem(key: SubjectKey, policy: AlgorithmPolicy): Reason | null {
  const { description } = key;
  switch (description.kind) {
    case 'rsa': {
      const exponent = BigInt(`0x${description.exponent}`);
      const isSound = description.bits >= policy.leastRsaBits && description.bits <= 16_384 && exponent >= 3n && exponent % 2n === 1n;
      return isSound ? null : 'key-refused';
    }
    case 'ec':
      if (goodCurves[description.curve]) return null;
      return description.curve === 'explicit' || weakCurves.includes(description.curve) ? 'key-refused' : 'unsupported-algorithm';
    case 'ed25519':
      return null;
    case 'unsupported':
      return 'unsupported-algorithm';
  }
}

export type ArithmeticAnswer = 'matches' | 'differs' | Reason;

/** Does this key's signature over these bytes match? A reason where the question may not or cannot be computed. */
export function checkSignature(
  key: SubjectKey,
  scheme: SignatureScheme,
  signed: Uint8Array,
  signature: Uint8Array,
  policy: AlgorithmPolicy,
): ArithmeticAnswer {
  if (scheme.kind === 'unsupported') return 'unsupported-algorithm';
  const problem = keyProblem(key, policy);
  if (problem) return problem;
  if (scheme.kind !== 'ed25519' && policy.refusedHashes.includes(scheme.hash)) return 'algorithm-refused';
  const keyKind = key.description.kind;
  const fits = scheme.kind === 'ecdsa' ? keyKind === 'ec' : scheme.kind === 'ed25519' ? keyKind === 'ed25519' : keyKind === 'rsa';
  if (!fits) return 'differs';
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  } catch {
    return 'certificate-malformed';
  }
  return arithmetic(publicKey, scheme, signed, signature) ? 'matches' : 'differs';
}

function arithmetic(
  key: KeyObject,
  scheme: Exclude<SignatureScheme, { kind: 'unsupported' }>,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    switch (scheme.kind) {
      case 'rsa':
        return verify(scheme.hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
      case 'rsa-pss':
        return verify(scheme.hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }, signature);
      case 'ecdsa':
        return verify(scheme.hash, signed, { key, dsaEncoding: 'der' }, signature);
      case 'ed25519':
        return verify(null, signed, key, signature);
    }
  } catch {
    // the library refuses an ill-formed signature value or key by throwing: it does not match
    return false;
  }
}

export function sameKey(a: SubjectKey, b: SubjectKey): boolean {
  return sameBytes(a.spki, b.spki);
}
