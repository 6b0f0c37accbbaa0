import type { Result } from '#core/failure.ts';
import type { Replica } from '#main/ports/store-registers.ts';
import type { EvidenceAge } from '#main/ports/trust.ts';
import type { TrustPolicy } from './create-trust.ts';
import type { Crl } from './x509/crl.ts';

/** Until when the lists and the directory held are fresh, and until when the contingency lets them be worked with. */
export function evidenceAges(held: {
  readonly crls: readonly Crl[];
  readonly replicas: Result<readonly Replica[]> | null;
  readonly policy: TrustPolicy;
}): readonly EvidenceAge[] {
  const { policy } = held;
  const crlEnds = held.crls.map((crl) => crl.nextUpdate ?? crl.thisUpdate + policy.ageWithoutNextUpdateMs);
  const issued = held.replicas?.ok ? held.replicas.value.map((replica) => Date.parse(replica.issuedAt)) : [];
  const ages: EvidenceAge[] = [];
  if (crlEnds.length > 0) ages.push(age('crl', Math.min(...crlEnds), policy));
  // the newest replica speaks for the directory, as in the judgement of authority
  if (issued.length > 0) ages.push(age('directory', Math.max(...issued) + policy.directoryFreshMs, policy));
  return ages;
}

function age(kind: EvidenceAge['kind'], freshUntil: number, policy: TrustPolicy): EvidenceAge {
  return { kind, freshUntil: new Date(freshUntil).toISOString(), allowedUntil: new Date(freshUntil + policy.contingencyMs).toISOString() };
}
