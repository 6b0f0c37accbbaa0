import type { UndecidedReason } from '#core/trust.ts';
import { undecidedReasons } from '#core/trust.ts';
import type { Evidence } from '#main/ports/trust.ts';
import { sameBytes } from './der-values.ts';
import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';
import type { RevokedEntry } from './crl-entries.ts';
import { allReasons, coveredReasons } from './crl-scope.ts';
import { crlSignerProblem } from './crl-signer.ts';
import { oids } from './oids.ts';
import { clockToleranceMs, evidenceOf } from './status.ts';
import type { AskStatus, RevocationQuestion, RevocationSources, Status } from './status.ts';

const certificateHold = 6;
const removeFromCrl = 8;

/** `asOf`: when the list that says it was made. */
type Finding =
  | {
      readonly kind: 'clear';
      readonly reasons: ReadonlySet<number>;
      readonly asOf: number;
      readonly until: number;
      readonly isFresh: boolean;
    }
  | { readonly kind: 'listed'; readonly reasons: ReadonlySet<number>; readonly asOf: number; readonly entry: RevokedEntry }
  | { readonly kind: 'open'; readonly reason: UndecidedReason };
/** `lists`: the complete one, and the delta that brings it up to date. */
type Consulted = { readonly finding: Finding; readonly lists: readonly Crl[] };
type Sighting = { readonly finding: Finding; readonly evidence: readonly Evidence[] };

