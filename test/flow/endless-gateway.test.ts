import { afterEach, expect, it } from 'vitest';
import { setImmediate as turn } from 'node:timers/promises';
import type { Header } from '#core/exchange/header.ts';
import { done } from '#core/failure.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

const arrivedAt = '2026-03-02T10:00:00.000Z';
const header = { sender: 'VUCEPE', senderCountry: 'PE' } as Header;
/** Each page tells one thing, always the same, and that there is more. */
const pages = {
  events: { events: [], unread: [], isLast: false },
  work: { items: [{ id: 'w-1', bytes: noteBytes('W-1'), assignedTo: null, dueAt: null, arrivedAt, source: 'gateway' }] },
  inbound: { documents: [{ id: 'i-1', header, bytes: noteBytes('I-1', { from: 'PE', to: 'CL' }), arrivedAt }] },
  notices: { notices: [{ id: 'n-1', from: 'PE', subject: 's', text: 't', at: arrivedAt }] },
};

it.each(['events', 'work', 'inbound', 'notices'] as const)(
  'a gateway whose %s have no end keeps no turn busy for ever: the next one goes on where it ended',
  async (name) => {
    bench = benchStation({ policy: { pollMs: 3_600_000 } });
    const asked: (string | null)[] = [];
    Object.assign(bench.gateway, {
      [name]: async (after: string | null) => {
        await turn();
        asked.push(after);
        return done({ ...pages[name], cursor: String(asked.length) });
      },
    });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    const atFirst = asked.length;
    expect(bench.log).toContainEqual({ event: 'synchronise.tooManyPages', details: { of: name, pages: expect.any(Number) } });
    await bench.station.syncOnce();
    expect(asked.length).toBeGreaterThan(atFirst);
    expect(asked).toEqual([null, ...asked.slice(1).map((_, nth) => String(nth + 1))]);
  },
);

it('a page that leads no further is the last, whatever it says of itself', async () => {
  bench = benchStation({ policy: { pollMs: 3_600_000 } });
  const steps: string[] = [];
  bench.gateway.events = async () => {
    steps.push('events');
    return done({ events: [], unread: [], cursor: '7', isLast: false });
  };
  bench.gateway.inbound = async () => {
    steps.push('inbound');
    return done({ documents: [], cursor: '0' });
  };
  await expectValue(bench.station.start());
  await bench.station.syncOnce();
  expect(steps.slice(0, 3)).toEqual(['events', 'events', 'inbound']);
});
