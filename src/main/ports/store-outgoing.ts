import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Result } from '#core/failure.ts';
import type { JournalLine } from '#main/ports/store-journal.ts';
import type { OutgoingEvent, OutgoingState } from '#core/lifecycle.ts';
import type { GatewayEvent, UnreadEvent } from '#main/ports/gateway.ts';
import type { Json, Page, Rows } from '#main/ports/store.ts';
import type { Evidence, Signer } from '#main/ports/trust.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';

/** The certificates this station signs and sends. */
export type OutgoingStore = {
  /**
   * Keeps the exact bytes once and puts the certificate in the inbox (`pending`). The same bytes, or the same
   * `sourceId` of source `gateway`, again: nothing is kept and `isNew` is false with the id it already has;
   * `isChanged` when the gateway gave other bytes under an id it had given before.
   */
  receive(work: WorkToKeep): Result<{ readonly id: string; readonly isNew: boolean; readonly isChanged: boolean }>;
  /** newest first; `outbox` and `inbox` are the filters of core/lifecycle; inbox: most urgent first */
  list(query: OutgoingQuery): Result<Rows<OutgoingRow>>;
  /** Where a certificate stands in the inbox. Of one that is not there: what comes first. */
  around(id: string): Result<Neighbours>;
  /** `documentNotFound` when there is none. */
  row(id: string): Result<OutgoingRow>;
  /** Those of them that are here, by id. */
  rows(ids: readonly string[]): Result<ReadonlyMap<string, OutgoingRow>>;
  get(id: string): Result<OutgoingCertificate>;
  /** What signing asks of it, and no more: a batch asks for each. */
  toSign(id: string): Result<CertificateToSign>;
  /** those with this document number, newest first: a certificate, its withdrawal, what replaces it under its own number */
  byNumber(number: string): Result<readonly OutgoingRow[]>;
  /** the same, and those that came under it and have one of their own since they were signed */
  bearing(number: string): Result<readonly OutgoingRow[]>;
  bySignedSha256(sha256: string): Result<OutgoingRow | null>;
  /**
   * One step of core/lifecycle with its journal line. `stateForbids` where `nextOutgoing` is null. Three steps carry
   * more than a name: `approve`, `storeSignature` and the outbox's `claimDue`.
   */
  apply(
    step: Step<Exclude<OutgoingEvent, 'approve' | 'signed' | 'attempt'>>,
  ): Result<{ readonly from: OutgoingState; readonly to: OutgoingState }>;
  /**
   * Approves and pins what will be signed. `prepared` are the bytes to sign where they differ from those received
   * (completed with the official's part); the digest is of exactly these.
   */
  approve(step: Omit<Step<'approve'>, 'event'> & { readonly digest: string; readonly prepared?: Uint8Array }): Result<null>;
  /** Rows that say little of their documents: signed by an earlier version, or made anew after damage. At most so many. */
  toReadAgain(most: number): Result<readonly string[]>;
  /** What the bytes say, in place of what the row said: null where they say nothing that is understood. */
  readAgain(row: { readonly id: string; readonly summary: DocumentSummary | null; readonly arrivedAs: string }): Result<null>;
  /** Those that got another number, and replace one that does not say so: its row may have been called otherwise when they were sent. */
  replacingOneThatStands(): Result<readonly string[]>;
  /** What schema and rules found, for the lists. */
  setFindings(found: { readonly id: string; readonly errors: number; readonly warnings: number }): Result<null>;
  /**
   * Signed bytes, state `queued`, outbox row and journal line in one transaction. `reviewChanged` when the digest is
   * not the pinned one, `stateForbids` when the certificate is not approved, `storeFull` when it could not be kept.
   * The same signature again is no error.
   */
  storeSignature(signature: SignatureToKeep): Result<null>;
  /**
   * The same for many, with what else the journal says of them: all are kept or none. The disk confirms in the
   * background: `forced` resolves when they are durable, and nobody is told before.
   */
  storeSignatures(
    signatures: readonly SignatureToKeep[],
    marks?: readonly JournalLine[],
  ): Result<{ readonly forced: Promise<Result<null>> }>;
  /** `storeFull` before a signature is made that could not be kept. Ask this before the token signs. */
  roomForSignature(bytes: number): Result<null>;
  /**
   * What the other side tells. Repeats change nothing; an event that is too early waits and is applied when the
   * state allows it; one that is too late is only written down.
   */
  applyGatewayEvent(event: GatewayEvent, context: { readonly at: string }): Result<AppliedEvent>;
  /** Keeps whole what cannot be read, once, and notes it with the certificate it names, whose id is answered; null: none here. */
  keepUnreadEvent(event: UnreadEvent, context: { readonly at: string }): Result<{ readonly id: string | null }>;
  /** RCB or ERR, with its faults, when it has come */
  acknowledgement(id: string): Result<Acknowledgement | null>;
};

