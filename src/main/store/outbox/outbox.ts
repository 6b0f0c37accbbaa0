import { type Result, done } from '#core/failure.ts';
import type { Fault } from '#core/delivery.ts';
import type { Attempt, CarriedEnd, Outbox, OutboxKind, WaitingCertificate } from '#main/ports/store-outbox.ts';
import { canonicalJson, parseJson } from '#main/store/canonical-json.ts';
import type { Connection } from '#main/store/connection.ts';
import { later, ownTime } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { claimDue, outboxKinds } from '#main/store/outbox/claim.ts';
import { settle } from '#main/store/outbox/settle.ts';

export type Message = Parameters<Outbox['enqueue']>[0];

export function outbox(connection: Connection): Outbox {
  return {
    claimDue: (request) => connection.write(() => claimDue(connection, request)),
    extendLease: ({ key, owner, now, leaseMs }) =>
      connection.write(() => {
        const until = later(ownTime(now), leaseMs);
        const { changes } = connection.run(
          'UPDATE outbox SET lease_until = ?, due_at = ? WHERE idempotency_key = ? AND lease_owner = ? AND lease_until > ?',
          until,
          until,
          key,
          owner,
          ownTime(now),
        );
        return done(changes === 1);
      }),
    settle: (end) => connection.write(() => settle(connection, end)),
    hasten: (request) => connection.write(() => done(hasten(connection, request))),
    defer: (request) => connection.write(() => done(defer(connection, request))),
    nextDueAt: (kinds) =>
      connection.read(() => {
        const times = (kinds ?? outboxKinds).map(
          (kind) =>
            connection.first<{ at: string | null }>(
              `SELECT min(due_at) AS at FROM outbox WHERE kind = '${kind}' AND phase IN ('deliver', 'ask')`,
            )?.at ?? null,
        );
        return done(times.filter((time) => time !== null).sort()[0] ?? null);
      }),
    waiting: () =>
      connection.read(() =>
        done(
          connection.all<{ kind: OutboxKind; destination: string | null; count: number; since: string }>(
            `SELECT kind, destination, count(*) AS count, min(queued_at) AS since FROM outbox
             WHERE kind IN (${outboxKinds.map((kind) => `'${kind}'`).join(', ')}) AND phase IN ('deliver', 'ask')
             GROUP BY kind, destination ORDER BY since`,
          ),
        ),
      ),
    attempts: (id) => connection.read(() => done(attemptsOf(connection, id))),
    enqueue: (message) => connection.write(() => enqueue(connection, message)),
    certificatesWaiting: ({ after }) =>
      connection.read(() =>
        done(
          connection.all<WaitingCertificate>(
            `SELECT o.subject AS id, o.idempotency_key AS key, (SELECT d.idempotency_key FROM outbox d WHERE d.key = o.depends_on) AS earlierKey
             FROM outbox o WHERE o.kind = 'certificate' AND o.phase <> 'done'
             AND o.key > ifnull((SELECT key FROM outbox WHERE idempotency_key = ?), 0) ORDER BY o.key`,
            after,
          ),
        ),
      ),
    carriedEnd: (key) => connection.read(() => done(carriedEnd(connection, key))),
  };
}

/** Inside a transaction: puts a message into the outbox, once. */
export function enqueue(connection: Connection, message: Message): Result<{ readonly isNew: boolean }> {
  const at = ownTime(message.at);
  const { changes } = connection.run(
    `INSERT INTO outbox (idempotency_key, kind, subject, destination, payload, phase, depends_on, queued_at, due_at)
     VALUES (?, ?, ?, ?, ?, 'deliver', (SELECT key FROM outbox WHERE idempotency_key = ?), ?, ?) ON CONFLICT (idempotency_key) DO NOTHING`,
    message.key,
    message.kind,
    message.subject,
    message.destination,
    canonicalJson(message.payload),
    message.after ?? null,
    at,
    message.dueAt === undefined ? at : ownTime(message.dueAt),
  );
  if (changes === 1)
    writeLine(connection, {
      at,
      kind: 'messageQueued',
      subject: message.subject,
      by: message.by,
      detail: { key: message.key, kind: message.kind, destination: message.destination },
    });
  return done({ isNew: changes === 1 });
}

/** How the delivery of what a courier brought ended: `waiting` while it has not, null where nobody brought it. */
function carriedEnd(connection: Connection, key: string): CarriedEnd | null {
  const row = connection.first<{ phase: string; outcome: string | null; detail: string | null; at: string | null }>(
    `SELECT o.phase, a.outcome, a.detail, a.ended_at AS at FROM outbox o
     LEFT JOIN attempt a ON a.key = (SELECT max(key) FROM attempt WHERE outbox_key = o.key)
     WHERE o.idempotency_key = ? AND o.kind = 'carried'`,
    key,
  );
  if (!row) return null;
  if (row.phase === 'done') return { kind: 'accepted', receiptId: row.detail ?? '', at: row.at ?? '' };
  if (row.phase !== 'held') return { kind: 'waiting' };
  return { kind: 'refused', faults: row.outcome === 'refused' ? parseJson<readonly Fault[]>(row.detail ?? '[]') : [] };
}

/** What is leased is at work already: it stays as it is. */
function hasten(connection: Connection, request: Parameters<Outbox['hasten']>[0]): number {
  const at = ownTime(request.at);
  const unleased = `phase IN ('deliver', 'ask') AND lease_owner IS NULL AND due_at > ?`;
  if (request.key !== undefined)
    return connection.run(`UPDATE outbox SET due_at = ? WHERE idempotency_key = ? AND ${unleased}`, at, request.key, at).changes;
  return outboxKinds.reduce((sum, kind) => {
    const { changes } =
      request.destination === undefined
        ? connection.run(`UPDATE outbox SET due_at = ? WHERE kind = ? AND ${unleased}`, at, kind, at)
        : connection.run(
            `UPDATE outbox SET due_at = ? WHERE kind = ? AND destination = ? AND ${unleased}`,
            at,
            kind,
            request.destination,
            at,
          );
    return sum + changes;
  }, 0);
}

/** What is leased is on its way; what is only asked about needs nobody but the gateway. Both phases are named for the index. */
function defer(connection: Connection, request: Parameters<Outbox['defer']>[0]): number {
  const until = ownTime(request.until);
  return (['certificate', 'carried'] satisfies OutboxKind[]).reduce((sum, kind) => {
    const { changes } = connection.run(
      `UPDATE outbox SET due_at = ?
       WHERE kind = '${kind}' AND destination = ? AND phase IN ('deliver', 'ask') AND phase = 'deliver' AND lease_owner IS NULL AND due_at < ?`,
      until,
      request.destination,
      until,
    );
    return sum + changes;
  }, 0);
}

function attemptsOf(connection: Connection, id: string): readonly Attempt[] {
  return connection.all<Attempt>(
    `SELECT a.what, a.started_at AS startedAt, a.ended_at AS endedAt, a.outcome, a.detail
     FROM outgoing o JOIN attempt a ON a.outbox_key = o.outbox_key WHERE o.id = ? ORDER BY a.key`,
    id,
  );
}
