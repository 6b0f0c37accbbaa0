import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { done, failed } from '#core/failure.ts';
import type { Header } from '#core/exchange/header.ts';
import { noteBytes, sha256 } from '#test/fakes/note-documents.ts';
import { sendMailDue } from '#main/station/send-mail.ts';
import type { Station } from '#main/station/station-parts.ts';
import { systemClock } from '#main/system-clock.ts';
import { benchStation, testPolicy, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNotes, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** `part.call` of the store that fails the next time it is asked, and that once. */
let failing: string | null = null;
function failingOnce<T extends object>(port: T, path = ''): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      const place = path === '' ? String(name) : `${path}.${String(name)}`;
      if (typeof value === 'object' && value !== null && path === '') return failingOnce(value, place);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        if (failing !== place) return Reflect.apply(value, target, words) as unknown;
        failing = null;
        return failed({ code: 'storeInputOutput', detail: 'EIO' });
      };
    },
  });
}
const quick = { wrap: failingOnce, policy: { leaseMs: 200 } };

function arrive(number: string, more: Parameters<typeof noteBytes>[1] = {}): void {
  const note = Buffer.from(noteBytes(number, { from: 'PE', to: 'CL', ...more })).toString();
  const bytes = Buffer.from(note.replace('</note>', `<sig key="ab">${sha256(note)}</sig></note>`));
  const header = { sender: 'VUCEPE', senderCountry: 'PE' } as Header;
  bench.gateway.documents.push({ id: randomUUID(), header, bytes, arrivedAt: new Date().toISOString() });
}

const incoming = (): Record<string, string> => {
  const rows = bench.store.incoming.list({});
  return rows.ok ? Object.fromEntries(rows.value.rows.map(({ number, state }) => [number, state])) : {};
};

describe('a store that fails for a moment', () => {
  it('leaves no letter waiting for ever: when the next is due is asked again', async () => {
    bench = benchStation();
    const mail = { send: () => Promise.resolve(done(null)) };
    const parts = { mail, store: failingOnce(bench.store), policy: testPolicy, log: { write: () => undefined }, clock: systemClock };
    failing = 'outbox.nextDueAt';
    expect(await sendMailDue(parts as unknown as Station, () => false)()).toBe(30_000);
    expect(await sendMailDue(parts as unknown as Station, () => false)()).toBeNull();
  });

  it.each(['incoming.apply', 'incoming.answer', 'incoming.row'])(
    'at %s leaves no certificate of another country in use that was replaced, and none unanswered',
    async (call) => {
      bench = benchStation(quick);
      await expectValue(bench.station.start());
      arrive('R-1');
      await bench.until(() => incoming()['R-1'] === 'acknowledged');
      failing = call;
      arrive('R-2', { replaces: 'R-1' });
      await bench.until(() => incoming()['R-1'] === 'replaced' && incoming()['R-2'] === 'acknowledged');
      expect(failing).toBeNull();
      await bench.until(() => bench.gateway.answers.size === 2);
    },
  );

  it('leaves none in use either whose replacement had come before it', async () => {
    bench = benchStation(quick);
    await expectValue(bench.station.start());
    arrive('R-2', { replaces: 'R-1' });
    await bench.until(() => incoming()['R-2'] === 'acknowledged');
    failing = 'incoming.replacing';
    arrive('R-1');
    await bench.until(() => incoming()['R-1'] === 'replaced');
    expect(failing).toBeNull();
  });

  it('takes no second certificate of a number for the only one', async () => {
    bench = benchStation(quick);
    await expectValue(bench.station.start());
    arrive('R-1', { goods: 'uno' });
    await bench.until(() => incoming()['R-1'] === 'acknowledged');
    failing = 'incoming.byNumber';
    arrive('R-1', { goods: 'dos' });
    await bench.until(() => bench.gateway.answers.size === 2);
    expect([failing, [...bench.gateway.answers.values()].map(({ kind }) => kind)]).toEqual([
      null,
      ['receivedCorrectly', 'receivedWithErrors'],
    ]);
  });

  it.each(['outgoing.byNumber', 'outgoing.apply'])(
    'at %s leaves no certificate of ours in force whose replacement has arrived, and sends nothing twice',
    async (call) => {
      bench = benchStation(quick);
      bench.gateway.acknowledges = false;
      await expectValue(bench.station.start());
      const [first = ''] = await signNotes(bench, ['R-1']);
      await bench.until(() => stateOf(bench, first) === 'sent');
      bench.gateway.isDown = true;
      const [second = ''] = await signNotes(bench, ['R-2'], { replaces: 'R-1' });
      await bench.until(() => stateOf(bench, second) === 'queued');
      failing = call;
      bench.gateway.isDown = false;
      await bench.until(() => stateOf(bench, second) === 'sent' && stateOf(bench, first) === 'replaced');
      expect([failing, bench.gateway.deliveries.length, bench.gateway.held.size]).toEqual([null, 2, 2]);
    },
  );
});
