import { crlStatus } from './crl-status.ts';
import { ocspStatus } from './ocsp-status.ts';
import type { RevocationQuestion, RevocationSources, Status } from './status.ts';

/** The status of one certificate by all evidence: revoked by any of it is revoked, good by any of it otherwise good. */
export function revocationStatus(question: RevocationQuestion, sources: RevocationSources): Status {
  const byCrl = crlStatus(question, sources, revocationStatus);
  if (byCrl.kind === 'revoked') return byCrl;
  const byOcsp = ocspStatus(question, sources, revocationStatus);
  if (byOcsp.kind === 'revoked') return byOcsp;
  if (byCrl.kind === 'good') return byOcsp.kind === 'good' ? { ...byCrl, evidence: [...byCrl.evidence, ...byOcsp.evidence] } : byCrl;
  if (byOcsp.kind === 'good') return byOcsp;
  return preferred(byCrl, byOcsp);
}

/** Of two open answers the one that says more: what ran out, or what we do not support. */
function preferred(a: Status, b: Status): Status {
  return a.kind === 'open' && a.reason !== 'revocation-unknown' ? a : b.kind === 'open' && b.reason !== 'revocation-unknown' ? b : a;
}