/** `toSign`: the bytes pinned at approval; null before one. `judgedBy`: the hash of the schema that judged it then, by the journal. */
export type CertificateToSign = Pick<OutgoingRow, 'state' | 'type' | 'version' | 'digest'> & {
  readonly destinationCountry: string | null;
  readonly toSign: Uint8Array | null;
  readonly judgedBy: string | null;
};

export type Neighbours = {
  readonly next: string | null;
  readonly previous: string | null;
  /** the next one that still waits for a review, looking past the end to the beginning */
  readonly nextToReview: string | null;
  /** 1-based; 0 when it is not in the inbox any more */
  readonly position: number;
  readonly total: number;
};

/** `official` is the subject of the certificate that signed. A list narrowed by these is in order of arrival. */
export type OutgoingQuery = Page & {
  readonly box: 'inbox' | 'outbox' | 'all';
  readonly states?: readonly OutgoingState[];
  readonly country?: string;
  readonly type?: string;
  readonly official?: string;
  /** these and no other */
  readonly ids?: readonly string[];
};

export type Step<Event> = {
  readonly id: string;
  readonly event: Event;
  readonly at: string;
  /** who: the official's name, or `station`, `gateway` */
  readonly by: string;
  readonly detail?: Json;
};

export type WorkToKeep = {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly version: string;
  readonly summary: DocumentSummary;
  /** `gateway`, `file`, `draft`, `courier` */
  readonly source: string;
  /** its id there, or the file's name */
  readonly sourceId: string | null;
  readonly assignedTo: string | null;
  readonly arrivedAt: string;
  readonly dueAt: string | null;
  readonly errors: number;
  readonly warnings: number;
  readonly by: string;
};

export type OutgoingRow = {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly version: string;
  readonly state: OutgoingState;
  readonly summary: DocumentSummary;
  /** the number it came under, where the official's part gave it another; null where it has the one it had */
  readonly cameUnder: string | null;
  readonly source: string;
  readonly sourceId: string | null;
  readonly assignedTo: string | null;
  readonly arrivedAt: string;
  readonly dueAt: string | null;
  readonly changedAt: string;
  readonly errors: number;
  readonly warnings: number;
  /** sha256 of the bytes as they arrived, hex; null while it is a draft */
  readonly sha256: string | null;
  readonly size: number;
  /** pinned at approval */
  readonly digest: string | null;
  readonly signedSha256: string | null;
  readonly signedAt: string | null;
  readonly signer: Signer | null;
  readonly algorithm: SignatureAlgorithm | null;
  readonly nextAttemptAt: string | null;
  readonly attempts: number;
  readonly idempotencyKey: string | null;
  /** the gateway's receipt of the delivery */
  readonly receiptId: string | null;
  readonly contingencyId: string | null;
};

export type OutgoingCertificate = {
  readonly row: OutgoingRow;
  /** as they arrived; null while it is a draft */
  readonly bytes: Uint8Array | null;
  /** pinned at approval: what is or will be signed */
  readonly toSign: Uint8Array | null;
  readonly signed: Uint8Array | null;
  readonly evidence: readonly Evidence[];
};

export type SignatureToKeep = {
  readonly id: string;
  readonly signedBytes: Uint8Array;
  /** where the official's part changed what the document says of itself: it is listed, found and replaced by this from now on */
  readonly summary?: DocumentSummary;
  readonly digest: string;
  readonly algorithm: SignatureAlgorithm;
  readonly signer: Signer;
  readonly evidence: readonly Evidence[];
  readonly idempotencyKey: string;
  readonly at: string;
  readonly by: string;
  /** first attempt not before; `at` when absent */
  readonly dueAt?: string;
  /**
   * Id of the certificate that must have reached the gateway before this one goes. When absent the store looks
   * for it: the one with the number this one replaces, or with the same number (a withdrawal).
   */
  readonly dependsOn?: string | null;
  readonly contingencyId?: string;
  /** marks the item of this batch as signed in the same transaction */
  readonly batchId?: string;
};

export type AppliedEvent = {
  readonly id: string | null;
  readonly kind: 'applied' | 'repeated' | 'waits' | 'late' | 'unknownDocument';
  readonly state: OutgoingState | null;
};

export type Acknowledgement = {
  readonly code: 'RCB' | 'ERR';
  readonly text: string | null;
  readonly at: string;
  readonly faults: readonly { readonly code: string; readonly message: string }[];
};
