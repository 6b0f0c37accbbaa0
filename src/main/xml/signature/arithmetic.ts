import { constants, verify, type KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { hashOfSignature } from './algorithms.ts';

/** Why a key may not be used with this algorithm, or null when it may. */
export function refuseKey(key: KeyObject, algorithm: SignatureAlgorithm): Reason | null {
  const { modulusLength = 0, publicExponent = 0n, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  if (algorithm.startsWith('rsa')) {
    const isRsa = key.asymmetricKeyType === 'rsa' || (algorithm.startsWith('rsa-pss') && key.asymmetricKeyType === 'rsa-pss');
    if (!isRsa) return key.asymmetricKeyType === 'ec' ? 'key-refused' : 'unsupported-algorithm';
    if (modulusLength < 2048 || publicExponent < 3n) return 'key-refused';
    return modulusLength > 4096 ? 'unsupported-algorithm' : null;
  }
  if (key.asymmetricKeyType !== 'ec') return key.asymmetricKeyType === 'rsa' ? 'key-refused' : 'unsupported-algorithm';
  return ['prime256v1', 'secp384r1', 'secp521r1'].includes(namedCurve) ? null : 'unsupported-algorithm';
}

/** RSASSA-PKCS1-v1_5, RSASSA-PSS with a salt as long as the hash (RFC 9231 section 2.3.10), ECDSA as r||s (XMLDSig 1.1 section 6.4.3). */
export function isSignatureOf(bytes: Uint8Array, signature: Uint8Array, key: KeyObject, algorithm: SignatureAlgorithm): boolean {
  const hash = hashOfSignature(algorithm);
  if (algorithm.startsWith('ecdsa')) return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, evenly(signature, key));
  if (algorithm.startsWith('rsa-pss')) {
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    return verify(hash, bytes, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
  }
  return verify(hash, bytes, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
}

const sizes: ReadonlyMap<string, number> = new Map([
  ['prime256v1', 32],
  ['secp384r1', 48],
  ['secp521r1', 66],
]);

/**
 * r and s at the curve's size. Older Java releases wrote both shorter or longer by the same zeros; the two numbers are the
 * same, so the signature is. Anything else is left for the verifier to refuse.
 */
function evenly(signature: Uint8Array, key: KeyObject): Uint8Array {
  const size = sizes.get(key.asymmetricKeyDetails?.namedCurve ?? '') ?? 0;
  if (signature.length === 2 * size || signature.length % 2 === 1) return signature;
  const half = signature.length / 2;
  const even = Buffer.alloc(2 * size);
  for (const [index, number] of [signature.subarray(0, half), signature.subarray(half)].entries()) {
    const significant = number.subarray(Math.max(0, half - size));
    if (number.subarray(0, half - significant.length).some((byte) => byte !== 0)) return signature;
    even.set(significant, (index + 1) * size - significant.length);
  }
  return even;
}
