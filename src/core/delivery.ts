import type { Failure } from '#core/failure.ts';

/** What one attempt to hand a signed document to the gateway ended in. */
export type DeliveryAnswer =
  | {
      readonly kind: 'accepted';
      readonly receiptId: string;
      readonly at: string;
      /** the other side's acknowledgement where it comes with the receipt (SOAP); otherwise it follows as an event */
      readonly acknowledgement?: Acknowledgement;
    }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null; readonly failure: Failure }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/** What the gateway says when asked about a document by its id and hash. */
export type StatusAnswer =
  | { readonly kind: 'known'; readonly receiptId: string; readonly at: string }
  | { readonly kind: 'unknownThere' }
  | { readonly kind: 'differs'; readonly sha256: string }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/** A fault as the receiver tells it (MensajeFalla/DetallesError: code up to 5, message up to 300 characters). */
export type Fault = { readonly code: string; readonly message: string };

/** AcuseRecibo: RCB received correctly, ERR received with errors; GlosaAcuseRecibo says it in words. */
export type Acknowledgement = {
  readonly code: 'RCB' | 'ERR';
  readonly text: string;
  readonly at: string;
  readonly faults: readonly Fault[];
};

export type Backoff = { readonly firstMs: number; readonly factor: number; readonly ceilingMs: number };
export const defaultBackoff: Backoff = { firstMs: 2_000, factor: 2, ceilingMs: 15 * 60_000 };

/**
 * When to try again after `attempts` failed ones: jitter between half the step and the step, never before what the
 * gateway asked for, and spread beyond that too, or all whom it told the same would come back at the same moment.
 * `chance` is in [0, 1) and comes from outside, so this stays a pure function.
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null, chance: number, backoff: Backoff = defaultBackoff): number {
  const step = Math.min(backoff.ceilingMs, backoff.firstMs * backoff.factor ** Math.max(0, attempts - 1));
  const earliest = Math.max(step / 2, retryAfterMs ?? 0);
  return Math.round(earliest + Math.max(step / 2, (retryAfterMs ?? 0) / 2) * chance);
}

/** How long a document may wait for the gateway before a person is told, and how long between two questions. */
export type DeliveryPolicy = { readonly backoff: Backoff; readonly tooLongMs: number };
export const defaultDeliveryPolicy: DeliveryPolicy = { backoff: defaultBackoff, tooLongMs: 72 * 60 * 60_000 };

/** How an earlier attempt ended; `heldBack`: before anything left. `null` while it runs, and for ever when the process died during it. */
export type AttemptOutcome = 'accepted' | 'refused' | 'busy' | 'noAnswer' | 'known' | 'unknownThere' | 'differs' | 'heldBack' | null;

/** Where a row of the outbox stands when it is taken up. */
export type Waiting = { readonly queuedAt: Date; readonly failedAttempts: number };

/**
 * What follows from an answer: the event for the life of the certificate, when the row is due again (null: it is
 * done, or waits for a person) and whether a person has to look at it. Nothing is ever dropped.
 */
export type DeliveryDecision = {
  readonly event: 'accepted' | 'refused' | 'busy' | 'noAnswer' | 'known' | 'unknownThere' | 'stillUnknown';
  readonly dueAt: Date | null;
  readonly attention: 'tooLong' | 'differs' | null;
};

/** After the document was handed to the gateway, or the try to do so came to nothing. */
export function afterDelivery(
  answer: DeliveryAnswer,
  waiting: Waiting,
  now: Date,
  chance: number,
  policy: DeliveryPolicy,
): DeliveryDecision {
  switch (answer.kind) {
    case 'accepted':
      return { event: 'accepted', dueAt: null, attention: null };
    case 'refused':
      return { event: 'refused', dueAt: null, attention: null };
    case 'busy':
      return again('busy', waiting, now, retryDelayMs(waiting.failedAttempts + 1, answer.retryAfterMs, chance, policy.backoff), policy);
    case 'noAnswer':
      return again('noAnswer', waiting, now, retryDelayMs(waiting.failedAttempts + 1, null, chance, policy.backoff), policy);
  }
}

/** After the gateway was asked whether it holds a document whose delivery was not answered. */
export function afterQuestion(answer: StatusAnswer, waiting: Waiting, now: Date, chance: number, policy: DeliveryPolicy): DeliveryDecision {
  switch (answer.kind) {
    case 'known':
      return { event: 'known', dueAt: null, attention: null };
    case 'unknownThere':
      return { event: 'unknownThere', dueAt: now, attention: null };
    case 'differs':
      // Other bytes under our key: no machine may decide which of the two is the certificate.
      return { event: 'stillUnknown', dueAt: null, attention: 'differs' };
    case 'noAnswer':
      return again('stillUnknown', waiting, now, retryDelayMs(waiting.failedAttempts + 1, null, chance, policy.backoff), policy);
  }
}

function again(event: DeliveryDecision['event'], waiting: Waiting, now: Date, delayMs: number, policy: DeliveryPolicy): DeliveryDecision {
  const isTooLong = now.getTime() - waiting.queuedAt.getTime() >= policy.tooLongMs;
  if (isTooLong) return { event, dueAt: null, attention: 'tooLong' };
  return { event, dueAt: new Date(now.getTime() + delayMs), attention: null };
}

/**
 * May the bytes have reached the gateway without our knowing? Then the gateway is asked by id and hash before
 * anything is sent again, whoever asks for the retry and however long ago the attempt was.
 */
export function mustAskFirst(outcomes: readonly AttemptOutcome[]): boolean {
  for (let i = outcomes.length - 1; i >= 0; i -= 1) {
    const outcome = outcomes[i];
    if (outcome === 'noAnswer' || outcome === null) return true;
    if (outcome === 'unknownThere' || outcome === 'refused' || outcome === 'busy') return false;
  }
  return false;
}
