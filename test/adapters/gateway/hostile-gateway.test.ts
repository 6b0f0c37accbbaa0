import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRestGateway, type RestGateway } from '#main/gateway/rest-gateway.ts';
import { openSoapGateway } from '#main/gateway/soap-gateway.ts';
import { composeAcknowledgement } from '#core/exchange/soap.ts';
import { outgoing, realClock, serverTls, sharedPki } from '#test/fakes/exchange.ts';

/** A server the station's authorities vouch for, but which answers as it likes. */
let server: https.Server;
let respond: (request: IncomingMessage, response: ServerResponse) => void;
let rest: RestGateway;
let soap: RestGateway;
beforeAll(async () => {
  const pki = await sharedPki();
  const { key, cert } = serverTls(pki);
  server = https.createServer({ key, cert }, (request, response) => {
    request.resume();
    request.on('end', () => respond(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const options = {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    user: 'cl',
    password: 'x',
    version: '1.2.3',
    tls: { ca: pki.root.certificatePem },
    clock: realClock,
    compress: true,
    deadlines: { connectMs: 2_000, answerMs: 2_000 },
  };
  rest = openRestGateway(options);
  soap = openSoapGateway(options);
});
afterAll(async () => {
  await rest.close();
  await soap.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const answering = (status: number, headers: Record<string, string>, body: Uint8Array | string) => {
  respond = (_, response) => response.writeHead(status, headers).end(body);
};
const json = { 'content-type': 'application/json' };
const work = (item: object) => JSON.stringify({ items: [item], cursor: '1' });
const item = { id: 'a', document: 'QQ==', assignedTo: null, dueAt: null, arrivedAt: '2026-01-01T00:00:00Z', source: 'x' };
const hashOfA = createHash('sha256').update('A').digest('hex');

describe('whoever reads the gateway’s log', () => {
  it('is told which version of the program asked', async () => {
    let agent: string | undefined;
    respond = (request, response) => {
      agent = request.headers['user-agent'];
      response.writeHead(200, json).end(JSON.stringify({ items: [], cursor: '1' }));
    };
    expect((await rest.work(null)).ok).toBe(true);
    expect(agent).toBe('Rubrica/1.2.3');
  });
});

describe('a gateway that answers as it should not', () => {
  it.each([
    ['a document that does not have its hash', json, work({ ...item, sha256: '0'.repeat(64) })],
    ['base64 that is none', json, work({ ...item, document: '%%%', sha256: hashOfA })],
    ['a missing member', json, '{"items":[]}'],
    ['a date that is none', json, work({ ...item, sha256: hashOfA, arrivedAt: 'ayer' })],
    ['nesting without end', json, '['.repeat(200_000)],
    ['bytes that are not UTF-8', json, new Uint8Array([0x7b, 0xff, 0x7d])],
    ['gzip that expands beyond measure', { ...json, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(100_000_000, ' '))],
    ['gzip that is none', { ...json, 'content-encoding': 'gzip' }, 'xxxx'],
    ['an empty page', {}, ''],
  ] as const)('is something else: %s', async (_, headers, body) => {
    answering(200, { ...headers }, body);
    expect(await rest.work(null)).toMatchObject({ ok: false, failure: { code: 'gatewayIsSomethingElse' } });
  });

  it('is told with the member that is not as agreed, and not with what it holds', async () => {
    answering(200, json, work({ ...item, sha256: hashOfA, arrivedAt: 'ayer' }));
    expect(await rest.work(null)).toMatchObject({ failure: { detail: '200 application/json items.0.arrivedAt' } });
  });

  it('is not followed elsewhere', async () => {
    let asked = 0;
    respond = (_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/v1/otro' }).end();
    };
    expect(await rest.work(null)).toMatchObject({ ok: false, failure: { code: 'gatewayIsSomethingElse' } });
    expect(asked).toBe(1);
  });

  it('does not keep us for ever with an answer that never ends', async () => {
    respond = (_, response) => void response.writeHead(200, json).write('{');
    expect(await rest.events(null)).toMatchObject({ ok: false, failure: { code: 'gatewayUnreachable', detail: 'no answer in time' } });
  });

  it('gets its acknowledgement believed only for the transaction we asked about', async () => {
    const message = outgoing('SOAP-X');
    const header = { ...message.header, transaction: 'respuesta-0001', originalTransaction: 'otra-transaccion' };
    answering(200, { 'content-type': 'text/xml' }, composeAcknowledgement({ header, code: 'RCB', text: 'ok', at: '2026-01-01T00:00:00Z' }));
    expect(await soap.deliver(message)).toMatchObject({ kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } });
  });

  it('that speaks SOAP without a receipt of its own is believed by its transaction, and ERR is an acceptance with faults', async () => {
    const message = outgoing('SOAP-Y');
    const header = { ...message.header, transaction: 'respuesta-0002', originalTransaction: message.header.transaction };
    answering(
      200,
      { 'content-type': 'text/xml' },
      composeAcknowledgement({ header, code: 'ERR', text: 'Falta sello', at: '2026-01-01T00:00:00' }),
    );
    expect(await soap.deliver(message)).toEqual({
      kind: 'accepted',
      receiptId: 'respuesta-0002',
      at: '2026-01-01T00:00:00.000Z',
      acknowledgement: {
        code: 'ERR',
        text: 'Falta sello',
        at: '2026-01-01T00:00:00.000Z',
        faults: [{ code: 'ERR', message: 'Falta sello' }],
      },
    });
  });

  it.each([
    ['half an envelope', 200, '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'],
    [
      'a service fault',
      500,
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>',
    ],
    ['an entity bomb', 200, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
  ])('leaves a SOAP delivery without an answer: %s', async (_, status, body) => {
    answering(status, { 'content-type': 'text/xml; charset=utf-8' }, body);
    expect((await soap.deliver(outgoing('SOAP-Z'))).kind).toBe('noAnswer');
  });

  it('never sees a document SOAP cannot carry unchanged', async () => {
    let asked = 0;
    respond = (_, response) => {
      asked += 1;
      response.end();
    };
    for (const bytes of [new Uint8Array([0xe1, 0x20]), new Uint8Array([0x3c, 0x00, 0x3e])]) {
      expect(await soap.deliver(outgoing('SOAP-W', bytes))).toMatchObject({ kind: 'refused', faults: [{ code: 'UTF8' }] });
    }
    expect(asked).toBe(0);
  });
});
