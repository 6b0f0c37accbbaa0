import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultDeliveryPolicy } from '#core/delivery.ts';
import { systemClock } from '#main/system-clock.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, signNotes, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

const now = async () => expectValue(bench.station.handlers.contingency({}));
const heard = (pattern: RegExp) => bench.until(() => bench.told.some((text) => pattern.test(text)));
const declare = (country?: string) => bench.station.handlers.declareContingency({ reason: 'Ventanilla de Perú caída', country });
const close = (country?: string) => bench.station.handlers.closeContingency({ country });
/** So many minutes have passed, and everything that waits for a time looks at it. */
function later(minutes: number): void {
  bench.nowMs = () => Date.now() + minutes * 60_000;
  bench.sinceBootMs = () => systemClock.sinceBootMs() + minutes * 60_000;
  bench.station.resume();
}
function contingencyOf(id: string): string | null {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.contingencyId : null;
}

/** The gateway says that Peru does not answer it; the rest goes on. */
async function peruOut(policy: object = {}): Promise<string> {
  bench = benchStation({ policy: { contingencyAfterMs: 30 * 60_000, ...policy } });
  bench.gateway.unreachable.add('PE');
  await expectValue(bench.station.start());
  await bench.station.syncOnce();
  const id = await signNote(bench, 'P-1', 'PE');
  await bench.until(() => bench.gateway.deliveries.length > 2);
  return id;
}

