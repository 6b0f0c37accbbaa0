import { randomUUID } from 'node:crypto';
import type { SignaturePlan } from '#core/documents/document-type.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { OutgoingRow, SignatureToKeep } from '#main/ports/store-outgoing.ts';
import type { SigningSession, TokenCertificate } from '#main/ports/token.ts';
import type { Authority } from '#main/ports/trust.ts';
import type { PreparedSignature, SignatureAlgorithm } from '#main/ports/xml.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/** One document ready for the token. */
type Prepared = {
  readonly id: string;
  readonly signature: PreparedSignature;
  readonly plan: SignaturePlan;
  readonly authority: Authority;
};

type OnItsWay = { readonly prepared: Prepared; readonly answer: Promise<Result<Uint8Array>>; isAnswered: boolean };

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
 * back is verified and kept meanwhile. What was signed is durable before anybody is told. Ends with the first fault
 * of the token or the store, or with null when nothing is left to give it.
 */
export async function signThrough(station: Station, run: PipelineRun): Promise<Failure | null> {
  const onItsWay: OnItsWay[] = [];
  const pace = tokenPace(station);
  let next = 0;
  let fault: Failure | null = null;
  for (;;) {
    while (fault === null && onItsWay.length < pace.ahead() && next < run.items.length && run.mayGoOn()) {
      const item = run.items[next];
      next += 1;
      if (!item) continue;
      const prepared = prepare(station, run, item);
      if (prepared.ok) onItsWay.push(giveToToken(run, prepared.value));
      else if (isStoreFault(prepared.failure)) fault = prepared.failure;
      else run.onRefused(item.id, prepared.failure);
    }
    if (onItsWay.length === 0) return fault;
    const taken = await takeAnswered(onItsWay, Math.max(1, Math.floor(pace.ahead() / 3)));
    pace.answered(taken.length);
    const kept = keep(station, run, taken);
    if (!kept.ok) fault ??= kept.failure;
  }
}

/** Work given ahead should last the token about this long: a fast one shares commits, a slow one pauses soon. */
const aheadMs = 40;

/** How many documents to give the token ahead: at least two, so that it never waits, and no more than the policy says. */
function tokenPace(station: Station): { ahead(): number; answered(count: number): void } {
  const { signaturesAhead } = station.policy;
  let eachMs = aheadMs;
  let sinceMs = station.clock.monotonicMs();
  return {
    ahead: () => Math.min(signaturesAhead, Math.max(2, Math.ceil(aheadMs / eachMs))),
    answered: (count) => {
      const nowMs = station.clock.monotonicMs();
      eachMs = Math.max(0.1, eachMs * 0.7 + ((nowMs - sinceMs) / count) * 0.3);
      sinceMs = nowMs;
    },
  };
}

function prepare(station: Station, run: PipelineRun, item: PipelineRun['items'][number]): Result<Prepared> {
  const certificate = station.store.outgoing.get(item.id);
  if (!certificate.ok) return certificate;
  const { row, toSign } = certificate.value;
  if (row.state !== 'approved' || toSign === null) return failed({ code: 'stateForbids', state: row.state, action: 'sign' });
  const room = station.store.outgoing.roomForSignature(toSign.length * 2);
  if (!room.ok) return room;
  const plan = planFor(station, row);
  if (plan === null) return failed({ code: 'documentTypeUnknown', root: row.type });
  const signature = station.xml.signing.prepare(toSign, plan, run.certificate.der, run.algorithm);
  if (!signature.ok) return signature;
  // The pinned digest is what the official saw: if the bytes give another one now, nobody has reviewed them.
  // And if the window named another one when the PIN was given, nobody gave it for this.
  if (signature.value.digest !== row.digest || row.digest !== item.digest) return failed({ code: 'reviewChanged' });
  return done({ id: item.id, signature: signature.value, plan, authority: item.authority });
}

