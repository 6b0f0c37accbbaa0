import { z } from 'zod';
import { eventKinds, eventsAnswer } from '#contract/gateway-api.ts';
import type { GatewayEvent } from '#main/ports/gateway.ts';

/** A gateway of a later version may tell more than this station knows: that is passed over, and what stands beside it is not lost. */
export const eventsToRead = eventsAnswer.extend({ events: z.array(eventsAnswer.shape.events.element.extend({ kind: z.string() })) });

type Told = z.output<typeof eventsToRead>['events'][number];

export function knownEvents(told: readonly Told[]): readonly GatewayEvent[] {
  return told.flatMap((event) => {
    const kind = eventKinds.find((one) => one === event.kind);
    return kind === undefined ? [] : [{ ...event, kind }];
  });
}
