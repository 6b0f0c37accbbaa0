import { constants, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import type { Hash, SignatureScheme } from './signature-scheme.ts';
import { computingKey, keyProblem } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';

/** What arithmetic is still worth trusting. The product has one policy; measures against old public sets loosen it. */
export type AlgorithmPolicy = {
  readonly refusedHashes: readonly Hash[];
  readonly leastRsaBits: number;
};

/** SHA-1 and MD5 collide (RFC 6194, RFC 6151); RSA below 2048 bits fell out of use in 2013 (NIST SP 800-131A). */
export const currentAlgorithms: AlgorithmPolicy = { refusedHashes: ['md5', 'sha1'], leastRsaBits: 2048 };

/** RSA with MD2, MD4 and RIPEMD-160: broken or near it, and never computed here */
const brokenSchemes: readonly string[] = ['1.2.840.113549.1.1.2', '1.2.840.113549.1.1.3', '1.3.36.3.3.1.2'];

export type ArithmeticAnswer = 'matches' | 'differs' | Reason;

/** Does this key's signature over these bytes match? A reason where the question may not or cannot be computed. */
export function checkSignature(
  key: SubjectKey,
  scheme: SignatureScheme,
  signed: Uint8Array,
  signature: Uint8Array,
  policy: AlgorithmPolicy,
): ArithmeticAnswer {
  if (scheme.kind === 'unsupported') return brokenSchemes.includes(scheme.oid) ? 'algorithm-refused' : 'unsupported-algorithm';
  const problem = keyProblem(key, policy.leastRsaBits);
  if (problem) return problem;
  if (scheme.kind !== 'ed25519' && policy.refusedHashes.includes(scheme.hash)) return 'algorithm-refused';
  if (!fits(key, scheme)) return 'differs';
  const computing = computingKey(key);
  if (typeof computing === 'string') return computing;
  return arithmetic(computing, scheme, signed, signature) ? 'matches' : 'differs';
}

type Computable = Exclude<SignatureScheme, { kind: 'unsupported' }>;

/** A key for RSASSA-PSS alone may demand its hash and a shortest salt, and is used with nothing else (RFC 4055 sections 1.2 and 3.3). */
function fits({ description }: SubjectKey, scheme: Computable): boolean {
  if (description.kind !== 'rsa' || description.pss === null) return description.kind === keyKinds[scheme.kind];
  if (scheme.kind !== 'rsa-pss') return false;
  const { pss } = description;
  return pss === 'any' || (pss.hash === scheme.hash && pss.saltLength <= scheme.saltLength);
}

const keyKinds = { rsa: 'rsa', 'rsa-pss': 'rsa', ecdsa: 'ec', ed25519: 'ed25519' } as const;

function arithmetic(key: KeyObject, scheme: Computable, signed: Uint8Array, signature: Uint8Array): boolean {
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
