import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { done, failed, type Result } from '#core/failure.ts';
import type { MailMessage } from '#main/ports/mail.ts';
import { fakeCourier } from '#test/fakes/fake-courier.ts';
import { noteBytes } from '#test/fakes/note-documents.ts';
import { benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

async function queued(number: string, to = 'PE'): Promise<string> {
  const { handlers } = bench.station;
  const { id } = await expectValue(handlers.receiveFile({ name: 'n', bytes: noteBytes(number, { to }) }));
  const review = await expectValue(handlers.openReview({ id }));
  await expectValue(handlers.approve({ id, digest: review.digest }));
  const { batchId } = await expectValue(handlers.sign({ ids: [id], fingerprint: bench.token.fingerprint }));
  await bench.station.batches.settled(batchId);
  return id;
}

function stateOf(id: string): string {
  const row = bench.store.outgoing.row(id);
  return row.ok ? row.value.state : row.failure.code;
}

/** The file at a station with a line; what it hands back. */
async function carried(at: Bench, bytes: Uint8Array, told: object): Promise<Uint8Array> {
  const brought = await expectValue(at.station.handlers.importCourier({ bytes }));
  expect(brought).toMatchObject({ kind: 'documents', ...told });
  return brought.kind === 'documents' ? (brought.receipts?.bytes ?? new Uint8Array()) : new Uint8Array();
}

/** There was a line, then none, and a person called it a contingency. */
async function declared(): Promise<void> {
  await expectValue(bench.station.start());
  await bench.station.syncOnce();
  bench.gateway.isDown = true;
  await bench.station.syncOnce();
  await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
  await expectValue(bench.station.handlers.declareContingency({ reason: 'x' }));
}

async function drafted(kind = 'short'): Promise<string> {
  const { id } = await expectValue(bench.station.handlers.startDraft({ type: 'note', version: '1' }));
  await expectValue(bench.station.handlers.saveDraft({ id, values: { 'note.number': '', 'note.kind': kind } }));
  return id;
}

async function numberFor(id: string): Promise<string | null> {
  return (await expectValue(bench.station.handlers.contingencyNumber({ id }))).number;
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
    const id = await queued('C-1');
    expect(await now()).toMatchObject({
      state: 'declared',
      waiting: 1,
      leaving: 0,
      mayClose: false,
      current: { reason: 'Corte de fibra', declaredBy: 'Ana', issued: 1 },
    });
    expect(await bench.station.handlers.closeContingency({})).toMatchObject({ failure: { code: 'stateForbids' } });
    bench.gateway.isDown = false;
    await bench.until(() => stateOf(id) === 'received');
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
    expect(Buffer.from(saved.bytes).toString()).toMatch(/Número.*Estado.*Motivo[^]*C-1.*PE.*Recibido bien.*Corte de fibra.*Ana/);
    expect(saved.count).toBe(1);
  });

  it('is told to every country it concerns: who declared it and why, and that it is closed', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0 } });
    bench.gateway.isDown = true;
    await expectValue(bench.station.start());
    const ids = [await queued('C-5', 'PE'), await queued('C-6', 'PE'), await queued('C-7', 'CL')];
    await bench.station.syncOnce();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    await expectValue(bench.station.handlers.declareContingency({ reason: 'Corte de fibra' }));
    ids.push(await queued('C-8', 'CO'));
    bench.gateway.isDown = false;
    await bench.until(() => ids.every((id) => stateOf(id) === 'received') && bench.gateway.noticesTold.length === 1);
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

  it('uses numbers the gateway granted while there was a line, each once', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    await declared();
    const taken: (string | null)[] = [];
    for (let i = 0; i < 11; i += 1) taken.push(await numberFor(await drafted()));
    expect(taken[0]).toBe('short-0001');
    expect(new Set(taken.slice(0, 10)).size).toBe(10);
    expect(taken[10]).toBeNull();
  });

  it('numbers each document from the range that was granted for such ones', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    await declared();
    expect(await numberFor(await drafted('long'))).toBe('long-0001');
    expect(await numberFor(await drafted())).toBe('short-0001');
    expect(await numberFor(await drafted('long'))).toBe('long-0002');
  });

  it('holds the numbers of one document ready though the gateway grants none of another', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    bench.gateway.grantsNone.add('short');
    await declared();
    expect(await numberFor(await drafted())).toBeNull();
    expect(await numberFor(await drafted('long'))).toBe('long-0001');
  });

  it('asks for more numbers when it has a line again and none is left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubrica-numbers-'));
    const options = { file: join(folder, 'station.db'), policy: { contingencyAfterMs: 0, numbersHeld: 10 } };
    bench = benchStation(options);
    await declared();
    const id = await drafted();
    for (let i = 0; i < 10; i += 1) expect(await numberFor(id)).not.toBeNull();
    expect(await numberFor(id)).toBeNull();
    await bench.stop();
    const { gateway } = bench;
    gateway.isDown = false;
    bench = benchStation({ ...options, gateway });
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    expect(await numberFor(id)).toBe('short-0011');
    expect([...gateway.ranges.values()].toSorted()).toEqual(['long', 'short', 'short']);
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives out no number whose time is over', async () => {
    bench = benchStation({ policy: { contingencyAfterMs: 0, numbersHeld: 10 } });
    bench.gateway.rangesUntil = new Date(Date.now() + 60_000).toISOString();
    await declared();
    const id = await drafted();
    expect(await numberFor(id)).toBe('short-0001');
    bench.nowMs = () => Date.now() + 60_000;
    expect(await numberFor(id)).toBeNull();
  });

  it('lets a courier carry what waits; it stays in the outbox, the receipt is noted, and the gateway holds it once', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    const ids = [await queued('C-2'), await queued('C-3')];
    const stick = await expectValue(bench.station.handlers.exportCourier({}));
    expect(stick.count).toBe(2);
    expect(ids.map(stateOf)).toEqual(['queued', 'queued']);
    bench.gateway.isDown = false;
    await bench.until(() => ids.every((id) => stateOf(id) === 'received'));
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
    const id = await queued('C-4');
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
    expect(stateOf(id)).toBe('queued');
    expect(await bench.station.handlers.importCourier({ bytes: Buffer.from('no') })).toMatchObject({
      failure: { code: 'courierRefused', why: 'form' },
    });
  });
});

