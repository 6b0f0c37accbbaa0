import { type Result, done } from '#core/failure.ts';
import { type OutgoingEvent, type OutgoingState, nextOutgoing } from '#core/lifecycle.ts';
import type { GatewayEvent } from '#main/ports/gateway.ts';
import type { Acknowledgement, AppliedEvent } from '#main/ports/store-outgoing.ts';
import { jsonText, parseJson } from '#main/store/canonical-json.ts';
import { anyValue, type Connection } from '#main/store/connection.ts';
import { utcText } from '#main/store/instants.ts';
import { writeLine } from '#main/store/journal-chain.ts';
import { setOutgoingState } from '#main/store/outgoing/move-outgoing.ts';

const lifecycleEvent: Readonly<Record<GatewayEvent['kind'], OutgoingEvent>> = {
  receivedCorrectly: 'acknowledged',
  receivedWithErrors: 'faulted',
  rejected: 'rejected',
  used: 'used',
  replacementAsked: 'replacementAsked',
  withdrawn: 'withdrawn',
  replaced: 'replaced',
};

/** How far along a state is: an event that tells of less has come too late to change anything. */
const farness: Readonly<Partial<Record<OutgoingState, number>>> = {
  received: 1,
  receivedWithErrors: 1,
  used: 2,
  replacementAsked: 3,
  replaced: 4,
  withdrawn: 4,
};
const eventFarness: Readonly<Record<GatewayEvent['kind'], number>> = {
  receivedCorrectly: 1,
  receivedWithErrors: 1,
  rejected: 1,
  used: 2,
  replacementAsked: 3,
  replaced: 4,
  withdrawn: 4,
};

type Target = { readonly id: string; readonly key: number; readonly state: OutgoingState };

/** Inside a transaction: writes the event down once, and changes the state when lifecycle allows it. */
export function applyGatewayEvent(connection: Connection, event: GatewayEvent, at: string): Result<AppliedEvent> {
  if (connection.first('SELECT 1 FROM gateway_event WHERE id = ?', event.id)) {
    const target = targetOf(connection, event);
    return done({ id: target?.id ?? null, kind: 'repeated', state: target?.state ?? null });
  }
  const target = targetOf(connection, event);
  if (!target) {
    keepEvent(connection, event, null, 'unknownDocument', at);
    writeLine(connection, {
      at,
      kind: 'eventOfUnknownDocument',
      subject: null,
      by: event.source,
      detail: { event: event.id, document: event.documentId },
    });
    return done({ id: null, kind: 'unknownDocument', state: null });
  }
  const outcome = outcomeOf(target.state, event.kind);
  keepEvent(connection, event, target.key, outcome, at);
  if (outcome !== 'applied') {
    writeLine(connection, {
      at,
      kind: outcome === 'late' ? 'eventTooLate' : 'eventTooEarly',
      subject: target.id,
      by: event.source,
      detail: { event: event.id, kind: event.kind, at: event.at },
    });
    return done({ id: target.id, kind: outcome, state: target.state });
  }
  const state = changeBy(connection, target, event, at);
  const further = applyWaitingEvents(connection, { ...target, state, at });
  return done({ id: target.id, kind: 'applied', state: further });
}

/** After a change of state: events that had come too early. Returns the state they lead to. */
export function applyWaitingEvents(connection: Connection, target: Target & { readonly at: string }): OutgoingState {
  let state = target.state;
  // nearly always none waits: asked without the sorting that the search below needs
  if (!connection.first(`SELECT 1 FROM gateway_event WHERE outgoing_key = ? AND outcome = 'waits' LIMIT 1`, target.key)) return state;
  for (;;) {
    const waiting = connection
      .all<KeptEvent>(`SELECT * FROM gateway_event WHERE outgoing_key = ? AND outcome = 'waits' ORDER BY at, key`, target.key)
      .map((row) => ({ row, outcome: outcomeOf(state, row.kind) }))
      .find(({ outcome }) => outcome !== 'waits');
    if (!waiting) return state;
    connection.run('UPDATE gateway_event SET outcome = ? WHERE key = ?', waiting.outcome, waiting.row.key);
    if (waiting.outcome === 'applied') state = changeBy(connection, { ...target, state }, eventOf(waiting.row), target.at);
  }
}

