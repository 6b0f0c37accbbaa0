import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failed } from '#core/failure.ts';
import type { Header } from '#core/exchange/header.ts';
import { noteBytes, sha256 } from '#test/fakes/note-documents.ts';
import { allowed, benchStation, type Bench } from '#test/fakes/station-on-fakes.ts';
import { expectValue } from '#test/flow/expect-value.ts';

let bench: Bench;
afterEach(async () => bench.stop());

const header = { sender: 'VUCEPE', senderCountry: 'PE' } as Header;

function signedNote(number: string, options: Parameters<typeof noteBytes>[1] = {}, key = 'ab'): Uint8Array {
  const bytes = Buffer.from(noteBytes(number, { from: 'PE', to: 'CL', ...options })).toString();
  return Buffer.from(bytes.replace('</note>', `<sig key="${key}">${sha256(bytes)}</sig></note>`));
}

function arrive(bytes: Uint8Array): string {
  const id = randomUUID();
  bench.gateway.documents.push({ id, header, bytes, arrivedAt: new Date().toISOString() });
  return id;
}

async function rows() {
  return (await expectValue(bench.station.handlers.incoming({}))).rows;
}

describe('what another country sent', () => {
  it('is stored, judged and acknowledged as received correctly, in this order', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const id = arrive(signedNote('I-1'));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 1);
    expect(bench.gateway.answers.get(`${id}:receivedCorrectly`)).toMatchObject({ id, faults: [] });
    const [row] = await rows();
    expect(row).toMatchObject({ number: 'I-1', fromCountry: 'PE', state: 'acknowledged', judgement: { verdict: 'valid' } });
    const page = await expectValue(bench.station.handlers.incomingCertificate({ id: row?.id ?? '' }));
    expect(page.timeline.map((entry) => entry.kind).slice(0, 3)).toEqual(['arrived', 'judgedValid', 'acknowledge']);
    expect(page.signatures).toHaveLength(1);
  });

  it('is answered with its faults when it was changed after signing, and kept all the same', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const id = arrive(Buffer.from(Buffer.from(signedNote('I-2')).toString().replace('palta', 'oro')));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 1);
    expect(bench.gateway.answers.get(`${id}:receivedWithErrors`)?.faults).toEqual([
      { code: 'FIR', message: 'El documento cambió después de firmarse.' },
    ]);
    expect((await rows())[0]).toMatchObject({ judgement: { verdict: 'invalid', reasons: ['digest-mismatch'] } });
  });

  it('is judged one by one, and the window is answered in between', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    for (let i = 0; i < 60; i += 1) arrive(signedNote(`M-${i}`));
    const seen = new Set<number>();
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        seen.add((await rows()).filter((row) => row.judgement !== null).length);
      }
    })();
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 60);
    isOver = true;
    await asking;
    expect([...seen].filter((judged) => judged > 0 && judged < 60).length).toBeGreaterThan(20);
  });

  it('is kept even when nobody can read it', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const id = arrive(Buffer.from('<!DOCTYPE x>'));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 1);
    expect(bench.gateway.answers.get(`${id}:receivedWithErrors`)?.faults[0]?.code).toBe('XML');
    const [row] = await rows();
    expect(Buffer.from((await expectValue(bench.station.handlers.documentBytes({ id: row?.id ?? '' }))).bytes).toString()).toBe(
      '<!DOCTYPE x>',
    );
  });

  it('is not kept from being judged by one that the store gives back damaged', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const { get } = bench.store.incoming;
    let damaged: string | null = null;
    vi.spyOn(bench.store.incoming, 'get').mockImplementation((id) => {
      damaged ??= id;
      return id === damaged ? failed({ code: 'storeDamaged', detail: 'SQLITE_CORRUPT' }) : get(id);
    });
    arrive(signedNote('D-1'));
    const id = arrive(signedNote('D-2'));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.has(`${id}:receivedCorrectly`));
    expect((await rows()).map(({ number, state }) => `${number} ${state}`).sort()).toEqual(['D-1 arrived', 'D-2 acknowledged']);
    expect(bench.log).toContainEqual({ event: 'judge.damaged', details: { id: damaged, detail: 'SQLITE_CORRUPT' } });
  });

  it('is not answered while it cannot be decided, and is judged again later', async () => {
    bench = benchStation({ policy: { judgeAgainMs: 20 } });
    bench.authority = { ...allowed, verdict: 'undecided', reasons: ['revocation-unknown'] };
    await expectValue(bench.station.start());
    arrive(signedNote('I-3'));
    await bench.station.syncOnce();
    expect((await rows())[0]).toMatchObject({ state: 'undecided', judgement: { reasons: ['revocation-unknown'] } });
    expect(bench.gateway.answers.size).toBe(0);
    bench.authority = allowed;
    await bench.until(() => bench.gateway.answers.size === 1);
    expect((await rows())[0]).toMatchObject({ state: 'acknowledged' });
  });

  it('is not valid by a key that no certificate names, which may be anybody’s', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    arrive(signedNote('I-8', {}, ''));
    await bench.station.syncOnce();
    expect((await rows())[0]).toMatchObject({ state: 'undecided', judgement: { verdict: 'undecided', reasons: ['key-absent'] } });
    expect(bench.gateway.answers.size).toBe(0);
  });

  it('is told as a replay under another transaction, and as a duplicate when the number has other content', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    arrive(signedNote('I-4'));
    await bench.station.syncOnce();
    arrive(signedNote('I-4'));
    arrive(signedNote('I-4', { goods: 'oro' }));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 3);
    const reasons = (await rows()).map((row) => row.judgement?.reasons.join() ?? '').sort();
    expect(reasons).toEqual(['', 'duplicate', 'replay']);
  });

  it('is judged alone: an official who may not sign makes it invalid', async () => {
    bench = benchStation();
    bench.authority = { ...allowed, verdict: 'invalid', reasons: ['not-an-official'] };
    await expectValue(bench.station.start());
    arrive(signedNote('I-5'));
    await bench.station.syncOnce();
    expect((await rows())[0]?.judgement).toEqual({ verdict: 'invalid', reasons: ['not-an-official'] });
  });

  it('can be marked used, and each answer reaches the gateway though the line was down when it was given', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const id = arrive(signedNote('I-6'));
    await bench.station.syncOnce();
    await bench.until(() => bench.gateway.answers.size === 1);
    bench.gateway.isDown = true;
    const [row] = await rows();
    await expectValue(bench.station.handlers.answerIncoming({ id: row?.id ?? '', answer: 'markUsed' }));
    await bench.station.syncOnce();
    bench.gateway.isDown = false;
    await bench.until(() => bench.gateway.answers.has(`${id}:used`));
    expect(await bench.station.handlers.answerIncoming({ id: row?.id ?? '', answer: 'markUsed' })).toMatchObject({
      failure: { code: 'stateForbids' },
    });
  });

  it('is answered by a person where the policy says so, with what was found, and only once', async () => {
    bench = benchStation({ policy: { acknowledgesByItself: false } });
    await expectValue(bench.station.start());
    const [good, bad] = [arrive(signedNote('I-7')), arrive(Buffer.from(noteBytes('I-8', { from: 'PE', to: 'CL' })))];
    await bench.station.syncOnce();
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['invalid', 'valid']);
    expect(bench.gateway.answers.size).toBe(0);
    const { handlers } = bench.station;
    for (const { id } of await rows()) await expectValue(handlers.answerIncoming({ id, answer: 'acknowledge' }));
    await bench.until(() => bench.gateway.answers.size === 2);
    expect(bench.gateway.answers.get(`${good}:receivedCorrectly`)?.faults).toEqual([]);
    expect(bench.gateway.answers.get(`${bad}:receivedWithErrors`)?.faults).toMatchObject([{ code: 'FIR' }]);
    for (const { id } of await rows())
      expect(await handlers.answerIncoming({ id, answer: 'acknowledge' })).toMatchObject({ failure: { code: 'stateForbids' } });
  });

  it('is kept whole as an incident, with a notice, when the two verifiers do not agree', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const bytes = signedNote('I-9', { goods: 'disputa' });
    arrive(bytes);
    await bench.station.syncOnce();
    const [row] = await rows();
    expect(row?.judgement).toEqual({ verdict: 'invalid', reasons: ['verifiers-disagree'] });
    const incident = await expectValue(bench.store.evidence.find({ kind: 'incident', key: row?.id ?? '' }));
    expect(incident).toMatchObject([{ source: 'verifiers-disagree' }]);
    expect(Buffer.from(incident[0]?.bytes ?? []).equals(bytes)).toBe(true);
    expect(bench.log.some(({ event }) => event === 'judge.verifiersDisagree')).toBe(true);
    const { notices } = await expectValue(bench.station.handlers.notices({}));
    expect(notices.some(({ subject }) => subject === row?.id)).toBe(true);
  });
});