/** What was recognised on arrival and reviewed: the pinned digest below tells of any byte that changed since. */
function planFor(station: Station, row: OutgoingRow): SignaturePlan | null {
  const type = station.documentTypes.find((one) => one.id === row.type);
  const version = type?.versions.find((one) => one.id === row.version);
  return type && version ? type.signaturePlan(version) : null;
}

function giveToToken(run: PipelineRun, prepared: Prepared): OnItsWay {
  const entry: OnItsWay = { prepared, answer: run.session.sign(prepared.signature.toBeSigned, run.algorithm), isAnswered: false };
  void entry.answer.then(() => (entry.isAnswered = true));
  return entry;
}

/**
 * The next answer in order, and those behind it that are there already: they share one commit to disk. Never all of
 * them, so that the token has work while these are verified and kept and the next ones are prepared.
 */
async function takeAnswered(onItsWay: OnItsWay[], most: number): Promise<{ prepared: Prepared; answer: Result<Uint8Array> }[]> {
  const taken: { prepared: Prepared; answer: Result<Uint8Array> }[] = [];
  do {
    const entry = onItsWay.shift();
    if (entry) taken.push({ prepared: entry.prepared, answer: await entry.answer });
  } while (onItsWay[0]?.isAnswered && taken.length < most);
  return taken;
}

/** Checks each signature with the second implementation and keeps them all in one transaction, or none. */
function keep(station: Station, run: PipelineRun, taken: readonly { prepared: Prepared; answer: Result<Uint8Array> }[]): Result<null> {
  let fault: Failure | null = null;
  const signatures: SignatureToKeep[] = [];
  for (const { prepared, answer } of taken) {
    const signature = answer.ok ? signed(station, run, prepared, answer.value) : answer;
    if (signature.ok) signatures.push(signature.value);
    else fault ??= signature.failure;
  }
  if (signatures.length > 0) {
    const kept = storeAll(station, signatures, taken);
    if (!kept.ok) return kept;
    run.onSigned(signatures.map((signature) => signature.id));
  }
  return fault === null ? done(null) : failed(fault);
}

/** What was signed while the evidence was older than wished says so in the journal, in the same transaction. */
function storeAll(station: Station, signatures: readonly SignatureToKeep[], taken: readonly { prepared: Prepared }[]): Result<null> {
  const doubtful = taken.filter(({ prepared }) => prepared.authority.verdict === 'undecided');
  if (doubtful.length === 0) return station.store.outgoing.storeSignatures(signatures);
  return station.store.together(() => {
    const kept = station.store.outgoing.storeSignatures(signatures);
    if (!kept.ok) return kept;
    for (const { prepared } of doubtful) {
      if (!signatures.some((signature) => signature.id === prepared.id)) continue;
      const { reasons, offlineUntil } = prepared.authority;
      const line = {
        at: now(station),
        kind: 'signedOnOldEvidence',
        subject: prepared.id,
        by: station.by(),
        detail: { reasons, offlineUntil },
      };
      const told = station.store.journal.append(line);
      if (!told.ok) return told;
    }
    return kept;
  });
}

function signed(station: Station, run: PipelineRun, prepared: Prepared, value: Uint8Array): Result<SignatureToKeep> {
  const signedBytes = prepared.signature.assemble(value);
  const digest = prepared.signature.digest;
  const verified = station.xml.verification.verifyOwn(signedBytes, { digest, certificate: run.certificate.der, plan: prepared.plan });
  if (!verified.ok) return verified;
  const { authority } = prepared;
  const contingency = station.store.contingency.current();
  if (!contingency.ok) return contingency;
  return done({
    id: prepared.id,
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
    idempotencyKey: randomUUID(),
    at: now(station),
    by: station.by(),
    batchId: run.batchId,
    ...(contingency.value ? { contingencyId: contingency.value.id } : {}),
  });
}

function isStoreFault(failure: Failure): boolean {
  return failure.code.startsWith('store');
}