function outcomeOf(state: OutgoingState, kind: GatewayEvent['kind']): 'applied' | 'waits' | 'late' {
  if (nextOutgoing(state, lifecycleEvent[kind]) !== null) return 'applied';
  return eventFarness[kind] <= (farness[state] ?? 0) ? 'late' : 'waits';
}

function changeBy(connection: Connection, target: Target, event: GatewayEvent, at: string): OutgoingState {
  const name = lifecycleEvent[event.kind];
  const to = nextOutgoing(target.state, name);
  if (to === null) return target.state;
  if (event.kind === 'receivedCorrectly' || event.kind === 'receivedWithErrors' || event.kind === 'rejected') {
    const acknowledgement: Acknowledgement = {
      code: event.kind === 'receivedCorrectly' ? 'RCB' : 'ERR',
      text: event.text,
      at: utcText(event.at) ?? at,
      faults: event.faults,
    };
    connection.run('UPDATE outgoing SET acknowledgement = ? WHERE key = ?', jsonText(acknowledgement), target.key);
  }
  setOutgoingState(connection, {
    id: target.id,
    key: target.key,
    from: target.state,
    to,
    kind: name,
    at,
    by: event.source,
    detail: { event: event.id, at: event.at, text: event.text, faults: event.faults },
  });
  return to;
}

/** By the hash of the signed bytes first: it can be nobody else's. Then by key, id, source's id, and at last by a number. */
export function targetOf(connection: Connection, event: Pick<GatewayEvent, 'documentId' | 'sha256'>): Target | undefined {
  const find = (condition: string, value: string): Target | undefined =>
    connection.first<Target>(`SELECT o.id, o.key, o.state FROM outgoing o ${condition} ORDER BY o.key DESC LIMIT 1`, value);
  /** its own first; an earlier version sent it by the one it came under */
  const byNumber = (column: 'number' | 'came_under'): Target | undefined =>
    find(`WHERE o.signed_sha256 IS NOT NULL AND o.${column} = ${anyValue}`, event.documentId);
  const bySha256 = event.sha256 === null ? undefined : find(`WHERE o.signed_sha256 = ${anyValue}`, event.sha256);
  return (
    bySha256 ??
    find(`JOIN outbox b ON b.key = o.outbox_key WHERE b.idempotency_key = ${anyValue}`, event.documentId) ??
    find('WHERE o.id = ?', event.documentId) ??
    find(`WHERE o.source = 'gateway' AND o.source_id = ${anyValue}`, event.documentId) ??
    (event.sha256 === null ? (byNumber('number') ?? byNumber('came_under')) : undefined)
  );
}

type KeptEvent = {
  readonly key: number;
  readonly id: string;
  readonly document_id: string;
  readonly sha256: string | null;
  readonly kind: GatewayEvent['kind'];
  readonly at: string;
  readonly source: string;
  readonly note: string | null;
  readonly faults: string;
};

function eventOf(row: KeptEvent): GatewayEvent {
  const { id, at, source, sha256, kind, note } = row;
  return { id, at, source, documentId: row.document_id, sha256, kind, text: note, faults: parseJson<GatewayEvent['faults']>(row.faults) };
}

function keepEvent(connection: Connection, event: GatewayEvent, key: number | null, outcome: string, at: string): void {
  connection.run(
    `INSERT INTO gateway_event (id, outgoing_key, document_id, sha256, kind, at, received_at, source, note, faults, outcome)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.id,
    key,
    event.documentId,
    event.sha256,
    event.kind,
    utcText(event.at) ?? at,
    at,
    event.source,
    event.text,
    jsonText(event.faults),
    outcome,
  );
}