describe('a certificate that replaces or withdraws an earlier one', () => {
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await rows()).map(({ number, state, judgement }) => [`${number} ${judgement?.verdict}`, state]));
  async function judge(...documents: readonly Uint8Array[]): Promise<void> {
    for (const bytes of documents) {
      arrive(bytes);
      await bench.station.syncOnce();
    }
  }

  it.each([
    ['after', ['R-1', 'R-2']],
    ['before', ['R-2', 'R-1']],
  ])('ends it, though it came %s it, and the timeline names it', async (_, order) => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const documents = { 'R-1': signedNote('R-1'), 'R-2': signedNote('R-2', { replaces: 'R-1' }) };
    await judge(...order.map((number) => documents[number as keyof typeof documents]));
    expect(await states()).toEqual({ 'R-1 valid': 'replaced', 'R-2 valid': 'acknowledged' });
    const earlier = (await rows()).find(({ number }) => number === 'R-1');
    const page = await expectValue(bench.station.handlers.incomingCertificate({ id: earlier?.id ?? '' }));
    const last = page.timeline.find(({ kind }) => kind === 'replace');
    expect(`${last?.sentence.en} ${last?.detail ?? ''}`).toContain('R-2');
    expect(await bench.station.handlers.answerIncoming({ id: earlier?.id ?? '', answer: 'markUsed' })).toMatchObject({
      failure: { code: 'stateForbids' },
    });
  });

  it('follows a chain, and a withdrawal of its last', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    await judge(signedNote('R-3'), signedNote('R-4', { replaces: 'R-3' }), signedNote('R-5', { replaces: 'R-4' }));
    await judge(signedNote('R-5', { status: '40' }));
    const found = (await rows()).map(({ number, state }) => `${number} ${state}`).sort();
    expect(found).toEqual(['R-3 replaced', 'R-4 replaced', 'R-5 acknowledged', 'R-5 withdrawn']);
  });

  it('does so under its own number again and again: the last one stands, and an original that comes late does no harm', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const replacing = (goods: string) => signedNote('D-1', { replaces: 'D-1', goods });
    await judge(replacing('dos'), signedNote('D-1', { goods: 'uno' }), replacing('tres'));
    const found = (await rows()).map(({ goods, judgement, state }) => `${goods} ${judgement?.verdict} ${state}`);
    expect(found.sort()).toEqual(['dos valid replaced', 'tres valid acknowledged', 'uno valid replaced']);
  });

  it('ends nothing when it is not valid itself, or of another country', async () => {
    bench = benchStation();
    await expectValue(bench.station.start());
    const altered = Buffer.from(
      Buffer.from(signedNote('R-7', { replaces: 'R-6' }))
        .toString()
        .replace('palta', 'oro'),
    );
    await judge(signedNote('R-6'), altered, signedNote('R-8', { replaces: 'R-6', from: 'CO' }));
    expect((await states())['R-6 valid']).toBe('acknowledged');
  });
});
