import { z } from 'zod/mini';
import { eventsAnswer } from '#contract/gateway-api.ts';
import { fieldOf } from '#main/gateway/answer.ts';
import type { EventsPage, GatewayEvent, UnreadEvent } from '#main/ports/gateway.ts';

const event = eventsAnswer.shape.events.def.element;
const { id, documentId, sha256 } = event.shape;
const members = z.record(z.string(), z.unknown());

/** A page whose events are looked at one by one: what is none stops nothing that stands beside or behind it. */
export const eventsToRead = z.extend(eventsAnswer, { events: z.array(z.unknown()) });

/** A gateway of a later version may tell more than this station knows, and any gateway may be wrong: that is put away unread. */
export function knownOf({ events, cursor }: z.output<typeof eventsToRead>): EventsPage {
  const known: GatewayEvent[] = [];
  const unread: UnreadEvent[] = [];
  for (const one of events) {
    const read = event.safeParse(one);
    if (read.success) known.push(read.data);
    else unread.push({ ...whoseOf(one), field: fieldOf(read.error), json: JSON.stringify(one) });
  }
  return { events: known, unread, cursor, isLast: events.length === 0 };
}

/** What it is and of which certificate, each where that much can be read. */
function whoseOf(one: unknown): Pick<UnreadEvent, 'id' | 'documentId' | 'sha256'> {
  const told = readable(members, one) ?? {};
  return { id: readable(id, told['id']), documentId: readable(documentId, told['documentId']), sha256: readable(sha256, told['sha256']) };
}

function readable<Shape extends z.ZodMiniType>(shape: Shape, value: unknown): z.output<Shape> | null {
  const read = shape.safeParse(value);
  return read.success ? read.data : null;
}
