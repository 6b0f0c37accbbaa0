import { createHash } from 'node:crypto';
import { checkSignature } from './algorithms.ts';
import { sameKey } from './subject-key.ts';
import type { Certificate } from './certificate.ts';
import { octetsOfBits } from './der-values.ts';
import { Members, readDer, tags } from './der.ts';
import type { OcspAnswer, SingleAnswer } from './ocsp.ts';
import { clockToleranceMs, evidenceOf } from './status.ts';
import type { AskStatus, RevocationQuestion, RevocationSources, Status } from './status.ts';
import { validatePath } from './validate-path.ts';

/** What the OCSP answers at hand say (RFC 6960 section 3.2): about this certificate, by one who may, and recent. */
export function ocspStatus(question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Status {
  let open: Status = { kind: 'open', reason: 'revocation-unknown', evidence: [], staleSince: null };
  let good: Status | null = null;
  for (const answer of sources.ocsp) {
    const statuses = answer.answers
      .filter((single) => isAbout(single, question))
      .map((single) => one(answer, single, question, sources, ask));
    const revoked = statuses.find((status) => status.kind === 'revoked');
    if (revoked) return revoked;
    // an answer that contradicts itself says nothing good
    const unclear = statuses.find((status) => status.kind === 'open');
    if (unclear) open = unclear;
    else for (const status of statuses) if (status.kind === 'good' && (good?.kind !== 'good' || status.until > good.until)) good = status;
  }
  return good ?? open;
}

function one(answer: OcspAnswer, single: SingleAnswer, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Status {
  const until = single.nextUpdate ?? single.thisUpdate + sources.ageWithoutNextUpdateMs;
  const note = typeof single.status === 'string' ? single.status : 'revoked';
  const evidence = [evidenceOf('ocsp', answer.sha256, single.thisUpdate, single.nextUpdate, note)];
  const open = (reason: 'revocation-unknown' | 'revocation-stale' | 'unsupported-critical-extension'): Status => ({
    kind: 'open',
    reason,
    evidence,
    staleSince: reason === 'revocation-stale' ? until : null,
  });
  if (answer.hasUnknownCritical || single.hasUnknownCritical) return open('unsupported-critical-extension');
  const latest = sources.horizon + clockToleranceMs;
  if (single.thisUpdate > latest || answer.producedAt > latest) return open('revocation-unknown');
  if (single.nextUpdate !== null && single.nextUpdate < single.thisUpdate) return open('revocation-unknown');
  const { notBefore, notAfter } = question.issuer;
  if (answer.producedAt < notBefore || answer.producedAt > notAfter + 1000) return open('revocation-unknown');
  if (!isSignedByAuthorised(answer, question, sources, ask)) return open('revocation-unknown');
  if (typeof single.status === 'object') {
    // revoked after the moment judged: it was still good then
    const wasGood = single.status.revokedAt > sources.at && single.status.revokedAt <= single.thisUpdate;
    return wasGood ? { kind: 'good', evidence, until } : { kind: 'revoked', at: single.status.revokedAt, evidence };
  }
  if (single.status === 'unknown') return open('revocation-unknown');
  // a responder may forget what has expired
  if (question.certificate.notAfter + 1000 <= single.thisUpdate) return open('revocation-unknown');
  return sources.at <= until ? { kind: 'good', evidence, until } : open('revocation-stale');
}

function isAbout(single: SingleAnswer, question: RevocationQuestion): boolean {
  if (!single.hash || single.serial !== question.certificate.serial) return false;
  const nameHash = createHash(single.hash).update(question.certificate.issuer.der).digest('hex');
  const keyHash = createHash(single.hash).update(keyBits(question.issuer)).digest('hex');
  return nameHash === single.issuerNameHash && keyHash === single.issuerKeyHash;
}

/** The BIT STRING of the public key without its count of unused bits: what RFC 6960 hashes. */
export function keyBits(certificate: Certificate): Uint8Array {
  const members = new Members(readDer(certificate.key.spki));
  members.take(tags.sequence);
  return octetsOfBits(members.take(tags.bitString));
}

/**
 * RFC 6960 section 4.2.2.2: the issuer itself, or one it has delegated with a certificate of its own for that purpose.
 * A responder chosen by local configuration alone is not claimed.
 */
function isSignedByAuthorised(answer: OcspAnswer, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): boolean {
  const { issuer } = question;
  const { policy } = sources.pool;
  const verifies = (signer: Certificate): boolean =>
    isNamed(answer, signer) && checkSignature(signer.key, answer.scheme, answer.tbs, answer.signature, policy) === 'matches';
  if (verifies(issuer)) return true;
  const delegates = [...answer.certificates, ...sources.pool.othersNamed('name' in answer.responder ? answer.responder.name : '')];
  return delegates.some((delegate) => {
    // nobody vouches for himself
    if (delegate.fingerprint === question.certificate.fingerprint) return false;
    if (delegate.issuer.key !== issuer.subject.key || sameKey(delegate.key, issuer.key) || !verifies(delegate)) return false;
    // issued directly by the CA that issued the certificate in question
    const at = Math.max(sources.at, answer.producedAt);
    if (sources.pool.signedBy(delegate, issuer) !== 'matches') return false;
    // the issuer's own rights and dates are judged on the path of the certificate in question
    const alone = { anchor: delegate, certificates: [delegate], marks: [] };
    if (validatePath(alone, at, 'ocsp', policy).length > 0) return false;
    return delegate.hasNoCheck || isDelegateClear(delegate, question, sources, ask);
  });
}

function isNamed(answer: OcspAnswer, signer: Certificate): boolean {
  if ('name' in answer.responder) return answer.responder.name === signer.subject.key;
  return createHash('sha1').update(keyBits(signer)).digest('hex') === answer.responder.keyHash;
}

/** Without id-pkix-ocsp-nocheck the responder's own status counts, where its certificate says how to ask for it (4.2.2.2.1). */
function isDelegateClear(delegate: Certificate, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): boolean {
  if (sources.asking.has(delegate.fingerprint)) return false;
  const asking = new Set([...sources.asking, delegate.fingerprint]);
  const status = ask({ certificate: delegate, issuer: question.issuer, anchor: question.anchor }, { ...sources, ocsp: [], asking });
  if (status.kind === 'good') return true;
  const saysHow = delegate.distributionPoints !== null || delegate.ocspUrls.length > 0;
  return status.kind === 'open' && !saysHow;
}
