import type { Certificate } from './certificate.ts';
import { isSelfIssued } from './certificate.ts';
import { oids } from './oids.ts';

/**
 * Policy processing of RFC 5280 section 6.1. A verifier that asks for no particular policy needs of the RFC's tree only its
 * lowest level: the policies in force there, each with the ones expected next. The whole tree can grow exponentially (RFC 9618).
 */
type Level = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * True when the path stands as to policies. The initial values are the ones of a verifier that asks for no particular
 * policy: user-initial-policy-set is any-policy, nothing inhibited; what the certificates themselves demand is enforced.
 */
export function policiesHold(path: readonly Certificate[], anchor: Certificate | null): boolean {
  const n = path.length;
  // what the anchor's own certificate demands holds below it (RFC 5937 section 3)
  let explicit = Math.min(n + 1, anchor?.policyConstraints?.requireExplicit ?? n + 1);
  let inhibitAny = Math.min(n + 1, anchor?.inhibitAnyPolicy ?? n + 1);
  let mapping = Math.min(n + 1, anchor?.policyConstraints?.inhibitMapping ?? n + 1);
  let level: Level | null = new Map([[oids.anyPolicy, new Set([oids.anyPolicy])]]);
  if (anchor?.policies) level = nextLevel(level, anchor.policies, true);
  if (anchor && level && anchor.policyMappings.length > 0) level = mapped(level, anchor.policyMappings, true);

  for (const [index, certificate] of path.entries()) {
    const i = index + 1;
    const isLast = i === n;
    const selfIssued = isSelfIssued(certificate);
    // 6.1.3 (d), (e)
    level = certificate.policies && level ? nextLevel(level, certificate.policies, inhibitAny > 0 || (!isLast && selfIssued)) : null;
    // 6.1.3 (f)
    if (explicit <= 0 && !level) return false;
    if (!isLast) {
      // 6.1.4 (a), (b)
      for (const pair of certificate.policyMappings) {
        if (pair.issuer === oids.anyPolicy || pair.subject === oids.anyPolicy) return false;
      }
      if (certificate.policyMappings.length > 0 && level) level = mapped(level, certificate.policyMappings, mapping > 0);
      // 6.1.4 (h)
      if (!selfIssued) {
        explicit = Math.max(explicit - 1, 0);
        mapping = Math.max(mapping - 1, 0);
        inhibitAny = Math.max(inhibitAny - 1, 0);
      }
      // 6.1.4 (i), (j)
      explicit = Math.min(explicit, certificate.policyConstraints?.requireExplicit ?? explicit);
      mapping = Math.min(mapping, certificate.policyConstraints?.inhibitMapping ?? mapping);
      inhibitAny = Math.min(inhibitAny, certificate.inhibitAnyPolicy ?? inhibitAny);
    } else {
      // 6.1.5 (a), (b)
      explicit = Math.max(explicit - 1, 0);
      if (certificate.policyConstraints?.requireExplicit === 0) explicit = 0;
    }
  }
  return explicit > 0 || level !== null;
}

function nextLevel(above: Level, policies: ReadonlySet<string>, isAnyAllowed: boolean): Level | null {
  const level = new Map<string, ReadonlySet<string>>();
  for (const policy of policies) {
    if (policy === oids.anyPolicy) continue;
    const isExpected = [...above.values()].some((expected) => expected.has(policy));
    if (isExpected || above.has(oids.anyPolicy)) level.set(policy, new Set([policy]));
  }
  if (policies.has(oids.anyPolicy) && isAnyAllowed) {
    for (const expected of [...above.values()].flatMap((set) => [...set])) {
      if (!level.has(expected)) level.set(expected, new Set([expected]));
    }
  }
  return level.size > 0 ? level : null;
}

/** 6.1.4 (b): mapped policies expect their counterparts; where mapping is inhibited they fall away. */
function mapped(level: Level, pairs: Certificate['policyMappings'], isAllowed: boolean): Level | null {
  const result = new Map(level);
  for (const issuer of new Set(pairs.map((pair) => pair.issuer))) {
    const subjects = new Set(pairs.filter((pair) => pair.issuer === issuer).map((pair) => pair.subject));
    if (!isAllowed) result.delete(issuer);
    else if (level.has(issuer) || level.has(oids.anyPolicy)) result.set(issuer, subjects);
  }
  return result.size > 0 ? result : null;
}
