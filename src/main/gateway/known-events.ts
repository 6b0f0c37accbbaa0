import { z } from 'zod';
import { eventKinds, eventsAnswer } from '#contract/gateway-api.ts';
import type { EventsPage } from '#main/ports/gateway.ts';

/** A gateway of a later version may tell more than this station knows: that is passed over, and what stands beside it is not lost. */
export const eventsToRead = eventsAnswer.extend({ events: z.array(eventsAnswer.shape.events.element.extend({ kind: z.string() })) });

export function knownOf({ events, cursor }: z.output<typeof eventsToRead>): EventsPage {
  const known = events.flatMap((event) => {
    const kind = eventKinds.find((one) => one === event.kind);
    return kind === undefined ? [] : [{ ...event, kind }];
  });
  return { events: known, cursor, isLast: events.length === 0 };
}
