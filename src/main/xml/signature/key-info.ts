import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Reason } from '#core/trust.ts';
import { attributeIn, type PlainElement } from '#main/xml/plain-element.ts';
import { moreNamespace, signature11Namespace, signatureNamespace } from './algorithms.ts';
import { binaryOf } from './binary.ts';
import { keyOfCertificate, keyOfSpki } from './subject-key.ts';

/** Keys a KeyInfo offers. Nothing is ever fetched, and nothing here is trusted: that is the trust room's work. */
export type KeyMaterial = {
  readonly certificates: readonly CertificateWithKey[];
  /** null: one that is not computed with here */
  readonly keyValues: readonly (KeyObject | null)[];
  readonly reasons: readonly Reason[];
};

/** Certificates a KeyInfo may carry: each costs parsing, and a path to a root is never longer. */
const mostCertificates = 20;

export function readKeyInfo(keyInfo: PlainElement): KeyMaterial {
  const reasons = new Set<Reason>();
  const certificates: CertificateWithKey[] = [];
  const keyValues: (KeyObject | null)[] = [];
  const encoded = keyInfo.children
    .filter((child) => isIn(child, signatureNamespace, 'X509Data'))
    .flatMap((data) => data.children.filter((child) => isIn(child, signatureNamespace, 'X509Certificate')));
  for (const element of encoded.slice(0, mostCertificates)) {
    const certificate = remembered(element.text);
    if (certificate) certificates.push(certificate);
    else reasons.add('certificate-malformed');
  }
  for (const child of keyInfo.children) {
    if (isIn(child, signatureNamespace, 'KeyValue')) addKeyValue(child, keyValues, reasons);
    else if (isIn(child, signature11Namespace, 'DEREncodedKeyValue')) addSpki(keyValues, binaryOf(child.text), reasons);
    // RetrievalMethod and KeyInfoReference point elsewhere: nobody outside the document chooses what we fetch
    else if (isIn(child, signatureNamespace, 'RetrievalMethod') || isIn(child, signature11Namespace, 'KeyInfoReference'))
      reasons.add('unsupported-form');
  }
  return { certificates, keyValues, reasons: [...reasons] };
}

/** The same official signs all day: the last certificates are kept by their text, and so are their decoded keys. */
const recent = new Map<string, CertificateWithKey | null>();
const mostRecent = 64;
const longestRemembered = 8192;

function remembered(text: string): CertificateWithKey | null {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const read = readCertificate(binaryOf(text));
  if (text.length > longestRemembered) return read;
  const [oldest] = recent.keys();
  if (recent.size >= mostRecent && oldest !== undefined) recent.delete(oldest);
  recent.set(text, read);
  return read;
}

/** `key` null: one that is not computed with here (RSASSA-PSS alone, DSA, GOST, other curves). */
export type CertificateWithKey = { readonly der: Uint8Array; readonly key: KeyObject | null };

export function readCertificate(der: Uint8Array | null): CertificateWithKey | null {
  if (!der) return null;
  const found = keyOfCertificate(der);
  return found.key === null && found.reason === 'malformed' ? null : { der, key: found.key };
}

function addKeyValue(keyValue: PlainElement, keys: (KeyObject | null)[], reasons: Set<Reason>): void {
  const [value, second] = keyValue.children;
  if (!value || second) reasons.add('signature-malformed');
  else if (isIn(value, signatureNamespace, 'RSAKeyValue')) addKey(keys, rsaKey(value), reasons);
  else if (isIn(value, signature11Namespace, 'ECKeyValue')) addKey(keys, ecKey(value), reasons);
  else if (isIn(value, moreNamespace, 'ECDSAKeyValue')) addKey(keys, olderEcKey(value), reasons);
  else reasons.add('unsupported-algorithm');
}

function addKey(keys: (KeyObject | null)[], key: KeyObject | null, reasons: Set<Reason>): void {
  if (key) keys.push(key);
  else reasons.add('key-refused');
}

function addSpki(keys: (KeyObject | null)[], der: Uint8Array | null, reasons: Set<Reason>): void {
  const found = der && keyOfSpki(der);
  if (!found || (found.key === null && found.reason === 'malformed')) reasons.add('key-refused');
  else keys.push(found.key);
}

function rsaKey(element: PlainElement): KeyObject | null {
  const modulus = binaryOf(element.children.find((child) => child.local === 'Modulus')?.text ?? '');
  const exponent = binaryOf(element.children.find((child) => child.local === 'Exponent')?.text ?? '');
  if (!modulus?.length || !exponent?.length) return null;
  return fromJwk({ kty: 'RSA', n: base64url(withoutZeros(modulus)), e: base64url(withoutZeros(exponent)) });
}

const curves: ReadonlyMap<string, { readonly crv: string; readonly size: number }> = new Map([
  ['urn:oid:1.2.840.10045.3.1.7', { crv: 'P-256', size: 32 }],
  ['urn:oid:1.3.132.0.34', { crv: 'P-384', size: 48 }],
  ['urn:oid:1.3.132.0.35', { crv: 'P-521', size: 66 }],
]);

/** NamedCurve and an uncompressed point (XMLDSig 1.1 section 4.5.2.3); explicit parameters are how CVE-2020-0601 came in. */
function ecKey(element: PlainElement): KeyObject | null {
  const named = element.children.find((child) => isIn(child, signature11Namespace, 'NamedCurve'));
  const point = binaryOf(element.children.find((child) => child.local === 'PublicKey')?.text ?? '');
  const curve = curves.get((named && attributeIn(named, 'URI')) ?? '');
  if (!curve || !point || point[0] !== 4 || point.length !== 1 + 2 * curve.size) return null;
  return ecKeyOf(curve.crv, point.subarray(1, 1 + curve.size), point.subarray(1 + curve.size));
}

/** RFC 4050, which Java and .NET wrote before XMLDSig 1.1: the numbers of the point in decimal. */
function olderEcKey(element: PlainElement): KeyObject | null {
  const [domain, point] = element.children;
  const named = domain?.children.find((child) => isIn(child, moreNamespace, 'NamedCurve'));
  const curve = curves.get((named && attributeIn(named, 'URN')) ?? '');
  const [x, y] = ['X', 'Y'].map((local) => {
    const found = point?.children.find((child) => isIn(child, moreNamespace, local));
    const written = (found && attributeIn(found, 'Value')) ?? '';
    const hex = /^\d{1,160}$/.test(written) ? BigInt(written).toString(16) : '';
    return curve && hex !== '' && hex.length <= 2 * curve.size ? Buffer.from(hex.padStart(2 * curve.size, '0'), 'hex') : null;
  });
  return curve && x && y ? ecKeyOf(curve.crv, x, y) : null;
}

function ecKeyOf(crv: string, x: Uint8Array, y: Uint8Array): KeyObject | null {
  return fromJwk({ kty: 'EC', crv, x: base64url(x), y: base64url(y) });
}

function fromJwk(key: Record<string, string>): KeyObject | null {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return null;
  }
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.subarray(0, 0) : bytes.subarray(first);
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function isIn(element: PlainElement, namespace: string, local: string): boolean {
  return element.local === local && element.namespace === namespace;
}
