import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';

export const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const signature11Namespace = 'http://www.w3.org/2009/xmldsig11#';
export const exclusiveNamespace = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const envelopedTransform = `${signatureNamespace}enveloped-signature`;

export const moreNamespace = 'http://www.w3.org/2001/04/xmldsig-more#';
const more = moreNamespace;
const more2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const encryption = 'http://www.w3.org/2001/04/xmlenc#';

export type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Signature algorithms by URI (XMLDSig 1.1 section 6.4, RFC 9231 section 2.3). */
export const signatureUris: Readonly<Record<SignatureAlgorithm, string>> = {
  'rsa-sha256': `${more}rsa-sha256`,
  'rsa-sha384': `${more}rsa-sha384`,
  'rsa-sha512': `${more}rsa-sha512`,
  'ecdsa-sha256': `${more}ecdsa-sha256`,
  'ecdsa-sha384': `${more}ecdsa-sha384`,
  'ecdsa-sha512': `${more}ecdsa-sha512`,
  'rsa-pss-sha256': `${more2007}sha256-rsa-MGF1`,
  'rsa-pss-sha384': `${more2007}sha384-rsa-MGF1`,
  'rsa-pss-sha512': `${more2007}sha512-rsa-MGF1`,
  'rsa-sha1': `${signatureNamespace}rsa-sha1`,
};

const algorithmByUri: ReadonlyMap<string, SignatureAlgorithm> = new Map(
  Object.entries(signatureUris).map(([algorithm, uri]) => [uri, algorithm as SignatureAlgorithm]),
);

export const digestUris: Readonly<Record<Hash, string>> = {
  sha1: `${signatureNamespace}sha1`,
  sha256: `${encryption}sha256`,
  sha384: `${more}sha384`,
  sha512: `${encryption}sha512`,
};

const hashByUri: ReadonlyMap<string, Hash> = new Map(Object.entries(digestUris).map(([hash, uri]) => [uri, hash as Hash]));

/** An algorithm we know, one nobody may use, or one we leave undecided. */
export type Known<T> = { readonly known: T } | { readonly known: null; readonly reason: 'algorithm-refused' | 'unsupported-algorithm' };

export function signatureAlgorithmOf(uri: string): Known<SignatureAlgorithm> {
  const known = algorithmByUri.get(uri);
  if (known) return { known };
  // a message authentication code proves nothing to a third party; MD5, SHA-1 and RIPEMD are broken or near it
  const isRefused =
    /hmac|poly1305|siphash/i.test(uri) ||
    /(?:rsa|ecdsa|esign)-(?:md5|sha1|ripemd160|whirlpool)$|(?:md5|sha1|ripemd160|md2)-rsa-MGF1$/.test(uri);
  return { known: null, reason: isRefused ? 'algorithm-refused' : 'unsupported-algorithm' };
}

export function hashOf(uri: string): Known<Hash> {
  const known = hashByUri.get(uri);
  if (known) return { known };
  return { known: null, reason: /md5|ripemd160/.test(uri) ? 'algorithm-refused' : 'unsupported-algorithm' };
}

const formByUri: ReadonlyMap<string, Omit<CanonicalForm, 'prefixes'>> = new Map([
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', { kind: 'inclusive', withComments: false }],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments', { kind: 'inclusive', withComments: true }],
  ['http://www.w3.org/2006/12/xml-c14n11', { kind: 'inclusive-1.1', withComments: false }],
  ['http://www.w3.org/2006/12/xml-c14n11#WithComments', { kind: 'inclusive-1.1', withComments: true }],
  [exclusiveNamespace, { kind: 'exclusive', withComments: false }],
  [`${exclusiveNamespace}WithComments`, { kind: 'exclusive', withComments: true }],
]);

export function canonicalFormOf(uri: string): Omit<CanonicalForm, 'prefixes'> | undefined {
  return formByUri.get(uri);
}

export function hashOfSignature(algorithm: SignatureAlgorithm): Hash {
  if (algorithm.endsWith('sha256')) return 'sha256';
  if (algorithm.endsWith('sha384')) return 'sha384';
  return algorithm.endsWith('sha512') ? 'sha512' : 'sha1';
}
