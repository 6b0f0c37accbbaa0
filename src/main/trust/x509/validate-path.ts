import type { Reason } from '#core/trust.ts';
import { keyProblem } from './subject-key.ts';
import type { AlgorithmPolicy } from './algorithms.ts';
import { hasUnknownCritical, isSelfIssued, keyUsageBits } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import type { NameConstraints } from './extensions.ts';
import { checkNames } from './name-constraints.ts';
import { oids } from './oids.ts';
import type { Path } from './paths.ts';
import { policiesHold } from './policies.ts';
import { profileProblems } from './profile.ts';

export type Usage = 'sign' | 'ocsp' | 'crl' | null;

/** Purposes that go with a signature on a document; one of them must be there where the extension is. */
const signingPurposes: readonly string[] = [
  oids.anyExtendedKeyUsage,
  oids.documentSigning,
  oids.emailProtection,
  oids.clientAuth,
  // document signing as Microsoft and Adobe name it
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
];

/**
 * RFC 5280 section 6.1 on one path, without revocation. All reasons are gathered, so that a person reads everything that is
 * wrong at once. The anchor's own certificate is held to its dates and constraints too (RFC 5937 in what it restricts).
 */
export function validatePath(path: Path, at: number, usage: Usage, policy: AlgorithmPolicy): readonly Reason[] {
  const { anchor, certificates } = path;
  const target = certificates[certificates.length - 1];
  if (!target) return ['no-path'];
  const reasons: Reason[] = [...path.marks];
  const fences: NameConstraints[] = [];
  let pathLength = Number.POSITIVE_INFINITY;

  if (anchor.fingerprint !== target.fingerprint) {
    reasons.push(...dates(anchor, at), ...profileProblems(anchor, true), ...issuerRights(anchor, true));
    if (anchor.nameConstraints) fences.push(anchor.nameConstraints);
    pathLength = anchor.basicConstraints?.pathLength ?? pathLength;
  }

  for (const certificate of certificates) {
    const isLast = certificate === target;
    const selfIssued = isSelfIssued(certificate);
    reasons.push(...dates(certificate, at), ...profileProblems(certificate));
    if (hasUnknownCritical(certificate.extensions) || hasUnreadPolicies(certificate)) reasons.push('unsupported-critical-extension');
    if (isLast || !selfIssued) reasons.push(...namesReason(certificate, fences));
    if (isLast) continue;
    reasons.push(...issuerRights(certificate, false));
    // 6.1.4 (l), (m)
    if (!selfIssued) {
      if (pathLength <= 0) reasons.push('constraint');
      pathLength -= 1;
    }
    pathLength = Math.min(pathLength, certificate.basicConstraints?.pathLength ?? pathLength);
    if (certificate.nameConstraints) fences.push(certificate.nameConstraints);
    if (usage === 'sign' && !hasSigningPurpose(certificate)) reasons.push('key-usage');
  }

  const weakness = keyProblem(target.key, policy.leastRsaBits);
  if (weakness) reasons.push(weakness);
  if (!policiesHold(certificates, null)) reasons.push('policy');
  // RFC 5937 has the anchor's own demands hold, RFC 5280 leaves the anchor's certificate out
  else if (anchor.fingerprint !== target.fingerprint && !policiesHold(certificates, anchor)) reasons.push('unsupported-constraint');
  if (usage === null && !hasCommonPurpose(certificates)) reasons.push('unsupported-constraint');
  if (!mayBeUsed(target, usage)) reasons.push('key-usage');
  return reasons;
}

/** Critical policies are to be understood with their qualifiers, or not at all (section 4.2.1.4). */
function hasUnreadPolicies(certificate: Certificate): boolean {
  return certificate.hasUnknownQualifier && (certificate.extensions.get(oids.certificatePolicies)?.isCritical ?? false);
}

function dates(certificate: Certificate, at: number): readonly Reason[] {
  if (certificate.notAfter < certificate.notBefore) return ['expired'];
  if (at < certificate.notBefore) return ['not-yet-valid'];
  // notAfter is a whole second and counts in full (section 4.1.2.5)
  return at >= certificate.notAfter + 1000 ? ['expired'] : [];
}

/** 6.1.4 (k), (n): an issuer is a version 3 CA whose key may sign certificates. Anchors may be older than that. */
function issuerRights(certificate: Certificate, isAnchor: boolean): readonly Reason[] {
  const reasons: Reason[] = [];
  if (!certificate.basicConstraints && isAnchor) {
    // version 1 has no place to say it; of a later one that does not, verifiers differ
    if (certificate.version !== 1) reasons.push('unsupported-constraint');
  } else if (!certificate.basicConstraints?.isCa) reasons.push('constraint');
  if (certificate.keyUsage && !certificate.keyUsage.has(keyUsageBits.keyCertSign)) reasons.push('key-usage');
  if (isAnchor && hasUnknownCritical(certificate.extensions)) reasons.push('unsupported-critical-extension');
  return reasons;
}

function namesReason(certificate: Certificate, fences: readonly NameConstraints[]): readonly Reason[] {
  switch (checkNames(certificate, fences)) {
    case 'within':
      return [];
    case 'outside':
      return ['constraint'];
    case 'malformed':
      return ['certificate-malformed'];
    case 'unsupported':
      return ['unsupported-constraint'];
    case 'too-many':
      return ['path-too-complex'];
  }
}

function mayBeUsed(certificate: Certificate, usage: Usage): boolean {
  const { keyUsage } = certificate;
  switch (usage) {
    case 'sign':
      return (
        (!keyUsage || keyUsage.has(keyUsageBits.digitalSignature) || keyUsage.has(keyUsageBits.nonRepudiation)) &&
        hasSigningPurpose(certificate)
      );
    case 'crl':
      return !keyUsage || keyUsage.has(keyUsageBits.cRLSign);
    case 'ocsp':
      return (certificate.extendedKeyUsage?.has(oids.ocspSigning) ?? false) && (!keyUsage || keyUsage.has(keyUsageBits.digitalSignature));
    case null:
      return true;
  }
}

function hasSigningPurpose(certificate: Certificate): boolean {
  const purposes = certificate.extendedKeyUsage;
  return !purposes || signingPurposes.some((purpose) => purposes.has(purpose));
}

/**
 * An issuer limited to some purposes cannot give others, many verifiers hold; RFC 5280 does not. Where no purpose is left that
 * all of them allow, whether the certificate may be used for anything is open.
 */
function hasCommonPurpose(certificates: readonly Certificate[]): boolean {
  const limited = certificates.flatMap(({ extendedKeyUsage: purposes }) =>
    purposes && !purposes.has(oids.anyExtendedKeyUsage) ? [purposes] : [],
  );
  const [first, ...others] = limited;
  return !first || [...first].some((purpose) => others.every((purposes) => purposes.has(purpose)));
}
