import type { Reason } from '#core/trust.ts';
import { checkSignature } from './algorithms.ts';
import { sameKey } from './subject-key.ts';
import { keyUsageBits } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import { findPaths } from './paths.ts';
import type { AskStatus, RevocationQuestion, RevocationSources } from './status.ts';
import { validatePath } from './validate-path.ts';

/**
 * Is this CRL signed by one who may? The certificate's own issuer with cRLSign, or another certificate of the CRL issuer's
 * name whose path leads to the same anchor and stands, revocation included (RFC 5280 section 6.3.3 (f), (g)).
 * `null` where it is; otherwise why not.
 */
export function crlSignerProblem(crl: Crl, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Reason | null {
  let problem: Reason = 'revocation-unknown';
  for (const signer of signersNamed(crl, question, sources)) {
    const answer = checkSignature(signer.key, crl.scheme, crl.tbs, crl.signature, sources.pool.policy);
    if (answer === 'differs') continue;
    if (answer !== 'matches') {
      problem = answer;
      continue;
    }
    if (signer.keyUsage && !signer.keyUsage.has(keyUsageBits.cRLSign)) continue;
    if (isOnThePath(signer, question) || stands(signer, crl, question, sources, ask)) return null;
  }
  return problem;
}

function signersNamed(crl: Crl, question: RevocationQuestion, sources: RevocationSources): readonly Certificate[] {
  const known = [question.issuer, question.anchor].filter((one) => one.subject.key === crl.issuer.key);
  const others = [...sources.pool.anchorsNamed(crl.issuer.key), ...sources.pool.othersNamed(crl.issuer.key)];
  const unique = new Map([...known, ...others].map((one) => [one.fingerprint, one]));
  const isLikely = (one: Certificate): boolean => crl.authorityKey !== null && one.keyIdentifier === crl.authorityKey;
  return [...unique.values()].sort((a, b) => Number(isLikely(b)) - Number(isLikely(a))).slice(0, 16);
}

/** The issuer of the certificate in question, whose own status is judged one step up the path, or the anchor. */
function isOnThePath(signer: Certificate, question: RevocationQuestion): boolean {
  return signer.fingerprint === question.issuer.fingerprint || signer.fingerprint === question.anchor.fingerprint;
}

function stands(signer: Certificate, crl: Crl, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): boolean {
  if (sources.asking.has(signer.fingerprint)) return isItsOwnLister(signer, question);
  const at = Math.max(sources.at, crl.thisUpdate);
  const asking = new Set([...sources.asking, question.certificate.fingerprint, signer.fingerprint]);
  const notes = { hasWrongSignature: false, isCutShort: false };
  for (const path of findPaths(signer, sources.pool, at, notes)) {
    if (!sameKey(path.anchor.key, question.anchor.key) || path.anchor.subject.key !== question.anchor.subject.key) continue;
    if (validatePath(path, at, 'crl', sources.pool.policy).length > 0) continue;
    const isClear = path.certificates.every((certificate, index) => {
      const issuer = path.certificates[index - 1] ?? path.anchor;
      if (certificate.fingerprint !== signer.fingerprint && asking.has(certificate.fingerprint)) return false;
      return ask({ certificate, issuer, anchor: path.anchor }, { ...sources, asking }).kind === 'good';
    });
    if (isClear) return true;
  }
  return false;
}

/** Its CA has said, in the signer's own certificate, that the signer's list covers the signer too; the path is judged above. */
function isItsOwnLister(signer: Certificate, question: RevocationQuestion): boolean {
  const isSame = question.certificate.fingerprint === signer.fingerprint;
  return isSame && (signer.distributionPoints ?? []).some((point) => point.crlIssuers?.some((name) => name.key === signer.subject.key));
}
