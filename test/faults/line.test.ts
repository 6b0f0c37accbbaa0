import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway, Outgoing } from '#main/ports/gateway.ts';
import { badServerTls, openExchange, outgoing, signedDocument, type Exchange } from '#test/fakes/exchange.ts';
import { countPoints } from '#test/faults/points.ts';
import { startFaultProxy, type FaultProxy, type LineFault } from '#test/faults/fault-proxy.ts';

/** Points a way and a transport at which the line is cut; RUBRICA_FAULTS=long takes twenty times as many. */
const isLong = process.env['RUBRICA_FAULTS'] === 'long';
const points = isLong ? 400 : 20;
const patience = isLong ? 10 * 60_000 : 60_000;

let exchange: Exchange;
let proxy: FaultProxy;
beforeAll(async () => {
  exchange = await openExchange();
  proxy = await startFaultProxy(exchange.gateway);
});
afterAll(async () => {
  await proxy.close();
  await exchange.close();
});
afterEach(() => proxy.setFault({ kind: 'none' }));

const over = (transport: 'rest' | 'soap', answerMs = 4_000): Gateway =>
  exchange[transport]({ url: proxy.url, deadlines: { connectMs: Math.min(2_000, answerMs), answerMs } });
const heldOf = ({ idempotencyKey }: Outgoing) => exchange.gateway.admin.deliveries().filter(({ key }) => key === idempotencyKey);

/** After a fault the line is good again: status must tell the truth, and one more delivery must leave exactly one document. */
async function settle(message: Outgoing, transport: 'rest' | 'soap'): Promise<'held' | 'notHeld'> {
  proxy.setFault({ kind: 'none' });
  const gateway = over(transport);
  const status = await gateway.status(message);
  const heldBefore = heldOf(message).length;
  expect(status.kind).toBe(heldBefore === 1 ? 'known' : 'unknownThere');
  expect(await gateway.deliver(message)).toMatchObject({ kind: 'accepted' });
  expect(heldOf(message)).toHaveLength(1);
  expect(Buffer.from(heldOf(message)[0]?.bytes ?? []).equals(message.bytes)).toBe(true);
  await gateway.close();
  return heldBefore === 1 ? 'held' : 'notHeld';
}

async function deliverUnder(fault: LineFault, transport: 'rest' | 'soap', message: Outgoing, answerMs?: number) {
  proxy.setFault(fault);
  const gateway = over(transport, answerMs);
  const answer = await gateway.deliver(message);
  await gateway.close();
  return answer;
}

describe('a line cut, or a bit turned over, at byte n of a delivery', () => {
  for (const transport of ['rest', 'soap'] as const) {
    for (const way of ['cutUp', 'cutDown', 'corruptUp', 'corruptDown'] as const) {
      it(`leaves the truth to be asked over ${transport}, ${way}, at ${points} points`, { timeout: patience }, async () => {
        const measured = outgoing(`medida-${transport}-${way}`);
        await deliverUnder({ kind: 'none' }, transport, measured);
        const total = way.endsWith('Up') ? proxy.counted.up : proxy.counted.down;
        const seen = { held: 0, notHeld: 0, accepted: 0 };
        for (let point = 0; point < points; point += 1) {
          const message = outgoing(`${transport}-${way}-${point}`);
          const afterBytes = Math.max(1, Math.round((total * (point + 0.5)) / points));
          const fault =
            way === 'cutUp' || way === 'cutDown' ? { kind: way, afterBytes, withReset: point % 2 === 1 } : { kind: way, afterBytes };
          const answer = await deliverUnder(fault, transport, message, way.startsWith('corrupt') ? 700 : 4_000);
          if (answer.kind === 'accepted') seen.accepted += 1;
          // "busy" says that nothing can have arrived: that must be so
          if (answer.kind === 'busy') expect(heldOf(message)).toHaveLength(0);
          expect(['accepted', 'busy', 'noAnswer']).toContain(answer.kind);
          seen[await settle(message, transport)] += 1;
        }
        expect(seen.held + seen.notHeld).toBe(points);
        countPoints(`a delivery over ${transport}, ${way}`, points, `${total} bytes`);
        // the sample reaches both sides of the commit in at least one direction
        if (way.endsWith('Up')) expect(seen.notHeld).toBeGreaterThan(0);
        else expect(seen.held).toBeGreaterThan(0);
      });
    }
  }
});

