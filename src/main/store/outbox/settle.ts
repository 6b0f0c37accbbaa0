import { type Result, done, failed } from '#core/failure.ts';
import { type OutgoingEvent, type OutgoingState, nextOutgoing } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';
import type { OutboxKind, Outcome } from '#main/ports/store-outbox.ts';
import { jsonText } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';

export type End = { readonly key: string; readonly owner: string; readonly at: string; readonly outcome: Outcome };
export type Settled = { readonly state: OutgoingState | null; readonly isApplied: boolean };

type Row = {
  readonly key: number;
  readonly kind: OutboxKind;
  readonly subject: string | null;
  readonly phase: string;
  readonly lease_owner: string | null;
};

/** Inside a transaction: the attempt's end, the certificate's step or the message's, the journal line. */
export function settle(connection: Connection, end: End): Result<Settled> {
  const row = connection.first<Row>('SELECT key, kind, subject, phase, lease_owner FROM outbox WHERE idempotency_key = ?', end.key);
  if (!row) return failed({ code: 'documentNotFound', id: end.key });
  const at = ownTime(end.at);
  endAttempt(connection, row.key, end, at);
  const isOwner = row.lease_owner === end.owner;
  if (end.outcome.kind === 'heldBack' && isOwner) connection.run('UPDATE outbox SET attempts = attempts - 1 WHERE key = ?', row.key);
  return row.kind === 'certificate'
    ? settleCertificate(connection, row, end, at, isOwner)
    : settleMessage(connection, row, end, at, isOwner);
}

function endAttempt(connection: Connection, key: number, end: End, at: string): void {
  connection.run(
    `UPDATE attempt SET ended_at = ?, outcome = ?, detail = ?
     WHERE key = (SELECT max(key) FROM attempt WHERE outbox_key = ${anyValue} AND owner = ${anyValue} AND (ended_at IS NULL OR outcome = 'interrupted'))`,
    at,
    end.outcome.kind,
    detailOf(end.outcome),
    key,
    end.owner,
  );
}

function detailOf(outcome: Outcome): string | null {
  if (outcome.kind === 'refused') return jsonText(outcome.faults);
  if (outcome.kind === 'busy' || outcome.kind === 'noAnswer') return jsonText(outcome.failure);
  if (outcome.kind === 'accepted' || outcome.kind === 'known') return outcome.receiptId;
  return outcome.kind === 'differs' ? outcome.sha256 : null;
}

function settleCertificate(connection: Connection, row: Row, end: End, at: string, isOwner: boolean): Result<Settled> {
  const { outcome } = end;
  const found = connection.first<{ id: string; state: OutgoingState }>('SELECT id, state FROM outgoing WHERE id = ?', row.subject);
  if (!found) return failed({ code: 'documentNotFound', id: end.key });
  const isFact = outcome.kind === 'accepted' || outcome.kind === 'known' || outcome.kind === 'refused';
  if (!isOwner && !isFact) return done({ state: found.state, isApplied: false });
  if (outcome.kind === 'accepted' || outcome.kind === 'known')
    connection.run('UPDATE outgoing SET receipt_id = ? WHERE id = ?', outcome.receiptId, found.id);

  const event = eventOf(found.state, outcome);
  if (event === null) {
    // asked and not answered: still unconfirmed, asked again later
    if (isOwner && 'dueAt' in outcome) giveBack(connection, row.key, ownTime(outcome.dueAt));
    else if (isOwner) giveBack(connection, row.key, null);
    return done({ state: found.state, isApplied: false });
  }
  const moved = moveOutgoing(connection, {
    id: found.id,
    event,
    at,
    by: ourFindings.has(outcome.kind) ? 'station' : 'gateway',
    detail: outcome,
    ...('dueAt' in outcome ? { dueAt: outcome.dueAt } : {}),
  });
  if (!moved.ok) return moved;
  // a gateway event that had come early may have led further
  const state = connection.first<{ state: OutgoingState }>('SELECT state FROM outgoing WHERE id = ?', found.id)?.state ?? moved.value.to;
  return done({ state, isApplied: true });
}

/** What the station tells of itself; the rest the gateway said. */
const ourFindings: ReadonlySet<Outcome['kind']> = new Set(['noAnswer', 'differs', 'heldBack']);

/** The lifecycle's step for how an attempt ended, or null where there is none from this state. */
function eventOf(state: OutgoingState, outcome: Outcome): OutgoingEvent | null {
  const candidates: readonly OutgoingEvent[] =
    outcome.kind === 'accepted' || outcome.kind === 'known'
      ? ['accepted', 'known']
      : outcome.kind === 'differs'
        ? ['differs']
        : [outcome.kind];
  return candidates.find((event) => nextOutgoing(state, event) !== null) ?? null;
}

/** Answers, notices and mail: gone when accepted, before a person when refused, otherwise tried again. */
function settleMessage(connection: Connection, row: Row, end: End, at: string, isOwner: boolean): Result<Settled> {
  const { outcome } = end;
  if (row.phase === 'done') return done({ state: null, isApplied: false });
  if (outcome.kind === 'busy' || outcome.kind === 'noAnswer' || outcome.kind === 'unknownThere' || outcome.kind === 'heldBack') {
    if (isOwner) giveBack(connection, row.key, ownTime(outcome.dueAt));
    return done({ state: null, isApplied: isOwner });
  }
  const phase = outcome.kind === 'accepted' || outcome.kind === 'known' ? 'done' : 'held';
  connection.run('UPDATE outbox SET phase = ?, lease_owner = NULL, lease_until = NULL WHERE key = ?', phase, row.key);
  writeLine(connection, {
    at,
    kind: phase === 'done' ? 'messageDelivered' : 'messageRefused',
    subject: row.subject,
    by: 'gateway',
    detail: { key: end.key, kind: row.kind, outcome: outcome as unknown as Json },
  });
  return done({ state: null, isApplied: true });
}

function giveBack(connection: Connection, key: number, dueAt: string | null): void {
  connection.run('UPDATE outbox SET lease_owner = NULL, lease_until = NULL, due_at = ifnull(?, due_at) WHERE key = ?', dueAt, key);
}
