import { expect, it } from 'vitest';
import { eventsToRead, knownEvents } from '#main/gateway/known-events.ts';

it('what a gateway of a later version tells besides is passed over, and what stands beside it is heard', () => {
  const event = {
    id: 'e-1',
    at: '2026-11-22T00:00:00Z',
    source: 's',
    documentId: 'd',
    sha256: null,
    kind: 'used',
    text: null,
    faults: [],
  };
  const page = eventsToRead.parse({ events: [{ ...event, id: 'e-0', kind: 'sealedByTheMoon' }, event], cursor: '2' });
  expect(knownEvents(page.events)).toEqual([event]);
});
