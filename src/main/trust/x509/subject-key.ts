import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import { Malformed, Members, childrenOf, readDer, tags } from './der.ts';
import type { Der } from './der.ts';
import { bitString, element, objectIdentifier, sequence } from './der-write.ts';
import { integerHex, octetsOfBits, oidOf, sameBytes } from './der-values.ts';
import { readPss, rsaPss } from './signature-scheme.ts';
import type { Hash } from './signature-scheme.ts';

export type SubjectKey = {
  readonly spki: Uint8Array;
  readonly description: RsaKey | { readonly kind: 'ec'; readonly curve: string } | { readonly kind: 'ed25519' } | UnsupportedKey;
};

type RsaKey = {
  readonly kind: 'rsa';
  readonly bits: number;
  readonly exponent: string;
  /** RSAPublicKey itself, below the identifier that says what it is for */
  readonly numbers: Uint8Array;
  /** what a key for RSASSA-PSS alone allows; null: a key for RSA in general */
  readonly pss: 'any' | { readonly hash: Hash; readonly saltLength: number } | null;
};
type UnsupportedKey = { readonly kind: 'unsupported'; readonly oid: string };

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';
const ed25519 = '1.3.101.112';
const goodCurves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
/** curves under 224 bits: secp112r1 to secp192k1, sect113r1 to sect193r2, P-192 and its like, brainpool's of 160 and 192 */
const weakCurves: readonly string[] = [
  ...[1, 2, 4, 5, 6, 7, 8, 9, 15, 22, 23, 24, 25, 28, 29, 30, 31].map((arc) => `1.3.132.0.${arc}`),
  ...[1, 2, 3].map((arc) => `1.2.840.10045.3.1.${arc}`),
  ...[1, 2, 3, 4].map((arc) => `1.3.36.3.3.2.8.1.1.${arc}`),
];

/** SubjectPublicKeyInfo. Keys we cannot compute with are described, not refused: who needs them says so. */
export function readSubjectKey(node: Der): SubjectKey {
  const members = new Members(node);
  const algorithm = new Members(members.take());
  const oid = oidOf(algorithm.take());
  const parameters = algorithm.rest();
  const bits = members.take(tags.bitString);
  members.done();
  const spki = node.raw;
  if (oid === rsaEncryption) {
    // RFC 3279 section 2.3.1 has NULL; some leave it out, and it says nothing either way
    if (parameters.length > 1 || parameters.some(({ tag, body }) => tag !== tags.null || body.length > 0)) throw new Malformed('RSA key');
    return { spki, description: { kind: 'rsa', ...rsaNumbers(octetsOfBits(bits)), pss: null } };
  }
  if (oid === rsaPss) {
    const pss = parameters[0] ? readPss(parameters[0]) : 'any';
    if (pss !== 'any' && pss.kind !== 'rsa-pss') return { spki, description: { kind: 'unsupported', oid } };
    return { spki, description: { kind: 'rsa', ...rsaNumbers(octetsOfBits(bits)), pss } };
  }
  if (oid === ecPublicKey) {
    const curve = parameters[0]?.tag === tags.oid ? oidOf(parameters[0]) : 'explicit';
    return { spki, description: { kind: 'ec', curve } };
  }
  if (oid === ed25519) return { spki, description: { kind: 'ed25519' } };
  return { spki, description: { kind: 'unsupported', oid } };
}

function rsaNumbers(numbers: Uint8Array): Pick<RsaKey, 'bits' | 'exponent' | 'numbers'> {
  const members = new Members(readDer(numbers));
  const modulus = integerHex(members.take());
  const exponent = integerHex(members.take());
  members.done();
  if (/^[89a-f]/.test(modulus) || /^[89a-f]/.test(exponent)) throw new Malformed('RSA key');
  return { bits: BigInt(`0x${modulus}`).toString(2).length, exponent, numbers };
}

/** Why this key may not carry a signature, or null. */
export function keyProblem(key: SubjectKey, leastRsaBits: number): Reason | null {
  const { description } = key;
  switch (description.kind) {
    case 'rsa': {
      const exponent = BigInt(`0x${description.exponent}`);
      const isSound = description.bits >= leastRsaBits && description.bits <= 16_384 && exponent >= 3n && exponent % 2n === 1n;
      if (!isSound) return 'key-refused';
      // larger ones are legitimate and nobody's; the libraries below set different limits, some with a slow answer before them
      return exponent < 2n ** 33n ? null : 'unsupported-algorithm';
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

/**
 * The key as node:crypto takes it. An RSA key goes in under its plain identifier: BoringSSL, which Electron stands on, knows
 * neither a key for RSASSA-PSS alone nor one whose NULL is missing, and what such a key allows is checked here.
 */
export function computingKey({ spki, description }: SubjectKey): KeyObject | Reason {
  const isRsa = description.kind === 'rsa';
  if (description.kind === 'ec' && !isPoint(spki)) return 'certificate-malformed';
  const der = isRsa ? sequence(sequence(objectIdentifier(rsaEncryption), element(tags.null)), bitString(description.numbers)) : spki;
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch {
    // a point that is on no curve is no key; of an RSA number too large for the library nobody can say more
    return isRsa ? 'unsupported-algorithm' : 'certificate-malformed';
  }
}

/** Uncompressed or compressed (RFC 5480 section 2.2): OpenSSL takes a hybrid one too, and a point at infinity, BoringSSL neither. */
function isPoint(spki: Uint8Array): boolean {
  const [, point] = [...childrenOf(readDer(spki))];
  const [, form = 0] = point?.body ?? [];
  return form === 2 || form === 3 || form === 4;
}

export function sameKey(a: SubjectKey, b: SubjectKey): boolean {
  return sameBytes(a.spki, b.spki);
}
