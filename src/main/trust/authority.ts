import { judge } from '#core/trust.ts';
import type { Reason } from '#core/trust.ts';
import type { OfficialStore, Replica } from '#main/ports/store-registers.ts';
import type { Authority, CertificateJudgement, Official, Trust } from '#main/ports/trust.ts';
import type { TrustPolicy } from './create-trust.ts';

type Officials = Pick<OfficialStore, 'byFingerprint' | 'replicas'> & Partial<Pick<OfficialStore, 'list'>>;

/** May this person sign this type of document for this body, at this time? The certificate has been judged already. */
export function judgeAuthority(matter: {
  readonly question: Parameters<Trust['authority']>[0];
  readonly certificate: CertificateJudgement;
  readonly staleSince: number | null;
  readonly officials: Officials | null;
  readonly now: Date;
  readonly policy: TrustPolicy;
}): Authority {
  const { question, certificate, policy } = matter;
  const directory = consult(matter);
  const judgement = judge([...certificate.reasons, ...directory.reasons]);
  const ends = [
    ...(matter.staleSince === null ? [] : [matter.staleSince + policy.contingencyMs]),
    ...(directory.staleSince === null ? [] : [directory.staleSince + policy.contingencyMs]),
  ];
  const isOnlyStale = judgement.verdict === 'undecided' && judgement.reasons.every((reason) => staleReasons.includes(reason));
  // contingency is for work done now: a past moment is judged by what is known of it
  const isNow = Math.abs(question.at.getTime() - matter.now.getTime()) < policy.contingencyMs;
  return {
    ...judgement,
    certificate,
    official: directory.official,
    offlineUntil: isOnlyStale && isNow && ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : null,
  };
}

const staleReasons: readonly Reason[] = ['revocation-stale', 'directory-stale'];

type Consultation = { readonly reasons: readonly Reason[]; readonly official: Official | null; readonly staleSince: number | null };

function consult({ question, certificate, officials, policy }: Parameters<typeof judgeAuthority>[0]): Consultation {
  const nobody: Consultation = { reasons: [], official: null, staleSince: null };
  if (!officials || !certificate.signer) return nobody;
  const replicas = officials.replicas();
  if (!replicas.ok || replicas.value.length === 0) return { ...nobody, reasons: ['directory-absent'] };
  const staleSince = runOutAt(replicas.value, question.at, policy);
  const stale: readonly Reason[] = staleSince !== null && staleSince < question.at.getTime() ? ['directory-stale'] : [];
  const rows = officials.byFingerprint(certificate.signer.fingerprint);
  if (!rows.ok) return { ...nobody, reasons: ['directory-absent'] };
  if (rows.value.length === 0) return { reasons: ['not-an-official', ...stale], official: null, staleSince };
  const judged = rows.value.map((official) => ({ official, reason: rowReason(official, question, officials) }));
  const best = judged.find((one) => one.reason === null) ?? judged[0];
  if (!best) return nobody;
  return {
    reasons: best.reason ? [best.reason, ...stale] : stale,
    official: best.official,
    staleSince: stale.length > 0 ? staleSince : null,
  };
}

/** The replica that speaks of the moment asked about: a newer one than that is never stale for it. */
function runOutAt(replicas: readonly Replica[], at: Date, policy: TrustPolicy): number | null {
  const newest = Math.max(...replicas.map((replica) => Date.parse(replica.issuedAt)));
  return newest >= at.getTime() ? null : newest + policy.directoryFreshMs;
}

/** Why this row does not let its holder sign this document, or null. Times are kept: what was allowed then stays allowed. */
export function rowReason(
  official: Official,
  question: { readonly documentType: string; readonly country: string | null; readonly body: string | null; readonly at: Date },
  officials: Partial<Pick<OfficialStore, 'list'>>,
): Reason | null {
  const at = question.at.getTime();
  const wasRevoked = official.revokedAt !== null && Date.parse(official.revokedAt) <= at;
  const isRevokedForGood = official.status === 'revoked' && official.revokedAt === null;
  const isActive = official.status === 'active' || (official.status === 'revoked' && !wasRevoked && !isRevokedForGood);
  const isWithin = Date.parse(official.enabledFrom) <= at && (official.enabledUntil === null || at < Date.parse(official.enabledUntil));
  if (!isActive || wasRevoked || !isWithin || (!official.isEnabled && official.revokedAt === null)) return 'official-disabled';
  if (question.country !== null && official.country !== question.country) return 'official-not-for-this-document';
  const isForType = official.documentTypes.includes('*') || official.documentTypes.includes(question.documentType);
  if (!isForType) return 'official-not-for-this-document';
  return question.body !== null && isOtherBody(official, question.body, officials) ? 'official-not-for-this-document' : null;
}

/**
 * Documents spell their issuing body freely, so an unknown spelling proves nothing. A name that the directory knows as another
 * entity's of the same country does.
 */
function isOtherBody(official: Official, body: string, officials: Partial<Pick<OfficialStore, 'list'>>): boolean {
  if (isNamed(official, body)) return false;
  const listed = officials.list?.({ country: official.country, search: '', offset: 0, limit: 10_000 });
  return listed?.ok ? listed.value.rows.some((row) => row.entityId !== official.entityId && isNamed(row, body)) : false;
}

function isNamed(official: Official, body: string): boolean {
  const wanted = plain(body);
  return [official.entityId, official.entityName, ...(official.entityAliases ?? [])].some((name) => plain(name) === wanted);
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
