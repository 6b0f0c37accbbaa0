import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { relativeTo } from './extensions.ts';
import type { DistributionPoint } from './extensions.ts';
import { generalNameKey } from './names.ts';
import type { GeneralName, Name } from './names.ts';

/** keyCompromise to privilegeWithdrawn: aACompromise is about attribute certificates */
export const allReasons: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * The revocation reasons this CRL answers for, as to this certificate; empty where the certificate is outside its scope
 * (RFC 5280 section 6.3.3 (b), (d), (e)).
 */
export function coveredReasons(crl: Crl, certificate: Certificate): ReadonlySet<number> {
  const { point } = crl;
  const isCa = certificate.basicConstraints?.isCa ?? false;
  if (point) {
    if (point.onlyAttributeCertificates) return new Set();
    if (point.onlyUserCertificates && isCa) return new Set();
    if (point.onlyCaCertificates && !isCa) return new Set();
  }
  const covered = new Set<number>();
  for (const candidate of pointsOf(certificate)) {
    if (!fits(crl, certificate, candidate)) continue;
    for (const reason of allReasons) {
      if ((point?.onlyReasons?.has(reason) ?? true) && (candidate.reasons?.has(reason) ?? true)) covered.add(reason);
    }
  }
  return covered;
}

/**
 * The certificate's own points, and the one that is otherwise assumed: what its issuer publishes under its own name (section
 * 6.3.3). An issuer that has handed its lists over to others altogether does not publish one.
 */
function pointsOf(certificate: Certificate): readonly DistributionPoint[] {
  const own = certificate.distributionPoints ?? [];
  const isHandedOver = own.length > 0 && own.every((point) => point.crlIssuers !== null);
  const assumed: DistributionPoint = {
    names: [{ kind: 'directory', name: certificate.issuer }],
    relativeName: null,
    reasons: null,
    crlIssuers: null,
  };
  return isHandedOver ? own : [...own, assumed];
}

function fits(crl: Crl, certificate: Certificate, candidate: DistributionPoint): boolean {
  if (candidate.crlIssuers) {
    if (!candidate.crlIssuers.some((name) => name.key === crl.issuer.key)) return false;
    if (crl.issuer.key !== certificate.issuer.key && !crl.point?.isIndirect) return false;
  } else if (crl.issuer.key !== certificate.issuer.key) {
    return false;
  }
  const published = crl.point ? namesOf(crl.point, crl.issuer) : null;
  if (!published) return true;
  const asked = namesOf(candidate, candidate.crlIssuers?.[0] ?? certificate.issuer) ?? candidate.crlIssuers?.map(asGeneral) ?? [];
  const keys = new Set(asked.map(generalNameKey));
  return published.some((name) => keys.has(generalNameKey(name)));
}

function namesOf(point: Pick<DistributionPoint, 'names' | 'relativeName'>, issuer: Name): readonly GeneralName[] | null {
  if (point.names) return point.names;
  return point.relativeName ? [relativeTo(issuer, point.relativeName)] : null;
}

function asGeneral(name: Name): GeneralName {
  return { kind: 'directory', name };
}
