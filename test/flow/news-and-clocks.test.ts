import { afterEach, describe, expect, it } from 'vitest';
import { done } from '#core/failure.ts';
import { systemClock } from '#main/system-clock.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

describe('news of a certificate', () => {
  it('told twice and in the wrong order ends where it would have ended in order', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    const id = await signNote(bench, 'W-1');
    await bench.until(() => stateOf(bench, id) === 'sent');
    const [held] = [...bench.gateway.held.values()];
    if (held === undefined) throw new Error('the gateway holds nothing');
    for (const kind of ['used', 'receivedCorrectly', 'used', 'receivedCorrectly'] as const) bench.gateway.tell(held, kind);
    await bench.station.syncOnce();
    await bench.until(() => stateOf(bench, id) === 'used');
    await bench.station.syncOnce();
    expect(stateOf(bench, id)).toBe('used');
  });

  it('is asked for on, in the same turn, behind a page of which nothing is known here', async () => {
    bench = benchStation();
    const { gateway } = bench;
    const steps: string[] = [];
    gateway.events = async (cursor) => {
      steps.push(`events after ${cursor ?? 'none'}`);
      return done({ events: [], unread: [], cursor: '7', isLast: cursor !== null });
    };
    gateway.inbound = async () => {
      steps.push('inbound');
      return done({ documents: [], cursor: '0' });
    };
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    expect(steps.slice(0, 3)).toEqual(['events after none', 'events after 7', 'inbound']);
  });
});

describe('a clock that jumps', () => {
  it('is noticed before the PIN when somebody set it after the gateway last told the time, and not when the machine slept', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    const { handlers } = bench.station;
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes('C-1') }));
    const approval = async () => {
      const { digest } = await expectValue(handlers.openReview({ id }));
      return handlers.approve({ id, digest });
    };
    const twoHours = 2 * 3_600_000;
    bench.nowMs = () => Date.now() + twoHours;
    expect(await approval()).toMatchObject({ ok: false, failure: { code: 'clockImplausible' } });
    bench.sinceBootMs = () => systemClock.sinceBootMs() + twoHours;
    expect(await approval()).toMatchObject({ ok: true });
    expect(bench.person.asked).toHaveLength(0);
  });

  it('is not refused while nobody can contradict it, but told before the PIN and marked in the journal once a day has passed unconfirmed', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    const kept = await expectValue(Promise.resolve(bench.store.cursor('clockConfirmed')));
    expect(Math.abs(Date.parse(kept ?? '') - Date.now())).toBeLessThan(60_000);
    await bench.stop();

    bench = benchStation();
    bench.gateway.isDown = true;
    bench.store.setCursor('clockConfirmed', '2026-03-05T17:02:11.000Z');
    bench.nowMs = () => Date.parse('2026-03-06T17:02:00.000Z');
    await expectValue(bench.station.start());
    const { handlers } = bench.station;
    const early = await signNote(bench, 'C-2');
    const ofEarly = await expectValue(handlers.certificate({ id: early }));
    expect(ofEarly.timeline.map(({ kind }) => kind)).not.toContain('signedOnUnconfirmedClock');

    bench.nowMs = () => Date.parse('2026-03-09T08:30:00.000Z');
    const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes('C-3') }));
    const { digest } = await expectValue(handlers.openReview({ id }));
    await expectValue(handlers.approve({ id, digest }));
    const { rows } = await expectValue(handlers.authority({ ids: [id], fingerprint: bench.token.fingerprint }));
    expect(rows[0]).toMatchObject({ judgement: { verdict: 'valid' } });
    expect(rows[0]?.sentences.at(-1)?.en).toBe(
      "This computer's clock says 2026-03-09 08:30 UTC, and the gateway has not confirmed it since 2026-03-05 17:02 UTC. Check date and time before you sign.",
    );
    const { batchId } = await expectValue(handlers.sign({ ids: [id], fingerprint: bench.token.fingerprint }));
    await bench.station.batches.settled(batchId);
    const { timeline } = await expectValue(handlers.certificate({ id }));
    expect(timeline.find(({ kind }) => kind === 'signedOnUnconfirmedClock')?.sentence.es).toBe(
      'Se firmó por el reloj de este equipo, y la ventanilla no lo confirma desde 2026-03-05 17:02 UTC.',
    );
  });

  it('back by three hours while the line is up: what is to be tried again in a second waits no hours for it', async () => {
    bench = benchStation({
      policy: { delivery: { backoff: { firstMs: 1_000, factor: 1, ceilingMs: 1_000 }, tooLongMs: 3_600_000 } },
    });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.behaviour.push('busy');
    const id = await signNote(bench, 'C-4');
    await bench.until(() => bench.gateway.deliveries.length === 1 && stateOf(bench, id) === 'queued');
    bench.nowMs = () => Date.now() - 3 * 3_600_000;
    await bench.until(() => stateOf(bench, id) === 'received', 10_000);
    expect([bench.gateway.deliveries.length, bench.gateway.held.size]).toEqual([2, 1]);
    expect(bench.log.filter(({ event }) => event === 'clock.setBack')).toHaveLength(1);
  });

  it('back by 30 hours while there is no line: the line is looked for all the same, and the certificate that waited is sent', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    const id = await signNote(bench, 'W-3');
    bench.nowMs = () => Date.now() - 30 * 3_600_000;
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(bench.gateway.held.size).toBe(1);
  });

  for (const hours of [-30, 30])
    it(`by ${hours} hours, as after sleep, while a certificate waits: it is sent once when the line is back`, async () => {
      bench = benchStation();
      await expectValue(bench.station.start());
      await bench.station.syncOnce();
      bench.gateway.isDown = true;
      await bench.station.syncOnce();
      const id = await signNote(bench, 'W-2');
      bench.nowMs = () => Date.now() + hours * 3_600_000;
      bench.gateway.isDown = false;
      bench.station.resume();
      await bench.until(() => stateOf(bench, id) === 'received');
      expect(bench.gateway.held.size).toBe(1);
      const journal = bench.store.journal.verify();
      expect(journal.ok && journal.value.broken).toBeNull();
    });
});
