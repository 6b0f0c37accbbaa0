import { boundsAt, tags } from './x509/der.ts';

/** The DER objects in a file: one as it is, or every PEM block whose label is asked for (RFC 7468). */
export function derObjects(bytes: Uint8Array, labels: readonly string[]): readonly Uint8Array[] {
  // never looked into: text inside a certificate would be taken for another one
  if (isWhole(bytes)) return [bytes];
  const text = textOf(bytes);
  const found: Uint8Array[] = [];
  const blocks = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;
  for (const [, label = '', body = ''] of text.matchAll(blocks)) {
    const der = new Uint8Array(Buffer.from(body, 'base64'));
    if (labels.includes(label)) found.push(label === trusted ? certificateIn(der) : der);
  }
  if (found.length > 0) return found;
  // a bare base64 object, as directories and smart-card tools export them
  const bare = text.replace(/\s+/g, '');
  if (/^MI[A-Za-z0-9+/]+=*$/.test(bare)) return [new Uint8Array(Buffer.from(bare, 'base64'))];
  return bytes[0] === 0x30 ? [bytes] : [];
}

/** One SEQUENCE from the first byte to the last; text may begin with the same octet, the digit 0. */
function isWhole(bytes: Uint8Array): boolean {
  try {
    return boundsAt(bytes, 0, tags.sequence).end === bytes.length;
  } catch {
    return false;
  }
}

/** OpenSSL's own label: the certificate, and after it what its owner trusts it for, which is no business of ours. */
const trusted = 'TRUSTED CERTIFICATE';

export const certificateLabels: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE', trusted];
export const crlLabels: readonly string[] = ['X509 CRL'];
export const ocspLabels: readonly string[] = ['OCSP RESPONSE'];

/** Windows writes text files as UTF-16 too. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(isUtf16 ? 'utf16le' : 'latin1');
}

function certificateIn(der: Uint8Array): Uint8Array {
  try {
    return der.subarray(0, boundsAt(der, 0, null).end);
  } catch {
    return der;
  }
}
