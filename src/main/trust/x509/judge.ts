import { judge } from '#core/trust.ts';
import type { Judgement, Reason } from '#core/trust.ts';
import type { Evidence } from '#main/ports/trust.ts';
import type { Certificate } from './certificate.ts';
import { findPaths } from './paths.ts';
import type { Path, SearchNotes } from './paths.ts';
import { revocationStatus } from './revocation.ts';
import type { RevocationSources, Status } from './status.ts';
import { validatePath } from './validate-path.ts';

export type PathJudgement = Judgement & {
  /** the path the verdict stands on: the certificate in question first, the anchor last */
  readonly path: readonly Certificate[];
  readonly revokedAt: number | null;
  readonly evidence: readonly Evidence[];
  /** when the evidence that makes this valid runs out */
  readonly validUntil: number | null;
  /** when evidence that would have made this valid ran out; null where more than that is missing */
  readonly staleSince: number | null;
};

/**
 * The verdict on a certificate: some path that stands with its revocation makes it valid; otherwise the path that came
 * closest says why not.
 */
export function judgeTarget(target: Certificate, sources: RevocationSources, usage: 'sign' | null): PathJudgement {
  if (sources.pool.anchors.length === 0) return empty(['trust-absent']);
  const notes: SearchNotes = { hasWrongSignature: false, isCutShort: false };
  let best: PathJudgement | null = null;
  for (const path of findPaths(target, sources.pool, sources.at, notes)) {
    const judged = judgePath(path, sources, usage);
    if (judged.verdict === 'valid') return judged;
    if (!best || isCloser(judged, best)) best = judged;
  }
  if (notes.isCutShort && best?.verdict !== 'undecided') return empty(['path-too-complex']);
  return best ?? empty([notes.hasWrongSignature ? 'certificate-forged' : 'no-path']);
}

function judgePath(path: Path, sources: RevocationSources, usage: 'sign' | null): PathJudgement {
  const reasons: Reason[] = [...validatePath(path, sources.at, usage, sources.pool.policy)];
  const shown = shownPath(path);
  // what is wrong by itself need not be asked for; an undecided mark does not hide a revocation
  if (judge(reasons).verdict === 'invalid') return { ...empty(reasons), path: shown };
  const statuses = path.certificates.flatMap((certificate, index) => {
    const issuer = path.certificates[index - 1] ?? path.anchor;
    if (certificate.fingerprint === path.anchor.fingerprint) return [];
    return [revocationStatus({ certificate, issuer, anchor: path.anchor }, sources)];
  });
  for (const status of statuses) {
    if (status.kind === 'revoked') reasons.push('revoked');
    if (status.kind === 'open') reasons.push(status.reason);
  }
  return {
    ...judge(reasons),
    path: shown,
    revokedAt: statuses.reduce<number | null>(
      (at, status) => (status.kind === 'revoked' ? Math.min(at ?? status.at, status.at) : at),
      null,
    ),
    evidence: statuses.flatMap((status) => status.evidence),
    validUntil: validUntil(path, statuses),
    staleSince: staleSince(reasons, statuses),
  };
}

function validUntil(path: Path, statuses: readonly Status[]): number {
  const ends = [path.anchor.notAfter, ...path.certificates.map((certificate) => certificate.notAfter)];
  return Math.min(...ends, ...statuses.map((status) => (status.kind === 'good' ? status.until : Number.MAX_SAFE_INTEGER)));
}

function staleSince(reasons: readonly Reason[], statuses: readonly Status[]): number | null {
  if (reasons.length === 0 || reasons.some((reason) => reason !== 'revocation-stale')) return null;
  const ends = statuses.flatMap((status) => (status.kind === 'open' && status.staleSince !== null ? [status.staleSince] : []));
  return ends.length > 0 ? Math.min(...ends) : null;
}

function shownPath(path: Path): readonly Certificate[] {
  const down = path.certificates[0]?.fingerprint === path.anchor.fingerprint ? path.certificates : [path.anchor, ...path.certificates];
  return [...down].reverse();
}

function isCloser(a: PathJudgement, b: PathJudgement): boolean {
  const rank = { valid: 0, undecided: 1, invalid: 2 } as const;
  return rank[a.verdict] < rank[b.verdict] || (a.verdict === b.verdict && a.reasons.length < b.reasons.length);
}

function empty(reasons: readonly Reason[]): PathJudgement {
  return { ...judge(reasons), path: [], revokedAt: null, evidence: [], validUntil: null, staleSince: null };
}
