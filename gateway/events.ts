import { randomUUID } from 'node:crypto';
import type { z } from 'zod/mini';
import type { eventsAnswer } from '#contract/gateway-api.ts';
import type { Fault } from '#core/delivery.ts';
import { type Context, type Handler, ownerOf } from '#gateway/context.ts';
import { cursorOf, pageSize } from '#gateway/cursor.ts';
import { json } from '#gateway/http.ts';

type EventKind = z.infer<typeof eventsAnswer>['events'][number]['kind'];
export type NewEvent = {
  readonly id?: string;
  readonly owner: string;
  readonly at: string;
  readonly source: string;
  readonly documentId: string;
  readonly sha256: string | null;
  readonly kind: EventKind;
  readonly text: string | null;
  readonly faults: readonly Fault[];
};
type Row = {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly source: string;
  readonly document_id: string;
  readonly sha256: string | null;
  readonly kind: string;
  readonly text: string | null;
  readonly faults: string;
};

export function addEvent({ ledger }: Context, event: NewEvent): void {
  ledger
    .prepare('insert into events (id, owner, at, source, document_id, sha256, kind, text, faults) values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      event.id ?? randomUUID(),
      event.owner,
      event.at,
      event.source,
      event.documentId,
      event.sha256,
      event.kind,
      event.text,
      JSON.stringify(event.faults),
    );
}

export const listEvents: Handler = ({ ledger, behaviour }, { participant, query }) => {
  const after = cursorOf(query);
  const rows = ledger
    .prepare<[string, number, number], Row>('select * from events where owner = ? and seq > ? order by seq limit ?')
    .all(ownerOf(participant), after, pageSize(query, 500));
  return json(200, {
    events: (behaviour.eventsDisordered ? [...rows, ...rows].reverse() : rows).map((row) => ({
      id: row.id,
      at: row.at,
      source: row.source,
      documentId: row.document_id,
      sha256: row.sha256,
      kind: row.kind,
      text: row.text,
      faults: JSON.parse(row.faults) as unknown,
    })),
    cursor: String(rows.at(-1)?.seq ?? after),
  });
};
