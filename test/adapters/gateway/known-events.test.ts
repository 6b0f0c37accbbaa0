import { expect, it } from 'vitest';
import { eventsToRead, knownOf } from '#main/gateway/known-events.ts';

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

it('what a gateway of a later version tells besides is passed over, and what stands beside it is heard', () => {
  const page = eventsToRead.parse({ events: [{ ...event, id: 'e-0', kind: 'sealedByTheMoon' }, event], cursor: '2' });
  expect(knownOf(page)).toEqual({ events: [event], cursor: '2', isLast: false });
});

it('a page that tells nothing known is not the last for that: an empty one is', () => {
  const page = { events: [{ ...event, kind: 'sealedByTheMoon' }], cursor: '2' };
  expect(knownOf(page)).toEqual({ events: [], cursor: '2', isLast: false });
  expect(knownOf({ ...page, events: [] }).isLast).toBe(true);
});
