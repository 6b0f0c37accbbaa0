import { z } from 'zod/mini';
import { eventKinds, eventsAnswer } from '#contract/gateway-api.ts';
import type { EventsPage } from '#main/ports/gateway.ts';

/** A gateway of a later version may tell more than this station knows: that is passed over, and what stands beside it is not lost. */
export const eventsToRead = z.extend(eventsAnswer, {
  events: z.array(z.extend(eventsAnswer.shape.events.def.element, { kind: z.string() })),
});

export function knownOf({ events, cursor }: z.output<typeof eventsToRead>): EventsPage {
  const known = events.flatMap((event) => {
    const kind = eventKinds.find((one) => one === event.kind);
    return kind === undefined ? [] : [{ ...event, kind }];
  });
  return { events: known, cursor, isLast: events.length === 0 };
}
