import { constants, verify, type KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { hashOfSignature } from './algorithms.ts';

/** The curves we know, and the length of r and of s on each. */
const sizes: ReadonlyMap<string, number> = new Map([
  ['prime256v1', 32],
  ['secp384r1', 48],
  ['secp521r1', 66],
]);

type KeyFacts = {
  readonly kind: string | undefined;
  readonly modulusLength: number;
  readonly publicExponent: bigint;
  readonly curve: string;
};

/** Asking a key what it is costs as much as reading a short document; the same official's key comes all day. */
const facts = new WeakMap<KeyObject, KeyFacts>();

function factsOf(key: KeyObject): KeyFacts {
  const known = facts.get(key);
  if (known) return known;
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  const asked = { kind: key.asymmetricKeyType, modulusLength, publicExponent, curve: namedCurve };
  facts.set(key, asked);
  return asked;
}

/** what BoringSSL, which Electron stands on, computes with; OpenSSL goes further with some keys and not with others */
const largestExponent = 2n ** 33n - 1n;

/** Why a key may not be used with this algorithm, or null when it may. */
export function refuseKey(key: KeyObject, algorithm: SignatureAlgorithm): Reason | null {
  const { kind, modulusLength, publicExponent, curve } = factsOf(key);
  if (algorithm.startsWith('rsa')) {
    if (kind !== 'rsa') return 'key-refused';
    if (modulusLength < 2048 || publicExponent < 3n) return 'key-refused';
    return modulusLength > 4096 || publicExponent > largestExponent ? 'unsupported-algorithm' : null;
  }
  return sizes.has(curve) ? null : 'key-refused';
}

/** RSASSA-PKCS1-v1_5, RSASSA-PSS with a salt as long as the hash (RFC 9231 section 2.3.10), ECDSA as r||s (XMLDSig 1.1 section 6.4.3). */
export function isSignatureOf(bytes: Uint8Array, signature: Uint8Array, key: KeyObject, algorithm: SignatureAlgorithm): boolean {
  const hash = hashOfSignature(algorithm);
  if (algorithm.startsWith('ecdsa')) return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, evenly(signature, key));
  if (algorithm.startsWith('rsa-pss')) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify(hash, bytes, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
  }
  // an RSA key given bare is used with PKCS#1 v1.5; with options it takes half as long again
  return verify(hash, bytes, key, signature);
}

/**
 * r and s at the curve's size (XMLDSig 1.1 section 6.4.3). Some signers write zeros before both; and older Java releases wrote both as
 * long as the longer of them, which on P-521 is a byte less for one signature in four. The two numbers are the same, so the
 * signature is. Any other length is left for the verifier to refuse.
 */
function evenly(signature: Uint8Array, key: KeyObject): Uint8Array {
  const size = sizes.get(factsOf(key).curve) ?? 0;
  const half = signature.length / 2;
  const isAJavasShort = size === 66 && half === 65;
  if (half === size || signature.length % 2 === 1 || (half < size && !isAJavasShort)) return signature;
  const even = Buffer.alloc(2 * size);
  for (const [index, number] of [signature.subarray(0, half), signature.subarray(half)].entries()) {
    const significant = number.subarray(Math.max(0, half - size));
    if (number.subarray(0, half - significant.length).some((byte) => byte !== 0)) return signature;
    even.set(significant, (index + 1) * size - significant.length);
  }
  return even;
}
