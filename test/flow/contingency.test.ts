import { afterEach, describe, expect, it } from 'vitest';
import { fakeCourier } from '#test/fakes/fake-courier.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';
import { signNote, stateOf } from '#test/flow/sign-notes.ts';

let bench: Bench;
afterEach(async () => bench.stop());

/** The file at a station with a line; what it hands back. */
async function carried(at: Bench, bytes: Uint8Array, told: object): Promise<Uint8Array> {
  const brought = await expectValue(at.station.handlers.importCourier({ bytes }));
  expect(brought).toMatchObject({ kind: 'documents', ...told });
  return brought.kind === 'documents' ? (brought.receipts?.bytes ?? new Uint8Array()) : new Uint8Array();
}

const now = async () => expectValue(bench.station.handlers.contingency({}));

describe('an outage', () => {
  it('is noticed with its beginning, offered after the policy’s minutes, declared with a reason, and closed with a report', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 60_000 } });
    bench.gateway.isDown = true;
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    expect(await bench.station.handlers.declareContingency({ reason: 'x' })).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.nowMs = () => Date.now() + 60_000;
    bench.station.resume();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    expect(await now()).toMatchObject({ state: 'offered', current: null });
    await expectValue(bench.station.handlers.declareContingency({ reason: 'Corte de fibra' }));
    const id = await signNote(bench, 'C-1');
    expect(await now()).toMatchObject({
      state: 'declared',
      waiting: 1,
      leaving: 0,
      mayClose: false,
      current: { reason: 'Corte de fibra', declaredBy: 'Ana', issued: 1 },
    });
    expect(await bench.station.handlers.closeContingency({})).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(bench, id) === 'received');
    expect(await expectValue(bench.station.handlers.closeContingency({}))).toMatchObject({
      issued: 1,
      delivered: 1,
      open: [],
      declaredBy: 'Ana',
    });
    expect(await now()).toMatchObject({ state: 'none', past: [{ reason: 'Corte de fibra', issued: 1 }] });
    expect(bench.told.at(-1)).toMatch(
      /^Ana cerró la contingencia\. Duró .*; certificados firmados: 1; entregados: 1, por mensajero 0; aún abiertos: 0\.$/,
    );
    const [past] = (await now()).past;
    const saved = await expectValue(bench.station.handlers.exportContingency({ id: past?.id ?? '', format: 'csv', language: 'es' }));
    expect(Buffer.from(saved.bytes).toString()).toMatch(
      /Número.*Estado.*Motivo[^]*C-1.*PE.*Recibido bien.*toda la línea.*Corte de fibra.*Ana/,
    );
    expect(saved.count).toBe(1);
  });

  it('is told to every country it concerns: who declared it and why, and that it is closed', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0 } });
    bench.gateway.isDown = true;
    await expectValue(bench.station.start());
    const ids = [await signNote(bench, 'C-5', 'PE'), await signNote(bench, 'C-6', 'PE'), await signNote(bench, 'C-7', 'CL')];
    await bench.station.syncOnce();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    await expectValue(bench.station.handlers.declareContingency({ reason: 'Corte de fibra' }));
    ids.push(await signNote(bench, 'C-8', 'CO'));
    bench.gateway.isDown = false;
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'received') && bench.gateway.noticesTold.length === 1);
    await expectValue(bench.station.handlers.closeContingency({}));
    await bench.station.syncOnce();
    const told = bench.gateway.noticesTold.map(({ country, subject }) => [country, subject]);
    expect(told).toEqual([
      ['PE', 'Ana declaró la contingencia'],
      ['PE', 'Ana cerró la contingencia'],
      ['CO', 'Ana cerró la contingencia'],
    ]);
    expect(bench.gateway.noticesTold[0]?.text).toMatch(
      /^Ana declaró la contingencia: Corte de fibra\.\nAna declared a contingency: Corte de fibra\.\nCLSAG, \d{4}-.* UTC$/,
    );
  });

  it('is declared by somebody with a name', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0 } });
    bench.gateway.isDown = true;
    await expectValue(bench.station.start());
    await expectValue(bench.station.handlers.changeSettings({ officialName: '' }));
    await bench.station.syncOnce();
    const declare = () => bench.station.handlers.declareContingency({ reason: 'Corte de fibra' });
    expect(await declare()).toEqual({ ok: false, failure: { code: 'officialUnnamed' } });
    await expectValue(bench.station.handlers.changeSettings({ officialName: 'Berta' }));
    await expectValue(declare());
    expect((await now()).current).toMatchObject({ declaredBy: 'Berta' });
  });

  it('lets a courier carry what waits; it stays in the outbox, the receipt is noted, and the gateway holds it once', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    const ids = [await signNote(bench, 'C-2'), await signNote(bench, 'C-3')];
    const stick = await expectValue(bench.station.handlers.exportCourier({}));
    expect(stick.count).toBe(2);
    expect(ids.map((id) => stateOf(bench, id))).toEqual(['queued', 'queued']);
    bench.gateway.isDown = false;
    await bench.until(() => ids.every((id) => stateOf(bench, id) === 'received'));
    const back = await carried(bench, stick.bytes, { count: 2, waiting: 0, refused: 0 });
    expect(await expectValue(bench.station.handlers.importCourier({ bytes: back }))).toEqual({
      kind: 'receipts',
      settled: 2,
      refused: 0,
      unknown: 0,
    });
    const page = await expectValue(bench.station.handlers.certificate({ id: ids[0] ?? '' }));
    expect(page.timeline.map((entry) => entry.kind)).toEqual(expect.arrayContaining(['courierExported', 'courierReceipt']));
    expect(bench.gateway.held.size).toBe(2);
  });

  it('believes no file from a stick: forged receipts change no state', async () => {
    bench = benchStation();
    const id = await signNote(bench, 'C-4');
    const row = bench.store.outgoing.row(id);
    const sha256 = row.ok ? row.value.signedSha256 : '';
    const forged = fakeCourier('whoever').seal(
      {
        kind: 'receipts',
        madeAt: new Date().toISOString(),
        results: [{ idempotencyKey: 'x', sha256: sha256 ?? '', receipt: { receiptId: 'r', at: 'now' }, faults: [] }],
      },
      { keyId: 'CLSAG', publicKey: Buffer.from('') },
    );
    expect(await expectValue(bench.station.handlers.importCourier({ bytes: forged }))).toMatchObject({ settled: 1 });
    expect(stateOf(bench, id)).toBe('queued');
    expect(await bench.station.handlers.importCourier({ bytes: Buffer.from('no') })).toMatchObject({
      failure: { code: 'courierRefused', why: 'form' },
    });
  });
});
