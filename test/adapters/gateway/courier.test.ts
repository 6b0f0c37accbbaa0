import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealCourier, type CourierOrder } from '#main/gateway/courier.ts';
import { clientTls, openExchange, outgoing, signedDocument, type Exchange } from '#test/fakes/exchange.ts';

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());

/** Sealed by the Chilean station; carried by whoever has a line. */
async function seal(messages: CourierOrder['messages'], more: Partial<CourierOrder> = {}): Promise<Uint8Array> {
  const key = await exchange.rest().courierKey();
  if (!key.ok) throw new Error(key.failure.code);
  return sealCourier({
    messages,
    from: { user: exchange.users.cl.name, country: 'CL' },
    madeAt: new Date().toISOString(),
    recipient: key.value,
    signer: clientTls(exchange.pki, 'CL'),
    ...more,
  });
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
    for (const member of ['keyId', 'ephemeral', 'nonce', 'sealed', 'signature'] as const) {
      const value = form[member] ?? '';
      // another character in the middle, still base64 or hexadecimal
      const middle = Math.floor(value.length / 2);
      const twisted = value.slice(0, middle) + (value[middle] === 'b' ? 'c' : 'b') + value.slice(middle + 1);
      const told = await carrier().courier(Buffer.from(JSON.stringify({ ...form, [member]: twisted })));
      expect([member, told.ok]).toEqual([member, false]);
    }
    expect(exchange.gateway.admin.deliveries().some(({ documentId }) => documentId === 'COU-7')).toBe(false);
  });

  it('is refused when somebody else sealed it in our name', async () => {
    const told = await carrier().courier(await seal([outgoing('COU-8')], { signer: clientTls(exchange.pki, 'MX') }));
    expect(told).toMatchObject({ ok: false, failure: { code: 'badRequest' } });
    const unknown = await carrier().courier(await seal([outgoing('COU-8')], { from: { user: 'nadie', country: 'CL' } }));
    expect(unknown).toMatchObject({ ok: false });
    expect(exchange.gateway.admin.deliveries().some(({ documentId }) => documentId === 'COU-8')).toBe(false);
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