describe('one country that does not answer the gateway', () => {
  it('is told once that has lasted, since it began, while the others are served as always', async () => {
    const id = await peruOut();
    expect(bench.told).toEqual([]);
    expect(await now()).toMatchObject({ countries: [] });
    const other = await signNote(bench, 'P-2', 'CL');
    await bench.until(() => stateOf(bench, other) === 'received');
    later(3);
    await heard(/^Perú no responde a la ventanilla desde el .* UTC\. Lo firmado para ese país espera .*lo demás sale como siempre\.$/);
    expect(await now()).toMatchObject({
      state: 'none',
      lineDownSince: null,
      waiting: 0,
      leaving: 0,
      countries: [{ country: 'PE', why: 'unreachable', state: 'none', current: null, unanswered: 1, mayClose: false }],
    });
    const [peru] = (await now()).countries;
    expect(Date.parse(peru?.since ?? '')).toBeLessThan(bench.nowMs() - 170_000);
    expect([...bench.gateway.held.values()].map(({ header }) => header.documentId)).toEqual(['P-2']);
    expect(await declare('PE')).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.gateway.unreachable.clear();
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(bench.told.at(-1)).toBe('Perú vuelve a responder a la ventanilla. Lo que esperaba se está enviando.');
    expect(await now()).toMatchObject({ countries: [] });
    const entries = bench.store.journal.of('PE');
    expect(entries.ok && entries.value.flatMap(({ kind }) => (kind.startsWith('country') ? kind : []))).toEqual([
      'countryDown',
      'countryUp',
    ]);
  });

  it('is asked by one certificate for all that wait, until it answers: then all leave at once', async () => {
    bench = benchStation({
      policy: { width: 1, delivery: { ...defaultDeliveryPolicy, backoff: { firstMs: 200, factor: 4, ceilingMs: 60_000 } } },
    });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.unreachable.add('PE');
    const numbers = Array.from({ length: 40 }, (_, index) => `W-${index}`);
    const ids = await signNotes(bench, numbers, { to: 'PE' });
    await bench.until(() => bench.gateway.deliveries.filter((key) => key === keyOf(ids[0] ?? '')).length > 1);
    expect(new Set(bench.gateway.deliveries).size).toBeLessThan(20);
    const other = await signNote(bench, 'W-CL', 'CL');
    await bench.until(() => stateOf(bench, other) === 'received');
    bench.gateway.unreachable.clear();
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'received'));
  });

  it('is not called out for a moment without an answer', async () => {
    const id = await peruOut();
    bench.gateway.unreachable.clear();
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(bench.told).toEqual([]);
  });

  it('may have a contingency declared for it alone after the policy’s minutes: its certificates carry it, those for others do not', async () => {
    await peruOut();
    later(3);
    await heard(/^Perú no responde/);
    later(31);
    await heard(/^El corte de Perú dura lo bastante para declarar la contingencia para ese país:/);
    expect(await declare()).toMatchObject({ failure: { code: 'stateForbids' } });
    expect(await declare('CL')).toMatchObject({ failure: { code: 'stateForbids' } });
    await expectValue(declare('PE'));
    expect(bench.told.at(-1)).toBe('Ana declaró la contingencia para Perú: Ventanilla de Perú caída.');
    const [peru, chile] = [await signNote(bench, 'P-3', 'PE'), await signNote(bench, 'P-4', 'CL')];
    const { state, countries } = await now();
    expect([state, countries]).toMatchObject(['none', [{ country: 'PE', state: 'declared', current: { declaredBy: 'Ana', issued: 1 } }]]);
    expect([contingencyOf(peru), contingencyOf(chile)]).toEqual([countries[0]?.current?.id, null]);
    const page = async (id: string) => (await expectValue(bench.station.handlers.certificate({ id }))).contingency;
    expect([await page(peru), await page(chile)]).toEqual([{ country: 'PE' }, null]);
    const told = bench.store.journal.of(countries[0]?.current?.id ?? '');
    expect(told.ok && told.value).toMatchObject([{ kind: 'contingencyDeclared', by: 'Ana', detail: { scope: 'PE' } }]);
  });

  it('is closed when it answers again, with a report of what it answered, told to it alone', async () => {
    const id = await peruOut();
    later(3);
    await heard(/^Perú no responde/);
    later(31);
    await heard(/^El corte de Perú/);
    await expectValue(declare('PE'));
    const during = await signNote(bench, 'P-5', 'PE');
    expect(await close('PE')).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.gateway.unreachable.clear();
    await bench.until(() => [id, during].every((one) => stateOf(bench, one) === 'received'));
    expect(await now()).toMatchObject({ countries: [{ country: 'PE', why: null, since: null, state: 'declared', mayClose: true }] });
    expect(await expectValue(close('PE'))).toMatchObject({ country: 'PE', issued: 1, delivered: 1, open: [] });
    expect(bench.told.at(-1)).toMatch(
      /^Ana cerró la contingencia para Perú\. Duró .*; certificados firmados para ese país: 1; con su respuesta: 1; aún sin ella: 0\.$/,
    );
    expect(await now()).toMatchObject({ countries: [], past: [{ country: 'PE', issued: 1 }] });
    const open = bench.store.notices.open();
    expect(open.ok && open.value).toEqual([]);
    const [past] = (await now()).past;
    const saved = await expectValue(bench.station.handlers.exportContingency({ id: past?.id ?? '', format: 'csv', language: 'en' }));
    expect(Buffer.from(saved.bytes).toString()).toMatch(/Declared for[^]*P-5.*PE.*PE.*Ventanilla de Perú caída/);
    await bench.until(() => bench.gateway.noticesTold.some(({ subject }) => subject === 'Ana cerró la contingencia para Perú'));
    expect(new Set(bench.gateway.noticesTold.map(({ country }) => country))).toEqual(new Set(['PE']));
  });

  it('is still known to be out, and its contingency declared, after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-country-'));
    const options = { file: join(folder, 'station.db'), policy: { contingencyAfterMs: 0 } };
    bench = benchStation(options);
    bench.gateway.unreachable.add('PE');
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    const id = await signNote(bench, 'P-6', 'PE');
    await bench.until(() => bench.gateway.deliveries.length > 1);
    later(3);
    await heard(/^El corte de Perú/);
    await expectValue(declare('PE'));
    const before = (await now()).countries;
    await bench.stop();
    const { gateway } = bench;
    bench = benchStation({ ...options, gateway });
    expect((await now()).countries).toEqual(before);
    await expectValue(bench.station.start());
    gateway.unreachable.clear();
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(await now()).toMatchObject({ countries: [{ mayClose: true }] });
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('several outages at once', () => {
  it('of two countries have each a contingency, a report and an end of its own', async () => {
    await peruOut();
    bench.gateway.unreachable.add('CO');
    const colombia = await signNote(bench, 'Q-1', 'CO');
    await bench.until(() => bench.gateway.deliveries.filter((key) => key === keyOf(colombia)).length > 1);
    later(3);
    await heard(/^Perú no responde/);
    await heard(/^Colombia no responde/);
    later(31);
    await heard(/^El corte de Perú/);
    await heard(/^El corte de Colombia/);
    await expectValue(declare('CO'));
    await expectValue(declare('PE'));
    const [peru, other] = [await signNote(bench, 'Q-2', 'PE'), await signNote(bench, 'Q-3', 'CO')];
    expect(contingencyOf(peru)).not.toBe(contingencyOf(other));
    bench.gateway.unreachable.delete('CO');
    await bench.until(() => stateOf(bench, other) === 'received');
    expect(await close('PE')).toMatchObject({ failure: { code: 'stateForbids' } });
    expect(await expectValue(close('CO'))).toMatchObject({ country: 'CO', issued: 1, delivered: 1 });
    expect((await now()).countries).toMatchObject([{ country: 'PE', state: 'declared', mayClose: false }]);
  });

  it('of a country and then the whole line stand beside each other; the country’s certificates stay in its own report', async () => {
    await peruOut();
    later(3);
    await heard(/^Perú no responde/);
    later(31);
    await heard(/^El corte de Perú/);
    await expectValue(declare('PE'));
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    expect((await now()).countries).toMatchObject([{ country: 'PE', state: 'declared', mayClose: false }]);
    later(62);
    await heard(/^El corte dura lo bastante/);
    await expectValue(bench.station.handlers.declareContingency({ reason: 'Corte de fibra' }));
    const [peru, chile] = [await signNote(bench, 'R-1', 'PE'), await signNote(bench, 'R-2', 'CL')];
    const { current, countries } = await now();
    expect([contingencyOf(peru), contingencyOf(chile)]).toEqual([countries[0]?.current?.id, current?.id]);
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(bench, chile) === 'received');
    expect(await expectValue(close())).toMatchObject({ country: null, issued: 1, delivered: 1 });
    expect(await close('PE')).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.gateway.unreachable.clear();
    await bench.until(() => stateOf(bench, peru) === 'received');
    expect(await expectValue(close('PE'))).toMatchObject({ country: 'PE', issued: 1 });
  });
});