describe('notices', () => {
  function mailbox(): { sent: MailMessage[]; isDown: boolean; send(message: MailMessage): Promise<Result<null>>; close(): Promise<void> } {
    const box = {
      sent: [] as MailMessage[],
      isDown: false,
      send: async (message: MailMessage) => {
        if (box.isDown) return failed({ code: 'mailRefused', detail: 'down' } as const);
        box.sent.push(message);
        return done(null);
      },
      close: async () => undefined,
    };
    return box;
  }
  const addresses = [
    { country: null, role: 'duty' as const, address: 'jefa@example.cl', language: 'es' as const },
    { country: 'PE', role: 'duty' as const, address: 'peru@example.pe', language: 'en' as const },
  ];

  it('write to those who answer for the country, in their language, and write again when it is mended', async () => {
    const mail = mailbox();
    bench = benchStation({ mail, policy: { addresses } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await queued('M-1');
    await bench.until(() => stateOf(id) === 'refused');
    await bench.until(() => mail.sent.length === 2);
    expect(mail.sent.map((message) => [message.to, message.text.split('\n')[0]])).toEqual(
      expect.arrayContaining([
        [['jefa@example.cl'], 'La ventanilla rechazó el certificado M-1: X1 no.'],
        [['peru@example.pe'], 'The gateway refused certificate M-1: X1 no.'],
      ]),
    );
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toMatchObject([{ topic: 'refused', subject: id }]);
    await expectValue(bench.station.handlers.retry({ id }));
    await bench.until(() => mail.sent.length === 4);
    expect(mail.sent.at(-1)?.text).toMatch(/accepted|aceptó/);
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toEqual([]);
  });

  it('of other countries are heard once, and stay until somebody has read them', async () => {
    bench = benchStation();
    const at = new Date().toISOString();
    const old = new Date(Date.now() - 30 * 86_400_000).toISOString();
    bench.gateway.noticesHere.push(
      { id: 'n-0', from: 'MX', subject: 's', text: 'Hace mucho', at: old },
      { id: 'n-1', from: 'PE', subject: 's', text: 'Rosa declaró la contingencia: inundación.', at },
    );
    await expectValue(bench.station.start());
    await bench.station.syncOnce();
    await bench.station.syncOnce();
    const open = async () => (await expectValue(bench.station.handlers.notices({}))).notices;
    const sentence = { es: 'Aviso de Perú: Rosa declaró la contingencia: inundación.', en: expect.stringContaining('Notice from Peru: ') };
    expect(await open()).toMatchObject([{ topic: 'fromAbroad', country: 'PE', count: 1, isSettledByPerson: true, sentence }]);
    expect(await expectValue(bench.station.handlers.status({}))).toMatchObject({ toRead: 1 });
    await expectValue(bench.station.handlers.settleNotice({ id: (await open())[0]?.id ?? '' }));
    expect(await open()).toEqual([]);
    expect(await expectValue(bench.station.handlers.status({}))).toMatchObject({ toRead: 0 });
    const lines = await expectValue(bench.store.journal.list({}));
    expect(lines.findLast(({ kind }) => kind === 'noticeClosed')).toMatchObject({ by: 'Ana', subject: 'n-1' });
  });

  it('that end by themselves are not put away by hand', async () => {
    bench = benchStation();
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await queued('M-9');
    await bench.until(() => stateOf(id) === 'refused');
    const [notice] = (await expectValue(bench.station.handlers.notices({}))).notices;
    expect(notice).toMatchObject({ topic: 'refused', isSettledByPerson: false });
    expect(await bench.station.handlers.settleNotice({ id: notice?.id ?? '' })).toMatchObject({ failure: { code: 'stateForbids' } });
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toHaveLength(1);
  });

  it('go to whom they concern: everything to who is on duty, to the head what is to be decided, to the technical person line and disk', async () => {
    const mail = mailbox();
    const all = (['duty', 'head', 'technical'] as const).map((role) => ({
      country: null,
      role,
      address: `${role}@a.cl`,
      language: 'es' as const,
    }));
    bench = benchStation({ mail, policy: { addresses: all, contingencyAfterMs: 0 } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await queued('M-5');
    await bench.until(() => stateOf(id) === 'refused');
    bench.gateway.isDown = true;
    await bench.station.syncOnce();
    await bench.until(() => bench.told.some((text) => text.includes('declarar la contingencia')));
    await expectValue(bench.station.handlers.declareContingency({ reason: 'x' }));
    await bench.until(() => mail.sent.length === 4);
    const to = (words: string) => mail.sent.find(({ text }) => text.includes(words))?.to.map((address) => address.split('@')[0]);
    expect(to('rechazó')).toEqual(['duty']);
    expect(to('No hay línea')).toEqual(['duty', 'technical']);
    expect(to('lo bastante para declarar')).toEqual(['duty', 'head']);
    expect(to('Ana declaró')).toEqual(['duty', 'head', 'technical']);
  });

  it('outlive a mail server that is away', async () => {
    const mail = mailbox();
    mail.isDown = true;
    bench = benchStation({ mail, policy: { addresses } });
    bench.gateway.behaviour.push('refuse');
    await expectValue(bench.station.start());
    const id = await queued('M-2');
    await bench.until(() => bench.log.some((line) => line.event === 'mail.notSent'));
    mail.isDown = false;
    await expectValue(bench.station.handlers.retry({ id }));
    await bench.until(() => mail.sent.length === 4);
  });

  it('become one digest when there are many of one kind', async () => {
    const mail = mailbox();
    bench = benchStation({ mail, policy: { addresses: addresses.slice(0, 1), digestAfter: 2 } });
    bench.gateway.behaviour.push(...Array.from({ length: 8 }, () => 'refuse' as const));
    await expectValue(bench.station.start());
    const ids: string[] = [];
    for (let i = 0; i < 8; i += 1) ids.push(await queued(`M-3-${i}`));
    await bench.until(() => ids.every((id) => stateOf(id) === 'refused') && mail.sent.length >= 3);
    await bench.station.syncOnce();
    expect(mail.sent).toHaveLength(3);
    expect(mail.sent.at(-1)?.text).toContain('La ventanilla rechazó 3 certificados.');
    expect((await expectValue(bench.station.handlers.notices({}))).notices).toHaveLength(8);
  });
});
