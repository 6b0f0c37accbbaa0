import type { Failure } from '#core/failure.ts';

/** What one attempt to hand a signed document to the gateway ended in. */
export type DeliveryAnswer =
  | { readonly kind: 'accepted'; readonly receiptId: string; readonly at: string }
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

export type Backoff = { readonly firstMs: number; readonly factor: number; readonly ceilingMs: number };
export const defaultBackoff: Backoff = { firstMs: 2_000, factor: 2, ceilingMs: 15 * 60_000 };

/**
 * When to try again after `attempts` failed ones: full jitter between half the step and the step, never before what
 * the gateway asked for. `chance` is in [0, 1) and comes from outside, so this stays a pure function.
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null, chance: number, backoff: Backoff = defaultBackoff): number {
  const step = Math.min(backoff.ceilingMs, backoff.firstMs * backoff.factor ** Math.max(0, attempts - 1));
  const jittered = step / 2 + (step / 2) * chance;
  return Math.round(Math.max(jittered, retryAfterMs ?? 0));
}