describe('a line cut at byte n of what the station fetches', () => {
  it(`brings a page whole or not at all, at ${points} points, and the same page afterwards`, { timeout: patience }, async () => {
    const { admin } = exchange.gateway;
    const { header, bytes } = outgoing('fetched', signedDocument('fetched', 'x'.repeat(20_000)));
    for (let i = 0; i < 3; i += 1) admin.addWork({ bytes, country: 'CL' });
    admin.addInbound({ header: { ...header, receiverCountry: 'CL', senderCountry: 'MX' }, bytes });
    for (const fetch of ['work', 'inbound', 'events', 'crls'] as const) {
      const ask = async (fault: LineFault) => {
        proxy.setFault(fault);
        const gateway = over('rest');
        const told = fetch === 'crls' ? await gateway.crls() : await gateway[fetch](null);
        await gateway.close();
        return told;
      };
      const whole = await ask({ kind: 'none' });
      expect(whole.ok).toBe(true);
      const total = proxy.counted.down;
      let failures = 0;
      for (let point = 0; point < points; point += 1) {
        const told = await ask({ kind: 'cutDown', afterBytes: Math.max(1, Math.round((total * (point + 0.5)) / points)) });
        if (told.ok) expect(told).toEqual(whole);
        else failures += 1;
        if (!told.ok) expect(told.failure.code).toBe('gatewayUnreachable');
      }
      expect(failures).toBeGreaterThan(points / 2);
      countPoints(`a page of ${fetch} cut`, points, `${total} bytes`);
      expect(await ask({ kind: 'none' })).toEqual(whole);
    }
  });

  it(`carries an answer to the other country once, at ${points} points`, { timeout: patience }, async () => {
    const { header, bytes } = outgoing('answered');
    for (let point = 0; point < points; point += 1) {
      const id = `entrante-${point}`;
      exchange.gateway.admin.addInbound({ id, header: { ...header, receiverCountry: 'CL', senderCountry: 'MX' }, bytes });
      const answer = { id, kind: 'receivedCorrectly', at: new Date().toISOString(), text: null, faults: [] } as const;
      for (const fault of [{ kind: 'cutDown', afterBytes: 2_000 + point * 60 }, { kind: 'none' }] as const) {
        proxy.setFault(fault);
        const gateway = over('rest');
        const told = await gateway.answer(answer);
        await gateway.close();
        if (fault.kind === 'none') expect(told).toEqual({ ok: true, value: null });
      }
      expect(exchange.gateway.admin.answers().filter(({ inbound }) => inbound === id)).toHaveLength(1);
    }
    countPoints('an answer to the other country cut', points);
  });
});

describe('a line that stalls while the station fetches or answers', () => {
  const stalls: readonly LineFault[] = [
    { kind: 'halfOpen', afterBytes: 2_000 },
    { kind: 'deaf', afterBytes: 3_000, closeAfterMs: 200 },
    { kind: 'slow', bytesPerSecond: 20_000 },
  ];

  it('half-open or slow, gives up by the deadline or waits for what keeps coming, and loses no page', async () => {
    const { header, bytes } = outgoing('stalled', signedDocument('stalled', 'x'.repeat(5_000)));
    exchange.gateway.admin.addInbound({ header: { ...header, receiverCountry: 'CL', senderCountry: 'MX' }, bytes });
    for (const fetch of ['work', 'inbound', 'events'] as const) {
      const whole = await over('rest')[fetch](null);
      for (const fault of stalls) {
        proxy.setFault(fault);
        const gateway = over('rest', 1_500);
        const told = await gateway[fetch](null);
        await gateway.close();
        proxy.setFault({ kind: 'none' });
        if (told.ok) expect(told).toEqual(whole);
        else expect([fetch, fault.kind, told.failure.code]).toEqual([fetch, fault.kind, 'gatewayUnreachable']);
        expect(await over('rest')[fetch](null)).toEqual(whole);
      }
    }
  });

  it('half-open or slow, is carried once all the same', async () => {
    const { header, bytes } = outgoing('stalled-answer');
    for (const fault of stalls) {
      const id = `entrante-${fault.kind}`;
      exchange.gateway.admin.addInbound({ id, header: { ...header, receiverCountry: 'CL', senderCountry: 'MX' }, bytes });
      const answer = { id, kind: 'receivedCorrectly', at: new Date().toISOString(), text: null, faults: [] } as const;
      proxy.setFault(fault);
      const gateway = over('rest', 1_500);
      const told = await gateway.answer(answer);
      await gateway.close();
      if (!told.ok) expect(told.failure.code).toBe('gatewayUnreachable');
      proxy.setFault({ kind: 'none' });
      expect(await over('rest').answer(answer)).toEqual({ ok: true, value: null });
      expect(exchange.gateway.admin.answers().filter(({ inbound }) => inbound === id)).toHaveLength(1);
    }
  });
});

