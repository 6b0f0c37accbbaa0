import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courierStationsAnswer } from '#contract/courier.ts';
import { openCourier, type CourierIdentity } from '#main/gateway/courier.ts';
import type { Courier } from '#main/ports/courier.ts';
import type { Outgoing } from '#main/ports/gateway.ts';
import { clientTls, openExchange, outgoing, signedDocument, type Exchange } from '#test/fakes/exchange.ts';

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

const ownKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** A station's courier: the Chilean one's unless told otherwise. */
function courier(more: Partial<CourierIdentity> = {}): Courier {
  return openCourier({
    from: () => ({ user: exchange.users.cl.name, country: 'CL' }),
    signer: clientTls(exchange.pki, 'CL'),
    ownKey,
    ...more,
  });
}

/** Sealed by the Chilean station; carried by whoever has a line. */
async function seal(messages: readonly Outgoing[], more: Partial<CourierIdentity> & { madeAt?: string } = {}): Promise<Uint8Array> {
  const key = await exchange.rest().courierKey();
  if (!key.ok) throw new Error(key.failure.code);
  const content = messages.map(({ bytes, ...message }) => ({ ...message, document: Buffer.from(bytes).toString('base64'), after: null }));
  return courier(more).seal({ kind: 'messages', madeAt: more.madeAt ?? new Date().toISOString(), messages: content }, key.value);
}
const carrier = () => exchange.rest({ as: exchange.users.mx });

describe('a package carried by courier', () => {
  it('brings each message in the name of who sealed it, and the line that returns knows them', async () => {
    const messages = [outgoing('COU-1'), outgoing('COU-2')];
    const told = await carrier().courier(await seal(messages));
    expect(told.ok && told.value.results.map(({ idempotencyKey, receipt, faults }) => [idempotencyKey, receipt !== null, faults])).toEqual(
      messages.map(({ idempotencyKey }) => [idempotencyKey, true, []]),
    );
    const chile = exchange.rest();
    for (const message of messages) {
      expect(await chile.status(message)).toMatchObject({ kind: 'known' });
      expect(await chile.deliver(message)).toMatchObject({ kind: 'accepted' });
    }
    const held = exchange.gateway.admin.deliveries().filter(({ documentId }) => documentId.startsWith('COU-'));
    expect(
      held.map(({ route, bytes }) => [
        route,
        Buffer.from(bytes).equals(messages[0]?.bytes ?? bytes) || Buffer.from(bytes).equals(messages[1]?.bytes ?? bytes),
      ]),
    ).toEqual([
      ['courier', true],
      ['courier', true],
    ]);
  });

  it('changes nothing about what came by the line before, or by another stick', async () => {
    const message = outgoing('COU-3');
    const direct = await exchange.rest().deliver(message);
    const sealed = await seal([message]);
    for (const told of [await carrier().courier(sealed), await carrier().courier(sealed)]) {
      expect(told).toMatchObject({
        ok: true,
        value: { results: [{ receipt: { receiptId: direct.kind === 'accepted' ? direct.receiptId : '' } }] },
      });
    }
    expect(exchange.gateway.admin.deliveries().filter(({ documentId }) => documentId === 'COU-3')).toHaveLength(1);
  });

  it('names the fault of each message it cannot take, and takes the others', async () => {
    const good = outgoing('COU-4');
    const bad = { ...outgoing('COU-5'), sha256: '0'.repeat(64) };
    const told = await carrier().courier(await seal([bad, good]));
    expect(told).toMatchObject({ ok: true, value: { results: [{ receipt: null, faults: [{ code: 'HASH' }] }, { faults: [] }] } });
  });

  it('hides its content from the carrier', async () => {
    const sealed = Buffer.from(await seal([outgoing('COU-6', signedDocument('COU-6', 'SECRETO'))]));
    expect(sealed.includes('SECRETO')).toBe(false);
    expect(sealed.includes(Buffer.from('SECRETO').toString('base64').slice(0, 8))).toBe(false);
  });

  it('is refused whole when any part of it was changed', async () => {
    const form = JSON.parse(Buffer.from(await seal([outgoing('COU-7')])).toString('utf8')) as Record<string, string>;
    const whyOf = {
      keyId: 'otherRecipient',
      ephemeral: 'altered',
      nonce: 'altered',
      replyTo: 'altered',
      sealed: 'altered',
      signature: 'altered',
    };
    for (const member of ['keyId', 'ephemeral', 'nonce', 'replyTo', 'sealed', 'signature'] as const) {
      const value = form[member] ?? '';
      // another character in the middle, still base64 or hexadecimal
      const middle = Math.floor(value.length / 2);
      const twisted = value.slice(0, middle) + (value[middle] === 'b' ? 'c' : 'b') + value.slice(middle + 1);
      const told = await carrier().courier(Buffer.from(JSON.stringify({ ...form, [member]: twisted })));
      expect([member, told]).toMatchObject([member, { failure: { code: 'courierRefused', why: whyOf[member] } }]);
    }
    expect(exchange.gateway.admin.deliveries().some(({ documentId }) => documentId === 'COU-7')).toBe(false);
  });

  it('is refused when somebody else sealed it in our name', async () => {
    const told = await carrier().courier(await seal([outgoing('COU-8')], { signer: clientTls(exchange.pki, 'MX') }));
    expect(told).toMatchObject({ ok: false, failure: { code: 'courierRefused', why: 'signer' } });
    const unknown = await carrier().courier(await seal([outgoing('COU-8')], { from: () => ({ user: 'nadie', country: 'CL' }) }));
    expect(unknown).toMatchObject({ ok: false });
    expect(exchange.gateway.admin.deliveries().some(({ documentId }) => documentId === 'COU-8')).toBe(false);
  });
});

