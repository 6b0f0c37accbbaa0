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

it('what a gateway of a later version tells besides is put away with the field that says so, and what stands beside it is heard', () => {
  const later = { ...event, id: 'e-0', kind: 'sealedByTheMoon' };
  const page = eventsToRead.parse({ events: [later, event], cursor: '2' });
  const unread = { id: 'e-0', documentId: 'd', sha256: null, field: 'kind', json: JSON.stringify(later) };
  expect(knownOf(page)).toEqual({ events: [event], unread: [unread], cursor: '2', isLast: false });
});

it.each([
  ['a fault code longer than the standard has', { ...event, faults: [{ code: 'F12345', message: 'x' }] }, 'faults.0.code', 'e-1', 'd'],
  ['a day for a time', { ...event, at: '2026-11-22' }, 'at', 'e-1', 'd'],
  ['a hash in capitals', { ...event, sha256: 'AB'.repeat(32) }, 'sha256', 'e-1', 'd'],
  ['no id', { ...event, id: undefined }, 'id', null, 'd'],
  ['a number for a document', { ...event, documentId: 7 }, 'documentId', 'e-1', null],
  ['no event at all', null, '', null, null],
])('an event with %s is put away whole, by what of it can be read', (_, told, field, id, documentId) => {
  const page = eventsToRead.parse({ events: [told, { ...event, id: 'e-2' }], cursor: '2' });
  expect(knownOf(page)).toMatchObject({
    events: [{ id: 'e-2' }],
    unread: [{ id, documentId, sha256: null, field, json: JSON.stringify(told) }],
  });
});

it('a page that tells nothing known is not the last for that: an empty one is', () => {
  const page = { events: [{ ...event, kind: 'sealedByTheMoon' }], cursor: '2' };
  expect(knownOf(page)).toMatchObject({ events: [], cursor: '2', isLast: false });
  expect(knownOf({ ...page, events: [] }).isLast).toBe(true);
});
