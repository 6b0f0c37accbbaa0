import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openExchange, outgoing, signedDocument, type Exchange } from '#test/fakes/exchange.ts';

let exchange: Exchange;
beforeAll(async () => {
  exchange = await openExchange();
});
afterAll(() => exchange.close());
afterEach(() => {
  const { admin } = exchange.gateway;
  admin.setMode({ kind: 'normal' });
  admin.failNext(0);
  admin.loseAnswers(0);
  admin.setClockError(0);
});

describe('delivery over REST', () => {
  it('is accepted with a receipt, and the gateway holds exactly our bytes', async () => {
    const message = outgoing('CL-2026 ñ/001');
    const answer = await exchange.rest().deliver(message);
    expect(answer).toMatchObject({ kind: 'accepted' });
    const held = exchange.gateway.admin.deliveries().find(({ key }) => key === message.idempotencyKey);
    expect(Buffer.from(held?.bytes ?? []).equals(message.bytes)).toBe(true);
    expect(held?.header).toEqual(message.header);
    expect(answer.kind === 'accepted' && answer.receiptId).toBe(held?.receiptId);
  });

  it('sent again under the same key gives the same receipt and is held once', async () => {
    const gateway = exchange.rest();
    const message = outgoing('CL-2026-002');
    const first = await gateway.deliver(message);
    expect(await gateway.deliver(message)).toEqual(first);
    expect(exchange.gateway.admin.deliveries().filter(({ documentId }) => documentId === 'CL-2026-002')).toHaveLength(1);
  });

  it('is refused when the key was used for other bytes, and the first stays', async () => {
    const gateway = exchange.rest();
    const message = outgoing('CL-2026-003');
    await gateway.deliver(message);
    const other = { ...outgoing('CL-2026-003', signedDocument('CL-2026-003', 'otra')), idempotencyKey: message.idempotencyKey };
    expect(await gateway.deliver(other)).toMatchObject({ kind: 'refused' });
    expect(await gateway.status({ idempotencyKey: message.idempotencyKey, sha256: other.sha256 })).toEqual({
      kind: 'differs',
      sha256: message.sha256,
    });
  });

  it('is refused with a fault for each wrong field of the header', async () => {
    const answer = await exchange.rest().deliver(outgoing('CL-2026-004', undefined, { interaction: 'corto', receiver: 'con espacio' }));
    expect(answer).toMatchObject({ kind: 'refused', faults: [{ code: 'CAB' }, { code: 'CAB' }] });
  });

  it('is busy for as long as Retry-After says', async () => {
    exchange.gateway.admin.setMode({ kind: 'busy', retryAfterSeconds: 7 });
    expect(await exchange.rest().deliver(outgoing('CL-2026-005'))).toEqual({
      kind: 'busy',
      retryAfterMs: 7_000,
      failure: { code: 'gatewayBusy', retryAfterMs: 7_000 },
    });
  });

  it('waits for a country that does not answer the gateway, told apart from a gateway that is busy, by either transport', async () => {
    exchange.gateway.admin.setUnreachable(['MX']);
    const waits = { kind: 'busy', retryAfterMs: 30_000, failure: { code: 'destinationUnreachable' } };
    const message = outgoing('CL-2026-013', undefined, { receiverCountry: 'MX', receiver: 'VUCEMX' });
    expect(await exchange.rest().deliver(message)).toEqual(waits);
    expect(await exchange.soap().deliver(message)).toEqual(waits);
    expect(await exchange.rest().deliver(outgoing('CL-2026-014', undefined, { receiverCountry: 'PE', receiver: 'VUCEPE' }))).toMatchObject({
      kind: 'accepted',
    });
    exchange.gateway.admin.setUnreachable([]);
    expect(await exchange.rest().deliver(message)).toMatchObject({ kind: 'accepted' });
  });

  it('has no answer when the line is cut after the gateway committed, and status tells that it is known', async () => {
    exchange.gateway.admin.loseAnswers(1);
    const gateway = exchange.rest();
    const message = outgoing('CL-2026-006');
    expect(await gateway.deliver(message)).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayUnreachable' } });
    expect(await gateway.status(message)).toMatchObject({ kind: 'known' });
  });

  it('has no answer when the gateway fails inside, and status tells that nothing is there', async () => {
    exchange.gateway.admin.failNext(1, 500);
    const gateway = exchange.rest();
    const message = outgoing('CL-2026-007');
    expect(await gateway.deliver(message)).toMatchObject({ kind: 'noAnswer' });
    expect(await gateway.status(message)).toEqual({ kind: 'unknownThere' });
  });

  it('waits in the queue when nobody listens: nothing can have arrived', async () => {
    const gateway = exchange.rest({ url: 'https://localhost:1' });
    expect(await gateway.deliver(outgoing('CL-2026-008'))).toEqual({
      kind: 'busy',
      retryAfterMs: null,
      failure: { code: 'gatewayUnreachable', detail: 'ECONNREFUSED' },
    });
  });

  it('takes a page of some other machine for what it is', async () => {
    exchange.gateway.admin.setMode({ kind: 'portal' });
    const gateway = exchange.rest();
    const message = outgoing('CL-2026-009');
    expect(await gateway.deliver(message)).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } });
    expect(await gateway.status(message)).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } });
    expect(await gateway.work(null)).toMatchObject({ ok: false, failure: { code: 'gatewayIsSomethingElse' } });
  });

  it('never takes the 404 of a wrong address for "not there"', async () => {
    const gateway = exchange.rest({ url: `${exchange.gateway.url}/otro` });
    expect(await gateway.status(outgoing('x'))).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } });
  });

  it('says that the gateway refused us when the password is wrong', async () => {
    const gateway = exchange.rest({ password: 'no' });
    expect(await gateway.deliver(outgoing('x'))).toMatchObject({ kind: 'busy', failure: { code: 'gatewayRefusedUs', status: 401 } });
    expect(await gateway.time()).toEqual({ ok: false, failure: { code: 'gatewayRefusedUs', status: 401 } });
  });

  it('says that the gateway refused us when there is no client certificate', async () => {
    const gateway = exchange.rest({ tls: { ca: exchange.pki.root.certificatePem } });
    expect(await gateway.time()).toEqual({ ok: false, failure: { code: 'gatewayRefusedUs', status: 403 } });
    expect(await gateway.deliver(outgoing('x'))).toMatchObject({ kind: 'busy', failure: { code: 'gatewayRefusedUs' } });
  });

  it('does not speak to a gateway that our authorities do not vouch for', async () => {
    const gateway = exchange.rest({ tls: { ...exchange.options().tls, ca: undefined } });
    expect(await gateway.deliver(outgoing('x'))).toMatchObject({ kind: 'busy', failure: { code: 'gatewayNotTrusted' } });
  });

  it('gives up at the deadline on a gateway that is too slow', async () => {
    exchange.gateway.admin.setMode({ kind: 'slow', delayMs: 60_000 });
    const gateway = exchange.rest({ deadlines: { connectMs: 200, answerMs: 200 } });
    const message = outgoing('CL-2026-010');
    expect(await gateway.deliver(message)).toMatchObject({ kind: 'noAnswer', failure: { detail: 'no answer in time' } });
    exchange.gateway.admin.setMode({ kind: 'normal' });
    expect(await exchange.rest().status(message)).toMatchObject({ kind: 'known' });
  });
});

