import { type Result, done } from '#core/failure.ts';
import type { OutgoingState } from '#core/lifecycle.ts';
import type { Json } from '#main/ports/store.ts';
import type { Claim, OutboxKind } from '#main/ports/store-outbox.ts';
import { parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { contentOf } from '#main/store/content.ts';
import { later, ownTime } from '#main/store/instants.ts';
import { moveOutgoing } from '#main/store/outgoing/move-outgoing.ts';
import { type SummaryColumns, summaryOf } from '#main/store/summary-columns.ts';

export const outboxKinds: readonly OutboxKind[] = ['certificate', 'answer', 'notice', 'mail', 'carried'];

export type ClaimRequest = {
  readonly now: string;
  readonly leaseMs: number;
  readonly owner: string;
  readonly kinds?: readonly OutboxKind[];
};

type ClaimedRow = {
  readonly key: number;
  readonly idempotency_key: string;
  readonly kind: OutboxKind;
  readonly subject: string | null;
  readonly destination: string | null;
  readonly payload: string;
  readonly phase: 'deliver' | 'ask';
  readonly queued_at: string;
  readonly attempts: number;
};

/**
 * One statement finds the row and takes it. A leased row's due time is the end of its lease, so one that a dead owner
 * left comes back by itself. Each kind has its own range of the index, hence one branch each.
 */
export function claimStatement(kinds: readonly OutboxKind[]): string {
  const branches = kinds.map(
    (kind) => `SELECT * FROM (SELECT o.key, o.due_at FROM outbox o
      WHERE o.kind = '${kind}' AND o.phase IN ('deliver', 'ask') AND o.due_at <= ?
      AND NOT EXISTS (SELECT 1 FROM outbox d WHERE d.key = o.depends_on AND d.phase <> 'done')
      ORDER BY o.due_at LIMIT 1)`,
  );
  return `UPDATE outbox SET lease_owner = ?, lease_until = ?, due_at = ?, attempts = attempts + 1
    WHERE key = (SELECT key FROM (${branches.join(' UNION ALL ')}) ORDER BY due_at LIMIT 1)
    RETURNING key, idempotency_key, kind, subject, destination, payload, phase, queued_at, attempts`;
}

/** Inside a transaction: what is due, leased, its attempt written down. */
export function claimDue(connection: Connection, request: ClaimRequest): Result<Claim | null> {
  const now = ownTime(request.now);
  const until = later(now, request.leaseMs);
  const kinds = request.kinds ?? outboxKinds;
  const row = connection.first<ClaimedRow>(claimStatement(kinds), request.owner, until, until, ...kinds.map(() => now));
  if (!row) return done(null);
  endInterrupted(connection, row.key, now);
  const what = row.kind === 'certificate' ? startDelivery(connection, row, now, request.owner, until) : done('deliver' as const);
  if (!what.ok) return what;
  connection.run(
    `INSERT INTO attempt (outbox_key, what, owner, started_at, outcome) VALUES (?, ?, ?, ?, 'running')`,
    row.key,
    what.value,
    request.owner,
    now,
  );
  return done({
    key: row.idempotency_key,
    kind: row.kind,
    what: what.value,
    subject: row.subject,
    destination: row.destination,
    attempt: row.attempts,
    queuedAt: row.queued_at,
    leaseUntil: until,
    certificate: row.kind === 'certificate' ? certificateOf(connection, row.subject) : null,
    payload: parseJson<Json>(row.payload),
  });
}

/** The last owner never said how its attempt ended. */
export function endInterrupted(connection: Connection, key: number, at: string): void {
  connection.run(`UPDATE attempt SET ended_at = ?, outcome = 'interrupted' WHERE outbox_key = ? AND ended_at IS NULL`, at, key);
}

function startDelivery(connection: Connection, row: ClaimedRow, at: string, owner: string, until: string): Result<'deliver' | 'ask'> {
  const state = connection.first<{ id: string; state: OutgoingState }>('SELECT id, state FROM outgoing WHERE id = ?', row.subject);
  if (!state || state.state === 'unconfirmed') return done('ask');
  if (state.state === 'queued') {
    const moved = moveOutgoing(connection, { id: state.id, event: 'attempt', at, by: 'station', detail: { attempt: row.attempts } });
    return moved.ok ? done('deliver') : moved;
  }
  // `sending` under a lease that ended: whether it arrived nobody knows, so the gateway is asked first
  const moved = moveOutgoing(connection, { id: state.id, event: 'noAnswer', at, by: 'station', detail: { why: 'leaseEnded' } });
  if (!moved.ok) return moved;
  connection.run('UPDATE outbox SET lease_owner = ?, lease_until = ?, due_at = ? WHERE key = ?', owner, until, until, row.key);
  return done('ask');
}

function certificateOf(connection: Connection, id: string | null): Claim['certificate'] {
  const row = connection.first<SummaryColumns & { signed_sha256: string; type: string; version: string }>(
    'SELECT * FROM outgoing WHERE id = ?',
    id,
  );
  const bytes = row ? contentOf(connection, row.signed_sha256) : null;
  if (!row || !bytes) return null;
  return { bytes, sha256: row.signed_sha256, type: row.type, version: row.version, summary: summaryOf(row) };
}
