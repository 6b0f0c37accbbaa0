import type { DocumentSummary, DocumentType, SignaturePlan } from '#core/documents/document-type.ts';
import { contingencyFor } from '#core/contingency-scope.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { JournalLine } from '#main/ports/store-journal.ts';
import type { CertificateToSign, SignatureToKeep } from '#main/ports/store-outgoing.ts';
import type { SigningSession, TokenCertificate } from '#main/ports/token.ts';
import type { Authority } from '#main/ports/trust.ts';
import type { PreparedSignature, SignatureAlgorithm } from '#main/ports/xml.ts';
import { clockUnconfirmed } from '#main/station/clock-evidence.ts';
import { orderedId } from '#main/station/ordered-id.ts';
import { completedSummary, countFindings } from '#main/station/read-document.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** One document ready for the token. */
type Prepared = {
  readonly id: string;
  readonly toSign: Uint8Array;
  readonly signature: PreparedSignature;
  readonly plan: SignaturePlan;
  readonly authority: Authority;
  readonly country: string | null;
  /** as it is called from now on: the official's part may have given it its number */
  readonly summary: DocumentSummary | null;
};

type OnItsWay = { readonly prepared: Prepared; readonly answer: Promise<Result<Uint8Array>>; isAnswered: boolean };

/** Signed and verified, not yet kept. */
type Signed = { readonly signature: SignatureToKeep; readonly authority: Authority; readonly country: string | null };

export type PipelineRun = {
  readonly batchId: string;
  readonly session: SigningSession;
  readonly certificate: TokenCertificate;
  readonly algorithm: SignatureAlgorithm;
  /** `digest`: what the PIN window showed of it */
  readonly items: readonly { readonly id: string; readonly digest: string | null; readonly authority: Authority }[];
  /** false once somebody paused or stopped the batch: nothing new goes to the token */
  readonly mayGoOn: () => boolean;
  readonly onSigned: (ids: readonly string[]) => void;
  /** this document cannot be signed; the others can */
  readonly onRefused: (id: string, failure: Failure) => void;
};

/**
 * The token is never idle while work waits: several documents are prepared and given to it ahead, and what comes
 * back is verified meanwhile and kept in groups, one commit to disk for each. What was signed is durable before anybody
 * is told. Ends with the first fault of the token or the store, or with null when nothing is left to give it.
 */
export async function signThrough(station: Station, run: PipelineRun): Promise<Failure | null> {
  const onItsWay: OnItsWay[] = [];
  const toKeep: Signed[] = [];
  const ahead = (): number => howManyAhead(station, run.session);
  /** how many share a commit: a third, so that the token has work while these are verified and kept */
  const share = (): number => Math.max(1, Math.floor(ahead() / 3));
  let next = 0;
  let fault: Failure | null = null;
  /** one group at a time is with the disk */
  let forced: Promise<void> = Promise.resolve();
  const noteFault = (result: Result<unknown>): void => {
    if (!result.ok) fault ??= result.failure;
  };
  for (;;) {
    while (fault === null && onItsWay.length < ahead() && next < run.items.length && run.mayGoOn()) {
      const item = run.items[next];
      next += 1;
      if (!item) continue;
      const prepared = prepare(station, run, item);
      if (prepared.ok) onItsWay.push(giveToToken(run, prepared.value));
      else if (isStoreFault(prepared.failure)) fault = prepared.failure;
      else run.onRefused(item.id, prepared.failure);
    }
    const first = onItsWay[0];
    if (!first) break;
    const isInTime = toKeep.length === 0 || (await isAnsweredWithin(first, shareMs));
    if (isInTime) {
      onItsWay.shift();
      const answer = await first.answer;
      const verified = answer.ok ? signed(station, run, first.prepared, answer.value) : answer;
      if (verified.ok) toKeep.push(verified.value);
      else if (verified.failure.code === 'reviewChanged') run.onRefused(first.prepared.id, verified.failure);
      else noteFault(verified);
      // towards the end the groups get smaller, so that little is left to do once the token is done; after that there is one
      const isTokenDone = onItsWay.at(-1)?.isAnswered === true && next === run.items.length;
      const enough = isTokenDone ? onItsWay.length + toKeep.length : Math.min(share(), onItsWay.length);
      if (toKeep.length < enough) continue;
    }
    if (toKeep.length === 0) continue;
    await forced;
    const kept = keep(station, run, toKeep.splice(0));
    noteFault(kept);
    if (kept.ok) forced = kept.value.forced.then(noteFault);
  }
  await forced;
  return fault;
}

/** What is signed waits no longer than this for others to share its commit. */
const shareMs = 50;

