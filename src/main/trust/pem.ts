/** The DER objects in a file: one as it is, or every PEM block whose label is asked for (RFC 7468). */
export function derObjects(bytes: Uint8Array, labels: readonly string[]): readonly Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found: Uint8Array[] = [];
  const blocks = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*?)-----END \1-----/g;
  for (const [, label = '', body = ''] of text.matchAll(blocks)) {
    if (labels.includes(label)) found.push(new Uint8Array(Buffer.from(body, 'base64')));
  }
  if (found.length > 0) return found;
  // a bare base64 object, as directories and smart-card tools export them
  const bare = text.replace(/\s+/g, '');
  return /^MI[A-Za-z0-9+/]+=*$/.test(bare) ? [new Uint8Array(Buffer.from(bare, 'base64'))] : [];
}

export const certificateLabels: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];
export const crlLabels: readonly string[] = ['X509 CRL'];