describe('a line that fails in other ways', () => {
  it('half-open ends at the deadline, and the document is held once afterwards', async () => {
    const message = outgoing('half-open');
    const answer = await deliverUnder({ kind: 'halfOpen', afterBytes: 3_000 }, 'rest', message, 500);
    expect(answer).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayUnreachable' } });
    await settle(message, 'rest');
  });

  it('deaf after the gateway committed ends without an answer, and status knows the document', async () => {
    const measured = outgoing('medida-sordo');
    await deliverUnder({ kind: 'none' }, 'rest', measured);
    const message = outgoing('deaf');
    // the answer is the last thing that comes: all but its end is let through
    const answer = await deliverUnder({ kind: 'deaf', afterBytes: proxy.counted.down - 600, closeAfterMs: 200 }, 'rest', message);
    expect(answer).toMatchObject({ kind: 'noAnswer' });
    expect(await settle(message, 'rest')).toBe('held');
  });

  it('with a chunk sent twice is refused by TLS, never taken twice', async () => {
    const message = outgoing('duplicate');
    const answer = await deliverUnder({ kind: 'duplicate', afterBytes: 2_500 }, 'rest', message);
    expect(['noAnswer', 'accepted']).toContain(answer.kind);
    await settle(message, 'rest');
  });

  it('with latency and little width still delivers', async () => {
    expect(await deliverUnder({ kind: 'latency', ms: 30 }, 'rest', outgoing('latency'))).toMatchObject({ kind: 'accepted' });
    expect(await deliverUnder({ kind: 'slow', bytesPerSecond: 40_000 }, 'soap', outgoing('slow'))).toMatchObject({ kind: 'accepted' });
  });

  for (const transport of ['rest', 'soap'] as const) {
    it(`that is poor gets its documents compressed over ${transport}`, async () => {
      proxy.setFault({ kind: 'latency', ms: 400 });
      const gateway = over(transport, 20_000);
      await gateway.time();
      const message = outgoing(`estrecha-${transport}`, signedDocument(`estrecha-${transport}`, 'x'.repeat(20_000)));
      const before = proxy.counted.up;
      expect(await gateway.deliver(message)).toMatchObject({ kind: 'accepted' });
      expect(proxy.counted.up - before).toBeLessThan(5_000);
      expect(Buffer.from(heldOf(message)[0]?.bytes ?? []).equals(message.bytes)).toBe(true);
      await gateway.close();
    });
  }

  for (const fault of ['otherName', 'selfSigned', 'expired'] as const) {
    it(`with an impostor whose certificate is bad (${fault}) is not trusted, and it sees no document`, async () => {
      const answer = await deliverUnder({ kind: 'impostor', ...(await badServerTls(exchange.pki, fault)) }, 'rest', outgoing(fault));
      expect(answer).toMatchObject({ kind: 'busy', failure: { code: 'gatewayNotTrusted' } });
    });
  }

  it('with a machine that speaks plain HTTP is something else', async () => {
    const answer = await deliverUnder({ kind: 'plainHttp' }, 'rest', outgoing('plain'));
    expect(answer).toMatchObject({ kind: 'busy', failure: { code: 'gatewayIsSomethingElse' } });
  });
});

describe('a page of work over a line that breaks after every 60 KB', () => {
  it('comes in ever smaller pages until all of it is here, each document once', async () => {
    const other = await openExchange();
    const line = await startFaultProxy(other.gateway);
    const sent = Array.from({ length: 12 }, (_, i) => signedDocument(`trabajo-${i}`, 'x'.repeat(20_000)));
    for (const bytes of sent) other.gateway.admin.addWork({ bytes });
    const gateway = other.rest({ url: line.url });
    line.setFault({ kind: 'cutDown', afterBytes: 60_000 });
    const arrived: Uint8Array[] = [];
    let cursor: string | null = null;
    for (let asked = 0; asked < 60 && arrived.length < sent.length; asked += 1) {
      const page = await gateway.work(cursor);
      if (!page.ok) continue;
      arrived.push(...page.value.items.map(({ bytes }) => bytes));
      ({ cursor } = page.value);
    }
    expect(arrived).toEqual(sent);
    await line.close();
    await other.close();
  });
});

describe('a large document over a line that keeps breaking', () => {
  it('arrives in parts, each cut going on from where the last one stopped', async () => {
    const bytes = signedDocument('grande', randomBytes(300_000).toString('base64'));
    const message = outgoing('grande', bytes);
    const gateway = exchange.rest({ url: proxy.url, resumableFromBytes: 100_000, uploadPartBytes: 50_000 });
    let cuts = 0;
    let answer = await deliverCut();
    while (answer.kind !== 'accepted') {
      expect(answer).toMatchObject({ kind: 'busy' });
      cuts += 1;
      answer = await deliverCut();
    }
    // every connection dies after 130 KB: without resuming it would never get there
    expect(cuts).toBeGreaterThanOrEqual(2);
    expect(heldOf(message)).toHaveLength(1);
    expect(Buffer.from(heldOf(message)[0]?.bytes ?? []).equals(bytes)).toBe(true);
    expect(await gateway.deliver(message)).toMatchObject({ kind: 'accepted' });
    expect(heldOf(message)).toHaveLength(1);

    function deliverCut() {
      proxy.setFault(cuts < 6 ? { kind: 'cutUp', afterBytes: 130_000 } : { kind: 'none' });
      return gateway.deliver(message);
    }
  });
});