async function isAnsweredWithin(entry: OnItsWay, ms: number): Promise<boolean> {
  if (entry.isAnswered) return true;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const inTime = await Promise.race([entry.answer.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

/** Work given ahead should last the token about this long: a fast one shares commits, a slow one pauses soon. */
const aheadMs = 100;

/**
 * How many documents to give the token ahead: what lies ready there and as much again, so that it never waits, and no
 * more than the policy says. Told by the token's own pace: by that of a busy station, or of its disk, a fast token would be given
 * little, and then each document would wait for a commit of its own.
 */
function howManyAhead(station: Station, { sideBySide, paceMs }: SigningSession): number {
  const eachMs = Math.max(0.1, (paceMs() ?? aheadMs) / sideBySide);
  return Math.min(station.policy.signaturesAhead, Math.max(1 + sideBySide * 2, Math.ceil(aheadMs / eachMs)));
}

function prepare(station: Station, run: PipelineRun, item: PipelineRun['items'][number]): Result<Prepared> {
  const certificate = station.store.outgoing.toSign(item.id);
  if (!certificate.ok) return certificate;
  const { state, digest, toSign, judgedBy, destinationCountry: country } = certificate.value;
  if (state !== 'approved' || toSign === null) return failed({ code: 'stateForbids', state, action: 'sign' });
  const room = station.store.outgoing.roomForSignature(toSign.length * 2);
  if (!room.ok) return room;
  const kind = kindOf(station, certificate.value);
  if (kind === null) return failed({ code: 'documentTypeUnknown', root: certificate.value.type });
  // The pinned digest is what the official saw: if the window named another one when the PIN was given, nobody gave it for this.
  if (digest === null || digest !== item.digest) return failed({ code: 'reviewChanged' });
  const { type, plan, schema } = kind;
  const { documents, signing } = station.xml;
  // a pack may have been replaced since the schema judged it
  if (judgedBy !== station.schemas.describe(schema).hash && !documents.follows(toSign, schema)) {
    const { errors } = countFindings(documents.validate(toSign, schema));
    return failed({ code: 'documentHasErrors', count: errors });
  }
  const signature = signing.prepare(toSign, plan, run.certificate.der, run.algorithm, digest);
  if (!signature.ok) return signature;
  const summary = completedSummary(station.xml.documents, type, toSign);
  return done({ id: item.id, toSign, signature: signature.value, plan, authority: item.authority, country, summary });
}

/** What was recognised on arrival and reviewed. */
function kindOf(station: Station, row: CertificateToSign): Kind | null {
  const type = station.documentTypes.find((one) => one.id === row.type);
  const version = type?.versions.find((one) => one.id === row.version);
  return type && version ? { type, plan: type.signaturePlan(version), schema: version.schema } : null;
}

type Kind = { readonly type: DocumentType; readonly plan: SignaturePlan; readonly schema: string };

function giveToToken(run: PipelineRun, prepared: Prepared): OnItsWay {
  const entry: OnItsWay = { prepared, answer: run.session.sign(prepared.signature.toBeSigned, run.algorithm), isAnswered: false };
  void entry.answer.then(() => (entry.isAnswered = true));
  return entry;
}

/**
 * All in one transaction, or none; the disk confirms while the next ones are prepared. What was signed on old evidence,
 * or by a clock nobody confirms, says so in the journal.
 */
function keep(station: Station, run: PipelineRun, verified: readonly Signed[]): Result<{ readonly forced: Promise<Result<null>> }> {
  const declared = station.store.contingency.open();
  if (!declared.ok) return declared;
  const signatures = verified.map(({ signature, country }) => {
    const contingency = contingencyFor(declared.value, country);
    return contingency ? { ...signature, contingencyId: contingency.id } : signature;
  });
  const context = { at: now(station), by: station.by() };
  const marks = [...oldEvidence(verified), ...unconfirmedClock(station, verified)].map((mark) => ({ ...mark, ...context }));
  const kept = station.store.outgoing.storeSignatures(signatures, marks);
  if (!kept.ok) return kept;
  const tell = (forced: Result<null>): Result<null> => {
    if (forced.ok) run.onSigned(signatures.map(({ id }) => id));
    return forced;
  };
  return done({ forced: kept.value.forced.then(tell) });
}

/** What the journal says of a signature besides that it was made. */
type JournalMark = Pick<JournalLine, 'kind' | 'detail'> & { readonly subject: string };

function oldEvidence(verified: readonly Signed[]): readonly JournalMark[] {
  return verified
    .filter(({ authority }) => authority.verdict === 'undecided')
    .map(({ signature, authority: { reasons, offlineUntil } }) => ({
      kind: 'signedOnOldEvidence',
      subject: signature.id,
      detail: { reasons, offlineUntil },
    }));
}

function unconfirmedClock(station: Station, verified: readonly Signed[]): readonly JournalMark[] {
  const unconfirmed = clockUnconfirmed(station);
  if (unconfirmed === null) return [];
  return verified.map(({ signature }) => ({ kind: 'signedOnUnconfirmedClock', subject: signature.id, detail: unconfirmed }));
}

/**
 * Assembled, and checked by the strict reader: nothing else is ever kept. Bytes that give another digest than the pinned one by now
 * are told apart from a token that returned something else: nobody has reviewed them, and the others can be signed.
 */
function signed(station: Station, run: PipelineRun, prepared: Prepared, value: Uint8Array): Result<Signed> {
  const signedBytes = prepared.signature.assemble(value);
  const digest = prepared.signature.digest;
  const verified = station.xml.verification.verifyOwn(signedBytes, { digest, certificate: run.certificate.der, plan: prepared.plan });
  if (!verified.ok) {
    const found = station.xml.signing.digest(prepared.toSign, prepared.plan);
    return found.ok && found.value === digest ? verified : failed({ code: 'reviewChanged' });
  }
  const { id, authority, country, summary } = prepared;
  const signature = {
    id,
    ...(summary === null ? {} : { summary }),
    signedBytes,
    digest,
    algorithm: run.algorithm,
    signer: authority.certificate.signer ?? {
      subject: run.certificate.label,
      serial: '',
      fingerprint: run.certificate.fingerprint,
      country: null,
    },
    evidence: authority.certificate.evidence,
    idempotencyKey: orderedId(station),
    at: now(station),
    by: station.by(),
    batchId: run.batchId,
  };
  return done({ signature, authority, country });
}

function isStoreFault(failure: Failure): boolean {
  return failure.code.startsWith('store');
}
