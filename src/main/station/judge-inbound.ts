import { setImmediate as turn } from 'node:timers/promises';
import { done, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import { judge, worst, type Judgement, type Reason } from '#core/trust.ts';
import type { IncomingCertificate } from '#main/ports/store-incoming.ts';
import type { Evidence, Signer } from '#main/ports/trust.ts';
import type { SignatureReport } from '#main/ports/xml.ts';
import { answerInbound } from '#main/station/answer-inbound.ts';
import { arithmeticOf } from '#main/station/arithmetic-of.ts';
import { raiseNotice } from '#main/station/notify.ts';
import { judgedBy, type JudgedBy } from '#main/station/judged-by.ts';
import { settleIncoming } from '#main/station/settle-incoming.ts';
import { countFindings, findingsOf, type Findings, type ReadDocument } from '#main/station/read-document.ts';
import { takeAnswer } from '#main/station/take-answer.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** What the report screen and the dossier keep of a judgement. */
export type JudgedSignature = {
  readonly covers: string;
  readonly judgement: Judgement;
  readonly algorithm: string | null;
  readonly digest: string | null;
  readonly signer: Signer | null;
};
export type InboundReport = {
  readonly findings: readonly Finding[];
  readonly signatures: readonly JudgedSignature[];
  /** what judged it; null where the document could not be read, absent in reports of earlier versions */
  readonly schema?: JudgedBy | null;
};

const pageOfWork = 20;
const noFindings: Findings = { schema: [], rules: [], all: [] };

/** Judges what arrived and what could not be decided before. Returns how many documents were judged. */
export async function judgeWaiting(station: Station, isStopped: () => boolean, unjudgeable: Set<string>): Promise<Result<number>> {
  const before = new Date(station.clock.now().getTime() - station.policy.judgeAgainMs).toISOString();
  let count = 0;
  for (;;) {
    const waiting = station.store.incoming.toJudge({ before, limit: pageOfWork + unjudgeable.size });
    if (!waiting.ok) return waiting;
    const fresh = waiting.value.filter((id) => !unjudgeable.has(id));
    if (fresh.length === 0) return done(count);
    for (const id of fresh) {
      if (isStopped()) return done(count);
      // a judgement waits for nothing: a day of them would keep the window and the line out until the last one is done
      await turn();
      const judged = await settleOrReport(station, id);
      if (judged === null) unjudgeable.add(id);
      else if (!judged.ok) return judged;
      count += 1;
    }
  }
}

/** A bug that one document brings to light, or damage to it, must not keep the others from being judged: null, and a word in the log. */
async function settleOrReport(station: Station, id: string): Promise<Result<unknown> | null> {
  try {
    const settled = takeAnswer(station, id) ?? (await judgeInbound(station, id));
    if (settled.ok || settled.failure.code !== 'storeDamaged') return settled;
    station.log.write('error', 'judge.damaged', { id, detail: settled.failure.detail });
    return null;
  } catch (error) {
    station.unexpected.report(error, `judge ${id}`);
    return null;
  }
}

async function judgeInbound(station: Station, id: string): Promise<Result<Judgement>> {
  const certificate = station.store.incoming.get(id);
  if (!certificate.ok) return certificate;
  const { bytes, row } = certificate.value;
  const verified = station.xml.verification.verify(bytes);
  const document = verified.root ? recognised(station, verified.root) : null;
  const findings = document ? findingsOf({ documents: station.xml.documents, types: station.documentTypes }, document, bytes) : noFindings;
  const signatures: JudgedSignature[] = [];
  const evidence: Evidence[] = [];
  for (const report of verified.signatures) {
    const judged = await judgeSignature(station, report, document, row.arrivedAt);
    signatures.push(judged.signature);
    evidence.push(...judged.evidence);
  }
  const reasons = documentReasons(station, certificate.value, document, findings, signatures);
  if (!reasons.ok) return reasons;
  const judgement = worst([judge(verified.reasons), ...signatures.map((signature) => signature.judgement), judge(reasons.value)]);
  const report: InboundReport = { findings: findings.all, signatures, schema: document ? judgedBy(station, document) : null };
  // all of it or nothing: what is not kept now is judged again
  const kept = station.store.together(() => {
    const judged = station.store.incoming.judge({
      id,
      judgement,
      report,
      evidence,
      at: now(station),
      by: 'station',
      ...(document && row.summary === null ? { summary: document.summary } : {}),
    });
    if (!judged.ok) return judged;
    const isAnswered = station.policy.acknowledgesByItself && judgement.verdict !== 'undecided';
    const answered = isAnswered ? answerInbound(station, { id, answer: 'acknowledge', by: 'station' }) : judged;
    return answered.ok ? settleIncoming(station, id) : answered;
  });
  if (!kept.ok) return kept;
  if (judgement.reasons.includes('verifiers-disagree')) keepIncident(station, certificate.value);
  station.announce.changed(id);
  return done(judgement);
}

function recognised(station: Station, root: ReadDocument['root']): ReadDocument | null {
  for (const type of station.documentTypes) {
    const version = type.recognise(root);
    if (version) return { root, type, version, summary: type.summarise(root) };
  }
  return null;
}

/**
 * Arithmetic first; only a key that verifies is worth a question to the directory of its country. Judged as of the
 * arrival: what a document says of its own time is no evidence, and a revoked key could claim any.
 */
async function judgeSignature(
  station: Station,
  report: SignatureReport,
  document: ReadDocument | null,
  arrivedAt: string,
): Promise<{ signature: JudgedSignature; evidence: readonly Evidence[] }> {
  const arithmetic = arithmeticOf(report);
  const shown = { covers: report.covers, algorithm: report.algorithm, digest: report.digest };
  if (report.certificate === null || report.verdict === 'invalid') {
    return { signature: { ...shown, judgement: arithmetic, signer: null }, evidence: [] };
  }
  const context = { intermediates: report.otherCertificates, at: new Date(arrivedAt) };
  // the exporter signs a certificate of origin too, and is no official; of a strange document nobody knows who may sign it
  if (document === null || report.covers !== officialCovers(document)) {
    const judged = await station.trust.judgeCertificate(report.certificate, { ...context, usage: 'sign' });
    return { signature: { ...shown, judgement: worst([arithmetic, plain(judged)]), signer: judged.signer }, evidence: judged.evidence };
  }
  const authority = await station.trust.authority({
    ...context,
    certificate: report.certificate,
    documentType: document.type.id,
    country: document.summary.issuerCountry,
    body: document.summary.issuingBody,
  });
  const { signer, evidence } = authority.certificate;
  return { signature: { ...shown, judgement: worst([arithmetic, plain(authority)]), signer }, evidence };
}

function plain(judged: Judgement): Judgement {
  return { verdict: judged.verdict, reasons: judged.reasons };
}

function officialCovers(document: ReadDocument): string {
  const plan = document.type.signaturePlan(document.version);
  return plan.kind === 'enveloped' ? 'document' : plan.id;
}

function documentReasons(
  station: Station,
  certificate: IncomingCertificate,
  document: ReadDocument | null,
  findings: Findings,
  signatures: readonly JudgedSignature[],
): Result<readonly Reason[]> {
  const reasons: Reason[] = [];
  if (document === null) reasons.push('document-type-unknown');
  if (countFindings(findings.schema).errors > 0) reasons.push('schema');
  if (countFindings(findings.rules).errors > 0) reasons.push('rule');
  if (
    document !== null &&
    signatures.length > 0 &&
    !signatures.some(({ covers }) => covers === officialCovers(document) || covers === 'unknown')
  ) {
    reasons.push('no-signature');
  }
  if (certificate.row.sameBytesAs !== null) reasons.push('replay');
  else if (document !== null) {
    const duplicate = isDuplicate(station, certificate, document);
    if (!duplicate.ok) return duplicate;
    if (duplicate.value) reasons.push('duplicate');
  }
  return done(reasons);
}

/** Another certificate of that country with this number, where neither withdraws nor replaces the other. */
function isDuplicate(station: Station, certificate: IncomingCertificate, document: ReadDocument): Result<boolean> {
  const { number, replaces } = document.summary;
  // a declaration is replaced under its own number
  if (replaces === number) return done(false);
  const same = station.store.incoming.byNumber(number);
  if (!same.ok) return same;
  const isAnother = same.value.some(
    (row) =>
      row.id !== certificate.row.id &&
      row.summary?.replaces !== number &&
      row.arrivedAt <= certificate.row.arrivedAt &&
      row.sha256 !== certificate.row.sha256 &&
      row.state !== 'invalid' &&
      row.judgement?.verdict !== 'invalid' &&
      row.type === document.type.id &&
      row.summary?.issuerCountry === document.summary.issuerCountry &&
      row.summary?.statusCode === document.summary.statusCode,
  );
  return done(isAnother);
}

function keepIncident(station: Station, certificate: IncomingCertificate): void {
  const { row, bytes } = certificate;
  const kept = station.store.evidence.put({
    kind: 'incident',
    key: row.id,
    bytes,
    from: null,
    until: null,
    source: 'verifiers-disagree',
    at: now(station),
  });
  station.log.write('error', 'judge.verifiersDisagree', { id: row.id, sha256: row.sha256, isKept: kept.ok });
  raiseNotice(station, { topic: 'incidentInbound', subject: row.id, country: null, facts: { number: row.number } });
}
