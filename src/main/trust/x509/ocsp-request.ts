import { createHash, randomBytes } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { element, objectIdentifier, octets, sequence } from './der-write.ts';
import { keyBits } from './ocsp-status.ts';
import { oids } from './oids.ts';

/** An OCSP request for one certificate with a nonce (RFC 6960 section 4.1, RFC 8954). SHA-1 in CertID is what responders know. */
export function ocspRequest(certificate: Certificate, issuer: Certificate): { readonly bytes: Uint8Array; readonly nonce: string } {
  const sha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();
  const certId = sequence(
    sequence(objectIdentifier('1.3.14.3.2.26'), element(0x05)),
    octets(sha1(certificate.issuer.der)),
    octets(sha1(keyBits(issuer))),
    element(0x02, Buffer.from(certificate.serial, 'hex')),
  );
  const nonce = randomBytes(16);
  const extension = sequence(objectIdentifier(oids.ocspNonce), octets(octets(nonce)));
  const request = sequence(sequence(sequence(sequence(certId)), element(0xa2, sequence(extension))));
  return { bytes: request, nonce: nonce.toString('hex') };
}
