import { createPublicKey, type KeyObject } from 'node:crypto';

/**
 * The key in a certificate or in a SubjectPublicKeyInfo, found here and not by the library that computes with it: OpenSSL and
 * BoringSSL each read keys that the other does not, and a verdict may not depend on which of them is below.
 */
export type SubjectKey = { readonly key: KeyObject } | { readonly key: null; readonly reason: 'malformed' | 'unsupported-algorithm' };

const malformed = { key: null, reason: 'malformed' } as const;
const unsupported = { key: null, reason: 'unsupported-algorithm' } as const;

type Element = { readonly tag: number; readonly from: number; readonly body: number; readonly end: number };

const sequence = 0x30;
const integer = 0x02;
const bitString = 0x03;

/** RFC 5280 section 4.1: version, serialNumber, signature, issuer, validity, subject, subjectPublicKeyInfo; the rest is judged elsewhere. */
export function keyOfCertificate(der: Uint8Array): SubjectKey {
  const [whole, ...after] = elementsIn(der, 0, der.length) ?? [];
  const [tbs, algorithm, signature, ...more] = inside(der, whole);
  const isShaped = after.length === 0 && more.length === 0 && algorithm?.tag === sequence && signature?.tag === bitString;
  if (!isShaped || !tbs) return malformed;
  const parts = inside(der, tbs);
  const [serial, ...rest] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts;
  const key = rest[4];
  if (serial?.tag !== integer || !isMinimal(der, serial) || rest.slice(0, 5).some(({ tag }) => tag !== sequence) || !key) return malformed;
  return keyOfSpki(der.subarray(key.from, key.end));
}

const rsaEncryption = '2a864886f70d010101';
const ecPublicKey = '2a8648ce3d0201';
/** P-256, P-384 and P-521 */
const curves: readonly string[] = ['2a8648ce3d030107', '2b81040022', '2b81040023'];

export function keyOfSpki(der: Uint8Array): SubjectKey {
  const [whole, ...after] = elementsIn(der, 0, der.length) ?? [];
  const [algorithm, bits, ...more] = inside(der, whole);
  const [oid, parameter] = inside(der, algorithm);
  if (after.length > 0 || more.length > 0 || bits?.tag !== bitString || der[bits.body] !== 0 || oid?.tag !== 0x06) return malformed;
  const hex = (element: Element): string => Buffer.from(der.subarray(element.body, element.end)).toString('hex');
  if (hex(oid) === rsaEncryption) return rsaKey(der.subarray(bits.body + 1, bits.end));
  if (hex(oid) !== ecPublicKey || parameter?.tag !== 0x06 || !curves.includes(hex(parameter))) return unsupported;
  // uncompressed or compressed (RFC 5480 section 2.2); a hybrid point is read by one of the libraries alone
  if (![2, 3, 4].includes(der[bits.body + 1] ?? 0)) return malformed;
  return taken(() => createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }));
}

/** By its numbers: one of the libraries wants the NULL beside the algorithm, which says nothing. */
function rsaKey(der: Uint8Array): SubjectKey {
  const [whole, ...after] = elementsIn(der, 0, der.length) ?? [];
  const numbers = inside(der, whole);
  const isNumbers =
    numbers.length === 2 && numbers.every((one) => one.tag === integer && isMinimal(der, one) && (der[one.body] ?? 0) < 0x80);
  if (after.length > 0 || !isNumbers) return malformed;
  const [n = '', e = ''] = numbers.map(({ body, end }) => {
    return Buffer.from(der.subarray(der[body] === 0 ? body + 1 : body, end)).toString('base64url');
  });
  return taken(() => createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }));
}

function taken(open: () => KeyObject): SubjectKey {
  try {
    return { key: open() };
  } catch {
    return malformed;
  }
}

function inside(der: Uint8Array, element: Element | undefined): readonly Element[] {
  return element?.tag === sequence ? (elementsIn(der, element.body, element.end) ?? []) : [];
}

function isMinimal(der: Uint8Array, { body, end }: Element): boolean {
  const [first = 0, second = 0] = der.subarray(body, body + 2);
  return end > body && (end === body + 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)));
}

/** Definite lengths, each written as short as can be; null where something else is met. */
function elementsIn(der: Uint8Array, from: number, to: number): readonly Element[] | null {
  const found: Element[] = [];
  for (let at = from; at < to;) {
    const [tag = 0, first = 0] = der.subarray(at, at + 2);
    const count = first < 0x80 ? 0 : first - 0x80;
    const octets = der.subarray(at + 2, at + 2 + count);
    const length = count === 0 ? first : octets.reduce((sum, octet) => sum * 256 + octet, 0);
    const body = at + 2 + count;
    const isLong = count > 0 && (count > 4 || octets.length < count || octets[0] === 0 || length < 0x80);
    if (first === 0x80 || isLong || body + length > to || at + 2 > to) return null;
    found.push({ tag, from: at, body, end: body + length });
    at = body + length;
  }
  return found;
}
