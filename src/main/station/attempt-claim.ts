import { afterDelivery, afterQuestion, type DeliveryAnswer, type DeliveryDecision, type StatusAnswer } from '#core/delivery.ts';
import { done, type Result } from '#core/failure.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Gateway, InboundAnswer } from '#main/ports/gateway.ts';
import type { Claim, Outcome } from '#main/ports/store-outbox.ts';
import { deliveryHeader } from '#main/station/delivery-header.ts';
import { holdLease } from '#main/station/hold-lease.ts';
import { isLineFailure } from '#main/station/line-keeper.ts';
import { noticeState } from '#main/station/notify.ts';
import { heardOf } from '#main/station/reach-gateway.ts';
import { settleEarlier } from '#main/station/settle-earlier.ts';
import { now, type Station } from '#main/station/station-parts.ts';

export type AttemptAnswer = DeliveryAnswer | StatusAnswer;

type Notice = { id: string; country: string; subject: string; text: string };

/** What an attempt ended in, and the step that records it; the lane says with what else that is written to disk. */
export type Attempted = {
  readonly answer: AttemptAnswer;
  record(): Result<unknown>;
  /** after that: who hears of it */
  recorded(kept: Result<unknown>): void;
};

/** One attempt, from the claim to what it ended in: load, act, decide. */
export async function attemptClaim(station: Station, owner: string, claim: Claim, gateway: Result<Gateway>): Promise<Attempted> {
  const waiting = { queuedAt: new Date(claim.queuedAt), failedAttempts: claim.attempt - 1 };
  const { delivery } = station.policy;
  if (claim.what === 'ask') {
    const answer = gateway.ok ? await ask(gateway.value, claim) : ({ kind: 'noAnswer', failure: gateway.failure } as const);
    if (gateway.ok) heardOf(station, answer);
    return attempted(station, owner, claim, afterQuestion(answer, waiting, station.clock.now(), station.chance(), delivery), answer);
  }
  // The line broke between the claim and the sending: nothing has left, so there is nothing to ask about.
  const answer = gateway.ok
    ? await holdLease(station, owner, claim, () => send(station, gateway.value, claim))
    : ({ kind: 'busy', retryAfterMs: null, failure: gateway.failure } as const);
  if (gateway.ok) {
    heardOf(station, answer);
    station.countries.heard(claim, answer);
  }
  return attempted(station, owner, claim, afterDelivery(answer, waiting, station.clock.now(), station.chance(), delivery), answer);
}

async function ask(gateway: Gateway, claim: Claim): Promise<StatusAnswer> {
  if (claim.certificate === null) return { kind: 'unknownThere' };
  return gateway.status({ idempotencyKey: claim.key, sha256: claim.certificate.sha256 });
}

async function send(station: Station, gateway: Gateway, claim: Claim): Promise<DeliveryAnswer> {
  if (claim.kind === 'certificate' && claim.certificate !== null) {
    const { bytes, sha256, summary } = claim.certificate;
    return gateway.deliver({ header: deliveryHeader(station, { key: claim.key, summary }), idempotencyKey: claim.key, sha256, bytes });
  }
  if (claim.kind === 'carried') return sendCarried(gateway, claim);
  // Answers and notices are written by our own use cases; the gateway takes the same id twice as once.
  const sent =
    claim.kind === 'answer'
      ? await gateway.answer(claim.payload as unknown as InboundAnswer)
      : await gateway.notify(claim.payload as unknown as Notice);
  if (sent.ok) return { kind: 'accepted', receiptId: claim.key, at: now(station) };
  const { failure } = sent;
  if (isLineFailure(failure)) return { kind: 'noAnswer', failure };
  const retryAfterMs = failure.code === 'gatewayBusy' ? failure.retryAfterMs : null;
  return { kind: 'busy', retryAfterMs, failure };
}

type Carried = { readonly sha256: string; readonly header: Header; readonly document: string };

/** Another station's document, byte for byte under its own header and key; after an unanswered attempt the gateway is asked first. */
async function sendCarried(gateway: Gateway, claim: Claim): Promise<DeliveryAnswer> {
  // written by courier-import.ts alone
  const { sha256, header, document } = claim.payload as unknown as Carried;
  if (claim.attempt > 1) {
    const known = await gateway.status({ idempotencyKey: claim.key, sha256 });
    if (known.kind === 'known') return { kind: 'accepted', receiptId: known.receiptId, at: known.at };
    if (known.kind === 'noAnswer') return known;
    if (known.kind === 'differs') {
      return { kind: 'refused', faults: [{ code: 'DUPLI', message: 'La clave ya es de otro documento / the key belongs to other bytes' }] };
    }
  }
  return gateway.deliver({ header, idempotencyKey: claim.key, sha256, bytes: new Uint8Array(Buffer.from(document, 'base64')) });
}

function attempted(station: Station, owner: string, claim: Claim, decision: DeliveryDecision, answer: AttemptAnswer): Attempted {
  const at = now(station);
  return {
    answer,
    record: () => {
      const outcome = outcomeOf(station, decision, answer);
      const ended = station.store.outbox.settle({ key: claim.key, owner, at, outcome });
      if (!ended.ok) return ended;
      const deferred = deferOthers(station, claim, outcome);
      if (!deferred.ok) return deferred;
      const stillWaits = ended.value.state === 'queued' || ended.value.state === 'unconfirmed';
      if (decision.attention === 'tooLong' && claim.subject !== null && stillWaits) return applyTo(station, claim.subject, 'tooLong', at);
      return claim.kind === 'certificate' && claim.subject !== null ? settleEarlier(station, claim.subject) : done(null);
    },
    recorded: (kept) => {
      if (!kept.ok) station.log.write('error', 'outbox.notSettled', { key: claim.key, outcome: decision.event, code: kept.failure.code });
      if (claim.subject === null) return;
      station.announce.changed(claim.subject);
      if (claim.kind === 'certificate') noticeState(station, claim.subject);
    },
  };
}

/** While its country does not answer, what else waits for it is not tried before this one is again. */
function deferOthers(station: Station, { destination }: Claim, outcome: Outcome): Result<unknown> {
  const isOut = outcome.kind === 'busy' && outcome.failure.code === 'destinationUnreachable';
  // heard meanwhile of another one: it answers again
  if (!isOut || destination === null || !station.countries.isFailing(destination)) return done(null);
  return station.store.outbox.defer({ destination, until: outcome.dueAt });
}

function applyTo(station: Station, id: string, event: 'tooLong', at: string): Result<unknown> {
  return station.store.outgoing.apply({ id, event, at, by: 'station' });
}

/** What waits too long for a person still has a date: a message that is no certificate goes on at the slowest pace. */
function outcomeOf(station: Station, decision: DeliveryDecision, answer: DeliveryAnswer | StatusAnswer): Outcome {
  const slowest = new Date(station.clock.now().getTime() + station.policy.delivery.backoff.ceilingMs);
  const dueAt = (decision.dueAt ?? slowest).toISOString();
  switch (answer.kind) {
    case 'accepted':
    case 'known':
      return { kind: answer.kind, receiptId: answer.receiptId, at: answer.at };
    case 'refused':
      return { kind: 'refused', faults: answer.faults };
    case 'differs':
      return { kind: 'differs', sha256: answer.sha256 };
    case 'unknownThere':
      return { kind: 'unknownThere', dueAt };
    case 'busy':
    case 'noAnswer':
      return { kind: answer.kind, dueAt, failure: answer.failure };
  }
}
