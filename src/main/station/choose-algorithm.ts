import type { TokenCertificate } from '#main/ports/token.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

/**
 * RSA signs with SHA-256; an elliptic curve with the hash of its own strength (FIPS 186-5 section 6.1.1). Null where
 * the token cannot do it for this key.
 */
export function chooseAlgorithm(certificate: TokenCertificate): SignatureAlgorithm | null {
  const wanted = wantedFor(certificate.key);
  return wanted !== null && certificate.algorithms.includes(wanted) ? wanted : null;
}

function wantedFor(key: TokenCertificate['key']): SignatureAlgorithm | null {
  if (key === null) return null;
  if (key.kind === 'rsa') return 'rsa-sha256';
  switch (key.curve) {
    case 'P-256':
      return 'ecdsa-sha256';
    case 'P-384':
      return 'ecdsa-sha384';
    case 'P-521':
      return 'ecdsa-sha512';
  }
}
