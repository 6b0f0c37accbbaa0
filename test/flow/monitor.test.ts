import { afterEach, describe, expect, it } from 'vitest';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, signNotes } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

describe('the monitor', () => {
  it('holds what is not complete against the time agreed with its country, and tells of it when it is sent and not answered', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    await expectValue(bench.station.handlers.changeSettings({ agreedHours: { PE: 12 } }));
    const late = await signNote(bench, 'L-1', 'PE');
    await signNote(bench, 'L-2', 'CO');
    await bench.until(() => {
      const sent = bench.store.outgoing.list({ box: 'all', states: ['sent'] });
      return sent.ok && sent.value.total === 2;
    });
    bench.nowMs = () => Date.now() + 15 * 3_600_000;
    const figures = await expectValue(bench.station.handlers.monitor({}));
    expect(figures).toMatchObject({ late: 1, incompleteTotal: 2 });
    const open = await expectValue(bench.station.handlers.incomplete({}));
    const row = open.rows.find((one) => one.id === late);
    expect(Math.round((row?.lateByMs ?? 0) / 3_600_000)).toBe(3);
    bench.station.resume();
    await bench.until(() => bench.told.some((text) => text.includes('L-1')));
    expect(bench.told.some((text) => text.includes('L-2'))).toBe(false);
  });

  it('tells of a country that answers nothing once, since when, in place of each certificate; and when it answers again', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    await signNotes(bench, ['S-1', 'S-2', 'S-3', 'S-6'], { to: 'PE' });
    await signNotes(bench, ['S-4', 'S-5'], { to: 'CO' });
    const sent = () => bench.store.outgoing.list({ box: 'all', states: ['sent'] });
    await bench.until(() => {
      const waiting = sent();
      return waiting.ok && waiting.value.total === 6;
    });
    bench.nowMs = () => Date.now() + 60 * 3_600_000;
    bench.station.resume();
    const silent =
      /^Perú no acusa recibo de nada de lo enviado desde el .* UTC: 4 certificados pasaron su plazo\. .*copia en papel con QR\.$/;
    await bench.until(() => bench.told.some((text) => silent.test(text)));
    expect(
      bench.told
        .filter((text) => / S-\d /.test(text))
        .map((text) => /S-\d/.exec(text)?.[0] ?? '')
        .sort(),
    ).toEqual(['S-4', 'S-5']);
    await bench.until(() => bench.gateway.noticesTold.length === 3);
    expect(bench.gateway.noticesTold.map(({ country }) => country).sort()).toEqual(['CO', 'CO', 'PE']);

    const [one] = [...bench.gateway.held.values()].filter(({ header }) => header.documentId === 'S-2');
    if (one) bench.gateway.tell(one, 'receivedCorrectly');
    await bench.until(() => {
      const waiting = sent();
      return waiting.ok && waiting.value.total === 5;
    });
    bench.station.resume();
    await bench.until(() => bench.told.includes('Perú vuelve a acusar recibo.'));
    expect(bench.told.some((text) => text.includes(' S-1 '))).toBe(true);
  });

  it('counts by the days of this desk: the evening before midnight is not tomorrow’s, on the last of a year neither', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/Santiago';
    try {
      bench = benchStation();
      // the last minute of 31 December, and already 2027 in UTC
      bench.nowMs = () => Date.parse('2027-01-01T02:59:30Z');
      await expectValue(bench.station.start());
      await signNote(bench, 'N-1', 'PE');
      bench.nowMs = () => Date.parse('2027-01-01T03:00:00Z');
      await signNote(bench, 'N-2', 'PE');
      const figures = await expectValue(bench.station.handlers.monitor({}));
      expect(figures.byDay).toEqual([
        { day: '2026-12-31', outgoing: 1, incoming: 0 },
        { day: '2027-01-01', outgoing: 1, incoming: 0 },
      ]);
      bench.nowMs = () => Date.parse('2027-01-01T02:59:59Z');
      const saved = await expectValue(bench.station.handlers.exportWork({ format: 'csv', language: 'es' }));
      expect(saved.name).toBe('certificados-2026-12-31.csv');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('finds what one official has not completed, however much of others is older', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    await signNote(bench, 'O-1', 'PE');
    const { officials } = await expectValue(bench.station.handlers.monitor({}));
    const of = async (official: string | undefined) => expectValue(bench.station.handlers.incomplete({ official }));
    expect(await of(officials[0])).toMatchObject({ total: 1, rows: [{ number: 'O-1' }] });
    expect(await of('CN=nobody')).toEqual({ total: 0, rows: [] });
  });

  it('narrows the list of all certificates by country, type, official and words', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await signNote(bench, 'F-1', 'PE');
    await signNote(bench, 'F-2', 'CO');
    const numbers = async (query: object) => {
      const { rows } = await expectValue(bench.station.handlers.work({ box: 'all', ...query }));
      return rows.map((row) => row.number).sort();
    };
    const { officials, byType, byHour } = await expectValue(bench.station.handlers.monitor({}));
    expect(officials).toHaveLength(1);
    expect(byType).toMatchObject([{ outgoing: 2, incoming: 0 }]);
    expect(byHour.reduce((sum, row) => sum + row.outgoing, 0)).toBe(2);
    expect(await numbers({ country: 'CO' })).toEqual(['F-2']);
    expect(await numbers({ country: 'CO', search: 'F-1' })).toEqual([]);
    expect(await numbers({ official: officials[0], type: byType[0]?.type })).toEqual(['F-1', 'F-2']);
    expect(await numbers({ official: 'CN=nobody' })).toEqual([]);
    expect(await numbers({ country: 'PE', states: ['declined'] })).toEqual([]);
    const { rows } = await expectValue(bench.station.handlers.work({ box: 'all', search: 'F-2' }));
    expect(await numbers({ ids: rows.map(({ id }) => id) })).toEqual(['F-2']);
  });

  it('gives the narrowed list as a file, every certificate once, in the language asked for', async () => {
    bench = benchStation();
    for (let i = 0; i < 1_205; i += 1)
      await expectValue(bench.station.handlers.receiveFile({ name: 'n', bytes: noteBytes(`X-${i}`, { to: i % 2 === 0 ? 'PE' : 'CO' }) }));
    const all = await expectValue(bench.station.handlers.exportWork({ format: 'csv', language: 'es' }));
    const lines = Buffer.from(all.bytes).toString().trim().split('\r\n');
    expect(lines[0]).toContain('Número;Documento;Estado');
    expect(new Set(lines.slice(1).map((line) => line.split(';')[0])).size).toBe(1_205);
    expect(lines[1]).toContain('Por revisar');
    const narrowed = await expectValue(bench.station.handlers.exportWork({ format: 'xlsx', language: 'en', country: 'CO' }));
    expect(narrowed).toMatchObject({ count: 602, name: expect.stringMatching(/^certificates-.*\.xlsx$/) });
    expect(Buffer.from(narrowed.bytes).subarray(0, 2).toString()).toBe('PK');
  });

  it('keeps views by name', async () => {
    bench = benchStation();
    const views = [{ name: 'Perú', filter: { country: 'PE', stage: 'attention' as const } }];
    await expectValue(bench.station.handlers.changeSettings({ views }));
    expect((await expectValue(bench.station.handlers.settings({}))).views).toEqual(views);
  });
});
