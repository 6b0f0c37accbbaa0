import type { DocumentSummary } from '#core/documents/document-type.ts';
import type { Fault } from '#core/delivery.ts';
import type { Failure, Result } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';

/** Everything that must leave the station: signed certificates, answers to incoming ones, notices and mail. */
export type Outbox = {
  /**
   * Claims what is due, oldest first, in one statement; a claimed row is nobody else's until the lease ends. A
   * certificate that is `queued` becomes `sending` and its attempt is written down; one that is `unconfirmed` stays
   * so and is to be asked about. Null when nothing is due. What depends on another row waits for it.
   */
  claimDue(claim: {
    readonly now: string;
    readonly leaseMs: number;
    readonly owner: string;
    readonly kinds?: readonly OutboxKind[];
  }): Result<Claim | null>;
  /** Longer work than expected: the lease goes on. False when it was lost meanwhile. */
  extendLease(claim: { readonly key: string; readonly owner: string; readonly now: string; readonly leaseMs: number }): Result<boolean>;
  /**
   * How the attempt ended, with state, next time and journal line in one transaction. An end that comes after the
   * lease was lost still counts where it tells a fact (accepted, known, refused) and is only written down otherwise.
   */
  settle(end: {
    readonly key: string;
    readonly owner: string;
    readonly at: string;
    readonly outcome: Outcome;
  }): Result<{ readonly state: OutgoingState | null; readonly isApplied: boolean }>;
  /** Makes a row due now: a person, or the line that came back, says so. */
  hasten(request: { readonly key?: string; readonly destination?: string; readonly at: string }): Result<number>;
  /** No document for this country is sent before then: one that was tried finds out for all. */
  defer(request: { readonly destination: string; readonly until: string }): Result<number>;
  /** when the next row is due, for the timer; null when nothing waits */
  nextDueAt(kinds?: readonly OutboxKind[]): Result<string | null>;
  /** how many rows wait, by kind and destination, oldest first: for the line's state and the notices */
  waiting(): Result<
    readonly { readonly kind: OutboxKind; readonly destination: string | null; readonly count: number; readonly since: string }[]
  >;
  attempts(id: string): Result<readonly Attempt[]>;
  /** Puts any other message into the outbox; the same key again changes nothing. */
  enqueue(message: {
    readonly key: string;
    readonly kind: Exclude<OutboxKind, 'certificate'>;
    readonly subject: string | null;
    readonly destination: string | null;
    readonly payload: Json;
    readonly at: string;
    readonly dueAt?: string;
    /** key of the message it must not overtake */
    readonly after?: string | null;
    readonly by: string;
  }): Result<{ readonly isNew: boolean }>;
  /** in the order in which they were queued; only those queued after the one with the key `after` */
  certificatesWaiting(query: { readonly after: string | null }): Result<readonly WaitingCertificate[]>;
  /** how the delivery of what a courier brought ended; null where nobody brought it here */
  carriedEnd(key: string): Result<CarriedEnd | null>;
};

/** `carried`: another station's document that a courier brought to our line */
export type OutboxKind = 'certificate' | 'answer' | 'notice' | 'mail' | 'carried';

export type WaitingCertificate = {
  readonly id: string;
  /** its idempotency key */
  readonly key: string;
  /** the key of the one it must not overtake */
  readonly earlierKey: string | null;
};

export type CarriedEnd =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'accepted'; readonly receiptId: string; readonly at: string }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export type Claim = {
  /** the fixed idempotency key */
  readonly key: string;
  readonly kind: OutboxKind;
  /** `ask`: nobody knows whether it arrived, ask by id and hash before sending again */
  readonly what: 'deliver' | 'ask';
  /** id of the certificate it is about */
  readonly subject: string | null;
  readonly destination: string | null;
  /** number of this attempt, from 1 */
  readonly attempt: number;
  readonly queuedAt: string;
  readonly leaseUntil: string;
  /** of a certificate: the signed bytes, their sha256 and what the header needs */
  readonly certificate: {
    readonly bytes: Uint8Array;
    readonly sha256: string;
    readonly type: string;
    readonly version: string;
    readonly summary: DocumentSummary;
  } | null;
  readonly payload: Json;
};

export type Outcome =
  | { readonly kind: 'accepted'; readonly receiptId: string; readonly at: string }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'busy'; readonly dueAt: string; readonly failure: Failure }
  | { readonly kind: 'noAnswer'; readonly dueAt: string; readonly failure: Failure }
  | { readonly kind: 'known'; readonly receiptId: string; readonly at: string }
  | { readonly kind: 'unknownThere'; readonly dueAt: string }
  /** claimed, and nothing of it left: it does not count as an attempt */
  | { readonly kind: 'heldBack'; readonly dueAt: string }
  /** the gateway holds other bytes under our key: for a person */
  | { readonly kind: 'differs'; readonly sha256: string };

export type Attempt = {
  readonly what: 'deliver' | 'ask';
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** `accepted`, `refused`, `busy`, `noAnswer`, `known`, `unknownThere`, `differs`, `heldBack`, `interrupted`; `running` while it has no end */
  readonly outcome: string;
  readonly detail: string | null;
};
