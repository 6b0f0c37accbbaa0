import { Malformed, Members, inside, tags } from './der.ts';
import type { Der } from './der.ts';
import { oidOf, smallInteger } from './der-values.ts';

export type Hash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export type SignatureScheme =
  | { readonly kind: 'rsa' | 'ecdsa'; readonly hash: Hash }
  | { readonly kind: 'rsa-pss'; readonly hash: Hash; readonly saltLength: number }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'unsupported'; readonly oid: string };

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
export const rsaPss = '1.2.840.113549.1.1.10';
const ed25519 = '1.3.101.112';

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
export function readPss(node: Der | undefined): SignatureScheme {
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