/** RFC 5280 section 6.3 over every CRL at hand. */
export function crlStatus(question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Status {
  const sightings = sources.crls.flatMap((crl) => {
    const consulted = crl.baseNumber === null ? consult(crl, question, sources, ask) : null;
    return consulted ? [sightingOf(consulted)] : [];
  });
  const revoked = sightings.find((sighting) => isRevoking(sighting, sightings, sources.at));
  if (revoked?.finding.kind === 'listed') {
    const { entry } = revoked.finding;
    return { kind: 'revoked', at: since(entry), evidence: revoked.evidence };
  }
  const clear = sightings.filter((sighting) => isClear(sighting.finding, sources.at));
  const fresh = clear.filter((sighting) => isStillFresh(sighting.finding));
  if (coversAll(fresh)) {
    return { kind: 'good', evidence: fresh.flatMap((sighting) => sighting.evidence), until: earliest(fresh) };
  }
  if (coversAll(clear)) {
    return {
      kind: 'open',
      reason: 'revocation-stale',
      evidence: clear.flatMap((sighting) => sighting.evidence),
      staleSince: earliest(clear),
    };
  }
  const open = sightings.find((sighting) => sighting.finding.kind === 'open');
  return {
    kind: 'open',
    reason: open?.finding.kind === 'open' ? open.finding.reason : 'revocation-unknown',
    evidence: open?.evidence ?? [],
    staleSince: null,
  };
}

function sightingOf({ finding, lists }: Consulted): Sighting {
  return { finding, evidence: lists.map((crl) => evidenceOf('crl', crl.sha256, crl.thisUpdate, crl.nextUpdate, finding.kind)) };
}

/** What one complete CRL, brought up to date by its delta, says; null where it has nothing to say of this certificate. */
function consult(crl: Crl, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Consulted | null {
  const { certificate } = question;
  if (crl.thisUpdate > sources.horizon + clockToleranceMs) return null;
  const reasons = coveredReasons(crl, certificate);
  if (reasons.size === 0) return null;
  const problem = crlSignerProblem(crl, question, sources, ask);
  if (problem) return { finding: { kind: 'open', reason: asUndecided(problem) }, lists: [crl] };
  const delta = latestDelta(crl, question, sources, ask);
  return { finding: readTogether(crl, delta, reasons, certificate, sources), lists: delta ? [crl, delta] : [crl] };
}

function readTogether(
  crl: Crl,
  delta: Crl | null,
  reasons: ReadonlySet<number>,
  certificate: Certificate,
  sources: RevocationSources,
): Finding {
  const find = (one: Crl): RevokedEntry | null => one.entries.find(certificate.issuer.key, certificate.serial);
  const changed = delta ? find(delta) : null;
  // only a delta takes an entry away (section 5.3.1), and until it was made the entry stood
  const isTakenAway = delta !== null && changed?.reason === removeFromCrl;
  const entry = isTakenAway ? (sources.at < delta.thisUpdate ? find(crl) : null) : (changed ?? find(crl));
  const isByDelta = delta !== null && entry === changed;
  if (entry) return { kind: 'listed', reasons, asOf: isByDelta ? delta.thisUpdate : crl.thisUpdate, entry };
  if (!isNumberedRight(crl)) return { kind: 'open', reason: 'revocation-unknown' };
  if (crl.hasUnknownCritical || delta?.hasUnknownCritical) return { kind: 'open', reason: 'unsupported-critical-extension' };
  // an authority may drop expired certificates: silence about one means nothing (section 5, and 5.2 of X.509's expiredCertsOnCRL)
  const speaksOfExpired = crl.expiredSince !== null && crl.expiredSince <= certificate.notAfter;
  if (certificate.notAfter + 1000 <= crl.thisUpdate && !speaksOfExpired) return { kind: 'open', reason: 'revocation-unknown' };
  const until = Math.max(lasts(crl, sources), delta ? lasts(delta, sources) : 0);
  const asOf = Math.max(crl.thisUpdate, delta?.thisUpdate ?? crl.thisUpdate);
  return { kind: 'clear', reasons, asOf, until, isFresh: sources.at <= until };
}

/** Section 5.2.3: a version 2 list carries its number, and not as critical. A version 1 list has no extensions at all. */
function isNumberedRight(crl: Crl): boolean {
  return crl.extensions.size === 0 || crl.extensions.get(oids.crlNumber)?.isCritical === false;
}

function lasts(crl: Crl, sources: RevocationSources): number {
  return crl.nextUpdate ?? crl.thisUpdate + sources.ageWithoutNextUpdateMs;
}

/** Section 5.2.4: same issuer and scope, built on this CRL or an earlier one, and newer than it. */
function latestDelta(base: Crl, question: RevocationQuestion, sources: RevocationSources, ask: AskStatus): Crl | null {
  const fitting = sources.crls.filter(
    (crl) =>
      crl.baseNumber !== null &&
      crl.issuer.key === base.issuer.key &&
      samePoint(crl, base) &&
      crl.authorityKey === base.authorityKey &&
      base.number !== null &&
      crl.number !== null &&
      crl.baseNumber <= base.number &&
      crl.number >= base.number &&
      crl.thisUpdate <= sources.horizon + clockToleranceMs,
  );
  fitting.sort((a, b) => ((b.number ?? 0n) > (a.number ?? 0n) ? 1 : -1));
  return fitting.find((crl) => crlSignerProblem(crl, question, sources, ask) === null) ?? null;
}

function samePoint(a: Crl, b: Crl): boolean {
  if (!a.point || !b.point) return a.point === b.point;
  return sameBytes(a.point.raw, b.point.raw);
}

/** From when a signature no longer counts: the key may have been lost before the authority heard of it. */
function since(entry: RevokedEntry): number {
  return Math.min(entry.revokedAt, entry.invalidAt ?? entry.revokedAt);
}

/**
 * A listed certificate is revoked from its revocation on; before that it was not (the signature made in time stays). A hold
 * that a later CRL no longer lists has been lifted, and counts only for the days it was in force.
 */
function isRevoking(sighting: Sighting, all: readonly Sighting[], at: number): boolean {
  const { finding } = sighting;
  if (finding.kind !== 'listed') return false;
  const isOddlyDated = finding.entry.revokedAt > finding.asOf;
  if (since(finding.entry) > at && !isOddlyDated) return false;
  if (finding.entry.reason !== certificateHold) return true;
  const lifted = all.flatMap((other) =>
    other.finding.kind === 'clear' && other.finding.reasons.has(certificateHold) && other.finding.asOf > finding.asOf
      ? [other.finding.asOf]
      : [],
  );
  return lifted.every((moment) => at < moment);
}

/** Silence, or an entry that begins only later: it says for good that there was none before. A hold since lifted says nothing of today. */
function isClear(finding: Finding, at: number): boolean {
  return finding.kind === 'clear' || (finding.kind === 'listed' && since(finding.entry) > at);
}

function isStillFresh(finding: Finding): boolean {
  return finding.kind === 'listed' || (finding.kind === 'clear' && finding.isFresh);
}

function coversAll(sightings: readonly Sighting[]): boolean {
  const covered = new Set(sightings.flatMap(({ finding }) => (finding.kind === 'open' ? [] : [...finding.reasons])));
  return sightings.length > 0 && allReasons.every((reason) => covered.has(reason));
}

function earliest(sightings: readonly Sighting[]): number {
  return Math.min(...sightings.map(({ finding }) => (finding.kind === 'clear' ? finding.until : Number.MAX_SAFE_INTEGER)));
}

function asUndecided(reason: string): UndecidedReason {
  return undecidedReasons.find((one) => one === reason) ?? 'revocation-unknown';
}
