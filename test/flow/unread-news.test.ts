import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed } from '#core/failure.ts';
import type { UnreadEvent } from '#main/ports/gateway.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
let certificate: string;
beforeEach(async () => {
  bench = benchStation();
  bench.gateway.acknowledges = false;
  await expectValue(bench.station.start());
  certificate = await signNote(bench, 'U-1');
  await bench.until(() => stateOf(bench, certificate) === 'sent');
});
afterEach(async () => bench.stop());

const json = '{"id":"e-bad","text":"secreto"}';
const bad = (more: Partial<UnreadEvent> = {}): UnreadEvent => ({
  id: 'e-bad',
  documentId: 'U-1',
  sha256: null,
  field: 'faults.0.code',
  json,
  ...more,
});
const notedLines = async () =>
  (await expectValue(bench.station.handlers.certificate({ id: certificate }))).timeline.filter(({ kind }) => kind === 'eventUnread');
const putAway = () => {
  const kept = bench.store.evidence.find({ kind: 'incident' });
  return kept.ok ? kept.value.map(({ key, bytes }) => [key, Buffer.from(bytes).toString('utf8')]) : kept;
};

describe('news that cannot be read', () => {
  it('holds up none beside it, is kept whole, noted once with the certificate it names and told to the log without what it says', async () => {
    bench.gateway.unread = [bad()];
    const [held] = [...bench.gateway.held.values()];
    if (held === undefined) throw new Error('the gateway holds nothing');
    bench.gateway.tell(held, 'receivedWithErrors', [{ code: 'F12', message: 'x' }]);
    await bench.station.syncOnce();
    await bench.until(() => stateOf(bench, certificate) === 'receivedWithErrors');
    await bench.station.syncOnce();

    const noted = await notedLines();
    expect(noted).toHaveLength(1);
    expect(noted[0]?.sentence).toEqual({
      es: 'Llegó una noticia que este programa no sabe leer (faults.0.code); quedó guardada. Pregunte a la ventanilla qué dice.',
      en: 'News arrived that this program cannot read (faults.0.code); it was kept. Ask the gateway what it says.',
    });
    expect(putAway()).toEqual([['e-bad', json]]);
    expect(bench.log).toContainEqual({ event: 'follow.unreadEvent', details: { event: 'e-bad', field: 'faults.0.code' } });
    expect(JSON.stringify(bench.log)).not.toContain('secreto');
  });

  it('is kept also where it names no certificate of ours, or nothing', async () => {
    bench.gateway.unread = [bad({ documentId: 'U-9' }), bad({ id: null, documentId: null, field: '', json: 'null' })];
    await bench.station.syncOnce();
    expect(putAway()).toHaveLength(2);
    expect(await notedLines()).toEqual([]);
  });

  it('is asked for again while it cannot be stored', async () => {
    const [held] = [...bench.gateway.held.values()];
    if (held === undefined) throw new Error('the gateway holds nothing');
    const before = bench.store.cursor('events');
    bench.gateway.unread = [bad()];
    const { keepUnreadEvent } = bench.store.outgoing;
    Object.assign(bench.store.outgoing, { keepUnreadEvent: () => failed({ code: 'storeFull' }) });
    bench.gateway.tell(held, 'receivedCorrectly');
    await bench.station.syncOnce();
    expect(bench.store.cursor('events')).toEqual(before);
    expect(stateOf(bench, certificate)).toBe('sent');

    Object.assign(bench.store.outgoing, { keepUnreadEvent });
    await bench.station.syncOnce();
    expect(putAway()).toEqual([['e-bad', json]]);
    expect(bench.store.cursor('events')).not.toEqual(before);
    expect(stateOf(bench, certificate)).toBe('received');
  });
});
