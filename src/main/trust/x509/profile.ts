import type { Reason } from '#core/trust.ts';
import { keyUsageBits } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { oids } from './oids.ts';

const neverCritical: readonly string[] = [
  oids.authorityKeyIdentifier,
  oids.subjectKeyIdentifier,
  oids.authorityInfoAccess,
  oids.subjectInfoAccess,
  oids.freshestCrl,
];

/**
 * What RFC 5280 section 4.2 forbids an authority to issue and no honest one does. Where authorities commonly fall short of
 * the profile without harm (no key identifiers, basicConstraints or
 * policyConstraints not critical, negative serials) nothing is refused.
 */
export function profileProblems(certificate: Certificate, isAnchor = false): readonly Reason[] {
  const { extensions } = certificate;
  const isCa = certificate.basicConstraints?.isCa ?? false;
  const problems: Reason[] = [];
  // section 4.1.2.2: up to 20 octets, not zero; old roots have zero, and of an anchor nobody asks it
  const isOddlyNumbered = certificate.serial === '00' || certificate.serial.replace(/^00/, '').length > 40;
  if (isOddlyNumbered && !isAnchor) problems.push('certificate-malformed');
  if (neverCritical.some((oid) => extensions.get(oid)?.isCritical)) problems.push('certificate-malformed');
  if (extensions.get(oids.nameConstraints)?.isCritical === false) problems.push('unsupported-constraint');
  if (certificate.nameConstraints && !isCa) problems.push('constraint');
  const signsCertificates = certificate.keyUsage?.has(keyUsageBits.keyCertSign) ?? false;
  const isSilent = isAnchor && !certificate.basicConstraints;
  if (certificate.version === 3 && signsCertificates && !isCa && !isSilent) problems.push('constraint');
  // section 4.1.2.6: who has no subject name is named by a critical alternative name
  const isNameless = certificate.subject.parts.length === 0;
  if (isNameless && (isCa || !extensions.get(oids.subjectAltName)?.isCritical)) problems.push('certificate-malformed');
  return problems;
}