describe('a file found long after', () => {
  it('is not taken: neither after thirty days nor from a clock that runs ahead', async () => {
    const dayMs = 86_400_000;
    for (const madeAt of [new Date(Date.now() - 31 * dayMs), new Date(Date.now() + 2 * dayMs)]) {
      const told = await carrier().courier(await seal([outgoing('COU-9')], { madeAt: madeAt.toISOString() }));
      expect(told).toMatchObject({ ok: false, failure: { code: 'courierRefused', why: 'expired' } });
    }
    const inTime = await seal([outgoing('COU-10')], { madeAt: new Date(Date.now() - 29 * dayMs).toISOString() });
    expect(await carrier().courier(inTime)).toMatchObject({ ok: true });
  });
});

describe('the keys of sister stations', () => {
  it('are told by the gateway to stations of the same participant alone, vouched for by their certificates', async () => {
    await exchange.gateway.admin.addUser({ name: 'estacion-cl-norte', country: 'CL', password: 'n', participant: 'ESTCL01' });
    const north = { name: 'estacion-cl-norte', country: 'CL', password: 'n' } as const;
    const { card } = courier();
    expect(await exchange.rest().tellCard(card)).toEqual({ ok: true, value: null });
    const told = await exchange.rest({ as: north }).courierStations();
    expect(told).toMatchObject({ ok: true, value: { stations: [{ name: exchange.users.cl.name }] } });
    const [station] = told.ok ? courierStationsAnswer.parse(told.value).stations : [];
    const bytes = (base64 = '') => new Uint8Array(Buffer.from(base64, 'base64'));
    const read = courier().readCard({
      certificate: bytes(station?.certificate),
      publicKey: bytes(station?.publicKey),
      signature: bytes(station?.signature),
    });
    expect(read?.keyId).toBe(courier().ownKeyId);
    expect(await exchange.rest().courierStations()).toEqual({ ok: true, value: { stations: [] } });
    expect(await carrier().courierStations()).toEqual({ ok: true, value: { stations: [] } });
  });

  it('are refused where the certificate vouches for another key, or is somebody else’s', async () => {
    const { card } = courier();
    const other = courier({ ownKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }).card;
    const theirs = courier({ signer: clientTls(exchange.pki, 'MX') }).card;
    for (const bad of [{ ...card, publicKey: other.publicKey }, { ...card, certificate: theirs.certificate }, theirs]) {
      expect(await exchange.rest().tellCard(bad)).toMatchObject({ ok: false });
      if (bad !== theirs) expect(courier().readCard(bad)).toBeNull();
    }
  });
});

describe('numbers for an outage', () => {
  it('come in ranges that stay the same when asked again and never overlap', async () => {
    const gateway = exchange.rest();
    const first = await gateway.numberRange({ id: 'rango-1', documentType: '851', count: 50 });
    const second = await gateway.numberRange({ id: 'rango-2', documentType: '851', count: 50 });
    expect(first).toMatchObject({ ok: true, value: { prefix: 'CL-C851-', first: 1, last: 50, digits: 7 } });
    expect(second).toMatchObject({ ok: true, value: { first: 51, last: 100 } });
    expect(await gateway.numberRange({ id: 'rango-1', documentType: '851', count: 50 })).toEqual(first);
  });
});