describe('what the station fetches', () => {
  it('is work after a cursor, byte for byte', async () => {
    const gateway = exchange.rest();
    const bytes = signedDocument('trabajo');
    exchange.gateway.admin.addWork({ bytes, country: 'CL', assignedTo: 'ana', dueAt: '2026-12-01T00:00:00.000Z' });
    exchange.gateway.admin.addWork({ bytes, country: 'MX' });
    const first = await gateway.work(null);
    expect(first).toMatchObject({ ok: true, value: { items: [{ bytes, assignedTo: 'ana', dueAt: '2026-12-01T00:00:00.000Z' }] } });
    const cursor = first.ok ? first.value.cursor : '';
    expect(await gateway.work(cursor)).toEqual({ ok: true, value: { items: [], cursor } });
  });

  it('is the acknowledgement of each delivery as an event, RCB or ERR with its faults', async () => {
    const gateway = exchange.rest();
    const begin = await gateway.events(null);
    await gateway.deliver(outgoing('CL-2026-020'));
    await gateway.deliver(outgoing('CL-2026-021', new TextEncoder().encode('<sin-firma/>')));
    const events = await gateway.events(begin.ok ? begin.value.cursor : null);
    expect(
      events.ok && events.value.events.map(({ documentId, kind, faults }) => [documentId, kind, faults.map(({ code }) => code)]),
    ).toEqual([
      ['CL-2026-020', 'receivedCorrectly', []],
      ['CL-2026-021', 'receivedWithErrors', ['SIG01']],
    ]);
  });

  it('may come twice and backwards, with the ids that tell', async () => {
    const gateway = exchange.rest();
    const begin = await gateway.events(null);
    await gateway.deliver(outgoing('CL-2026-030'));
    exchange.gateway.admin.markUsed('CL-2026-030');
    exchange.gateway.admin.setEventsDisordered(true);
    const events = await gateway.events(begin.ok ? begin.value.cursor : null);
    exchange.gateway.admin.setEventsDisordered(false);
    const told = events.ok ? events.value.events : [];
    expect(told.map(({ kind }) => kind)).toEqual(['used', 'receivedCorrectly', 'used', 'receivedCorrectly']);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  it('is all of a page but the one event that is none, which is put away with the field that is wrong', async () => {
    const gateway = exchange.rest();
    const begin = await gateway.events(null);
    await gateway.deliver(outgoing('CL-2026-040'));
    const faults = [{ code: 'F12345', message: 'x' }];
    exchange.gateway.admin.addEvent({ documentId: 'CL-2026-040', kind: 'receivedWithErrors', id: 'e-bad', faults });
    exchange.gateway.admin.markUsed('CL-2026-040');
    const events = await gateway.events(begin.ok ? begin.value.cursor : null);
    expect(events.ok && events.value.events.map(({ kind }) => kind)).toEqual(['receivedCorrectly', 'used']);
    expect(events).toMatchObject({ value: { unread: [{ id: 'e-bad', documentId: 'CL-2026-040', field: 'faults.0.code' }] } });
  });

  it('is the difference between our clock and theirs', async () => {
    exchange.gateway.admin.setClockError(-3_600_000);
    const told = await exchange.rest().time();
    expect(told.ok && Math.abs(told.value.differenceMs - 3_600_000)).toBeLessThan(5_000);
  });
});

it('a notice the gateway cannot take comes back with what is wrong with it', async () => {
  const notice = { id: 'n-1', country: 'Chile', subject: '', text: 'x' };
  expect(await exchange.rest().notify(notice)).toEqual({
    ok: false,
    failure: {
      code: 'badRequest',
      detail: '422 country: Invalid string: must match pattern /^[A-Z]{2}$/; subject: Too small: expected string to have >=1 characters',
    },
  });
});
