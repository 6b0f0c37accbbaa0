/**
 * Verdicts are three. "Revocation unknown" is never "good": what cannot be decided says so and why.
 * The first reason is the decisive one. Codes are documented in docs/reason-codes.md.
 */
export type Verdict = 'valid' | 'invalid' | 'undecided';

/** Reasons that make a document or certificate invalid, in falling order of decisiveness. */
export const invalidReasons = [
  'not-xml',
  'encoding-refused',
  'doctype',
  'processing-instruction',
  'too-large',
  'too-deep',
  'second-root',
  'no-signature',
  'several-signatures',
  'signature-misplaced',
  'signature-malformed',
  'duplicate-id',
  'reference-not-document',
  'transform-refused',
  'algorithm-refused',
  'comment-in-value',
  'digest-mismatch',
  'signature-mismatch',
  'verifiers-disagree',
  'certificate-malformed',
  'certificate-forged',
  'no-path',
  'key-refused',
  'not-yet-valid',
  'expired',
  'revoked',
  'key-usage',
  'constraint',
  'policy',
  'not-an-official',
  'official-disabled',
  'official-not-for-this-document',
  'schema',
  'rule',
  'duplicate',
  'replay',
] as const;

/** Reasons that leave the question open. */
export const undecidedReasons = [
  'revocation-unknown',
  'revocation-stale',
  'unsupported-critical-extension',
  'unsupported-constraint',
  'unsupported-algorithm',
  'unsupported-form',
  'legacy-algorithm',
  'directory-absent',
  'directory-stale',
  'document-type-unknown',
  'key-absent',
  'trust-absent',
  'path-too-complex',
] as const;

export type InvalidReason = (typeof invalidReasons)[number];
export type UndecidedReason = (typeof undecidedReasons)[number];
export type Reason = InvalidReason | UndecidedReason;

export type Judgement = { readonly verdict: Verdict; readonly reasons: readonly Reason[] };

const rank: ReadonlyMap<Reason, number> = new Map([...invalidReasons, ...undecidedReasons].map((code, i) => [code, i]));

/** The verdict that follows from reasons: none is valid, any invalid one is invalid, otherwise undecided. */
export function judge(reasons: Iterable<Reason>): Judgement {
  const sorted = [...new Set(reasons)].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  const first = sorted[0];
  if (first === undefined) return { verdict: 'valid', reasons: [] };
  return { verdict: (invalidReasons as readonly string[]).includes(first) ? 'invalid' : 'undecided', reasons: sorted };
}

/** The worst of several: invalid over undecided over valid; reasons joined. */
export function worst(judgements: readonly Judgement[]): Judgement {
  return judge(judgements.flatMap((judgement) => judgement.reasons));
}