describe('one country that acknowledges nothing', () => {
  it('may have a contingency too, which counts what the gateway has and the country has not answered as open', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 30 * 60_000 } });
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    const ids = await signNotes(bench, ['S-1', 'S-2', 'S-3'], { to: 'PE' });
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'sent'));
    later(60 * 60);
    await heard(/^Perú no acusa recibo de nada/);
    await heard(/^El corte de Perú/);
    expect((await now()).countries).toMatchObject([{ country: 'PE', why: 'silent', state: 'offered', unanswered: 3 }]);
    await expectValue(declare('PE'));
    const during = await signNote(bench, 'S-4', 'PE');
    await bench.until(() => stateOf(bench, during) === 'sent');
    const one = [...bench.gateway.held.values()].find(({ header }) => header.documentId === 'S-2');
    if (one) bench.gateway.tell(one, 'receivedCorrectly');
    await heard(/^Perú vuelve a acusar recibo\.$/);
    expect(await expectValue(close('PE'))).toMatchObject({ issued: 1, delivered: 0, open: [{ number: 'S-4', state: 'sent' }] });
  });

  it('is not told of what nobody could hear while the line itself was down', async () => {
    bench = benchStation();
    bench.gateway.acknowledges = false;
    await expectValue(bench.station.start());
    const ids = await signNotes(bench, ['T-1', 'T-2', 'T-3'], { to: 'PE' });
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'sent'));
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    for (const message of bench.gateway.held.values()) bench.gateway.tell(message, 'receivedCorrectly');
    later(60 * 60);
    await bench.station.syncOnce();
    bench.gateway.isDown = false;
    bench.station.resume();
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'received'));
    expect(bench.told.filter((text) => /Perú|T-\d/.test(text))).toEqual([]);
  });
});

function keyOf(id: string): string | null {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.idempotencyKey : null;
}
