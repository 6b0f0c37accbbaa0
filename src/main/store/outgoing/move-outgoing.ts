import { type Result, done, failed } from '#core/failure.ts';
import { type OutgoingEvent, type OutgoingState, nextOutgoing } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';
import type { Connection } from '#main/store/connection.ts';
import { ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { applyWaitingEvents } from '#main/store/outgoing/gateway-events.ts';

export type Move = {
  readonly id: string;
  readonly event: OutgoingEvent;
  readonly at: string;
  readonly by: string;
  readonly detail?: Json;
  /** when the outbox is to try next; unchanged when absent */
  readonly dueAt?: string;
};

export type Moved = { readonly key: number; readonly from: OutgoingState; readonly to: OutgoingState };

/** One step of the life of an outgoing certificate: state, outbox and journal line, in the transaction that is open. */
export function moveOutgoing(connection: Connection, move: Move): Result<Moved> {
  const row = connection.first<{ key: number; state: OutgoingState }>('SELECT key, state FROM outgoing WHERE id = ?', move.id);
  if (!row) return failed({ code: 'documentNotFound', id: move.id });
  const to = nextOutgoing(row.state, move.event);
  if (to === null) return failed({ code: 'stateForbids', state: row.state, action: move.event });
  setOutgoingState(connection, { ...move, kind: move.event, key: row.key, from: row.state, to });
  applyWaitingEvents(connection, { id: move.id, key: row.key, state: to, at: move.at });
  return done({ key: row.key, from: row.state, to });
}

type Change = Omit<Move, 'event'> &
  Moved & {
    readonly kind: string;
    /** what else this step writes into the row: one UPDATE touches each of its pages and indexes once */
    readonly columns?: { readonly set: string; readonly values: readonly (string | number | null)[] };
  };

/** Writes a state that lifecycle allows: the one place where an outgoing certificate changes its state. */
export function setOutgoingState(connection: Connection, change: Change): void {
  const at = ownTime(change.at);
  const { set = '', values = [] } = change.columns ?? {};
  connection.run(`UPDATE outgoing SET state = ?, changed_at = ?${set} WHERE key = ?`, change.to, at, ...values, change.key);
  if ((change.to === 'inReview' || change.to === 'pending') && change.from !== 'draft')
    connection.run('UPDATE outgoing SET digest = NULL, to_sign_sha256 = NULL WHERE key = ? AND digest IS NOT NULL', change.key);
  if (!unsigned.has(change.from)) setPhase(connection, change.key, change.to, change.dueAt === undefined ? null : ownTime(change.dueAt));
  writeLine(connection, {
    at,
    kind: change.kind,
    subject: change.id,
    by: change.by,
    detail: { from: change.from, to: change.to, ...(change.detail === undefined ? {} : { detail: change.detail }) },
  });
}

/** From these there is no row in the outbox, or one put in by this very step. */
const unsigned: ReadonlySet<OutgoingState> = new Set(['draft', 'pending', 'inReview', 'approved', 'declined']);

/** What the outbox has to do for a certificate in this state. */
function phaseOf(state: OutgoingState): 'deliver' | 'ask' | 'held' | 'done' {
  if (state === 'queued' || state === 'sending') return 'deliver';
  if (state === 'unconfirmed') return 'ask';
  return state === 'needsAttention' ? 'held' : 'done';
}

/** `sending` keeps its lease; every other state gives it back. */
function setPhase(connection: Connection, key: number, state: OutgoingState, dueAt: string | null): void {
  if (state === 'sending') return;
  connection.run(
    `UPDATE outbox SET phase = ?, due_at = ifnull(?, due_at), lease_owner = NULL, lease_until = NULL
     WHERE key = (SELECT outbox_key FROM outgoing WHERE key = ?)`,
    phaseOf(state),
    dueAt,
    key,
  );
}
