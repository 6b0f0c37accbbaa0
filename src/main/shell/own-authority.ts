import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate as Chromium hands it over: PEM, and the one that came with it and vouches for it. */
export type PresentedCertificate = { readonly data: string; readonly issuerCert?: PresentedCertificate };

const serverAuth = '1.3.6.1.5.5.7.3.1'; // RFC 5280 section 4.2.1.12
const longestPath = 8;

/**
 * Is this the server's certificate, vouched for by an authority the institution named? Asked only where Chromium knows no authority
 * for it, so dates, name and purpose are checked here as well (RFC 5280 section 6, RFC 6125).
 */
export function isVouchedFor(host: string, presented: PresentedCertificate, anchors: readonly X509Certificate[], now: Date): boolean {
  try {
    const path: X509Certificate[] = [];
    for (let one: PresentedCertificate | undefined = presented; one && path.length < longestPath; one = one.issuerCert) {
      path.push(new X509Certificate(one.data));
    }
    const [leaf] = path;
    if (leaf === undefined || !isFor(leaf, host)) return false;
    for (const [at, certificate] of path.entries()) {
      if (!isCurrent(certificate, now) || (at > 0 && !certificate.ca)) return false;
      const anchor = anchors.find((one) => one.fingerprint256 === certificate.fingerprint256 || isIssuedBy(certificate, one));
      if (anchor !== undefined) return isCurrent(anchor, now);
      const issuer = path[at + 1];
      if (issuer === undefined || !isIssuedBy(certificate, issuer)) return false;
    }
    return false;
  } catch {
    return false; // what cannot be read vouches for nothing
  }
}

function isFor(leaf: X509Certificate, host: string): boolean {
  const isNamed = (isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host)) !== undefined;
  return isNamed && (leaf.keyUsage === undefined || leaf.keyUsage.includes(serverAuth));
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isCurrent({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}
