import { randomBytes, randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '#gateway/routes.ts';
import { headerRules } from '#core/exchange/header.ts';
import { composeDelivery, readSoap } from '#core/exchange/soap.ts';
import { openSubject, type Got, type Subject } from '#test/conformance/gateway/subject.ts';
import { sha256, sharedPki, signedDocument } from '#test/fakes/exchange.ts';

let subject: Subject;
let me: { country: string; participant: string | null };
beforeAll(async () => {
  subject = await openSubject();
  const known = await subject.ask({ method: 'GET', path: '/v1/participant' });
  if (known.status !== 200)
    throw new Error(`GET /v1/participant: ${known.status}. Does the gateway know this user, password and client certificate?`);
  me = known.json;
});
afterAll(() => subject.close());

const number = () => `CONFORMANCE-${randomUUID()}`;
const get = (path: string): Promise<Got> => subject.ask({ method: 'GET', path });
const put = (path: string, value: unknown): Promise<Got> =>
  subject.ask({ method: 'PUT', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

function header(documentId: string, transaction: string) {
  return {
    interaction: 'EnvioDocumento',
    service: 'Documento.851',
    sender: me.participant ?? 'ESTPRUEBA',
    senderCountry: me.country,
    receiver: `VUCE${subject.destination}`,
    receiverCountry: subject.destination,
    transaction,
    state: 'ENV',
    at: new Date().toISOString(),
    documentType: '851',
    documentId,
    originalTransaction: null,
  };
}

function fields(documentId: string, transaction: string): Record<string, string> {
  const cabecera = header(documentId, transaction);
  return {
    'iop-interaction': cabecera.interaction,
    'iop-service': cabecera.service,
    'iop-sender': cabecera.sender,
    'iop-sender-country': cabecera.senderCountry,
    'iop-receiver': cabecera.receiver,
    'iop-receiver-country': cabecera.receiverCountry,
    'iop-transaction': cabecera.transaction,
    'iop-state': cabecera.state,
    'iop-at': cabecera.at,
    'iop-document-type': cabecera.documentType,
    'iop-document-id': encodeURIComponent(documentId),
  };
}

function deliver(key: string, bytes: Uint8Array, more: Record<string, string> = {}, body: Uint8Array = bytes): Promise<Got> {
  const headers = { ...fields(number(), key), 'content-type': 'application/xml', 'document-sha256': sha256(bytes), ...more };
  return subject.ask({ method: 'PUT', path: `/v1/deliveries/${key}`, headers, body });
}

describe('a gateway that stations can rely on', () => {
  it('serves every path of the document, and no other', () => {
    const served = routes.map(({ method, path }) => `${method} ${path}`).sort();
    const described = subject.document.operations.map(({ method, path }) => `${method} ${path}`).sort();
    expect(served).toEqual(described);
  });

  it('asks for the header fields of the platform, with its limits', () => {
    const described = subject.document.headerFieldsOf('deliver').filter(({ name }) => name.startsWith('iop-'));
    expect(described.map(({ name }) => name)).toEqual(headerRules.map(({ httpField }) => httpField));
    for (const { httpField, pattern, field } of headerRules) {
      const told = described.find(({ name }) => name === httpField);
      expect([field, told?.required]).toEqual([field, field !== 'originalTransaction']);
      if (told?.pattern !== undefined) expect(told.pattern).toBe(pattern.source);
    }
  });

  it('knows the station by certificate and password together', async () => {
    expect((await subject.ask({ method: 'GET', path: '/v1/time', password: 'no' })).status).toBe(401);
    const bare = await subject.ask({ method: 'GET', path: '/v1/time', withoutCertificate: true }).catch(() => null);
    expect(bare === null || [400, 403, 495, 496].includes(bare.status)).toBe(true);
    expect(me.country).toMatch(/^[A-Z]{2}$/);
  });

  it('tells the time', async () => {
    const { json } = await get('/v1/time');
    expect(Math.abs(Date.parse(json.at as string) - Date.now())).toBeLessThan(5 * 60_000);
  });

  it('takes a document once: 201, then 200 with the same receipt, whatever the coding', async () => {
    const key = randomUUID();
    const bytes = signedDocument(key);
    const first = await deliver(key, bytes);
    expect(first.status).toBe(201);
    const again = await deliver(key, bytes, { 'content-encoding': 'gzip' }, gzipSync(bytes));
    expect([again.status, again.json.receiptId]).toEqual([200, first.json.receiptId]);
    expect((await get(`/v1/deliveries/${key}`)).json).toMatchObject({ receiptId: first.json.receiptId, sha256: sha256(bytes) });
  });

  it('refuses other bytes under the key, and the same bytes under another key', async () => {
    const key = randomUUID();
    const bytes = signedDocument(key);
    const first = await deliver(key, bytes);
    expect(await deliver(key, signedDocument(key, 'otra'))).toMatchObject({ status: 409, json: { receiptId: first.json.receiptId } });
    const other = await deliver(randomUUID(), bytes);
    expect([other.status, other.json.type]).toEqual([409, 'urn:rubrica:gateway:document-known']);
  });

  it('refuses with faults what contradicts its hash or its header', async () => {
    const key = randomUUID();
    const wrongHash = await deliver(key, signedDocument(key), { 'document-sha256': '0'.repeat(64) });
    expect(wrongHash).toMatchObject({ status: 422, json: { faults: [expect.anything()] } });
    const wrongHeader = await deliver(key, signedDocument(key), { 'iop-interaction': 'x' });
    expect(wrongHeader).toMatchObject({ status: 422, json: { faults: [expect.anything()] } });
    const unknown = await get(`/v1/deliveries/${key}`);
    expect([unknown.status, unknown.json.type]).toEqual([404, 'urn:rubrica:gateway:unknown-delivery']);
  });

  it('tells the acknowledgement as an event after the cursor', async () => {
    const key = randomUUID();
    const bytes = signedDocument(key);
    let cursor = await lastCursor('/v1/events', 'events');
    await deliver(key, bytes);
    let event: { sha256: string; kind: string } | undefined;
    for (let asked = 0; asked < 45 && !event; asked += 1) {
      const { json } = await get(`/v1/events?cursor=${cursor}`);
      event = (json.events as { sha256: string; kind: string }[]).find((one) => one.sha256 === sha256(bytes));
      cursor = json.cursor as string;
      if (!event) await new Promise((resolve) => setTimeout(resolve, subject.isReference ? 10 : 1_000));
    }
    const silent = `no acknowledgement: RUBRICA_GATEWAY_DESTINATION (${subject.destination}) must be a country where something answers`;
    expect(event, silent).toBeDefined();
    expect(event?.kind).toMatch(/^received(Correctly|WithErrors)$/);
  });

  it('keeps what arrived of a large document and takes the rest later', async () => {
    const bytes = signedDocument('grande', randomBytes(40_000).toString('hex'));
    const path = `/v1/uploads/${sha256(bytes)}`;
    expect((await get(path)).json).toMatchObject({ offset: 0, complete: false });
    const patch = (offset: number, part: Uint8Array) =>
      subject.ask({
        method: 'PATCH',
        path,
        headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset), 'upload-length': String(bytes.length) },
        body: part,
      });
    expect((await patch(0, bytes.subarray(0, 30_000))).json).toMatchObject({ offset: 30_000, complete: false });
    expect((await patch(10, bytes.subarray(10))).status).toBe(409);
    const key = randomUUID();
    const early = await deliver(key, bytes, { 'document-upload': sha256(bytes) }, new Uint8Array());
    expect([early.status, early.json.type]).toEqual([409, 'urn:rubrica:gateway:upload-incomplete']);
    expect((await patch(30_000, bytes.subarray(30_000))).json).toMatchObject({ complete: true });
    const taken = await deliver(key, bytes, { 'document-upload': sha256(bytes) }, new Uint8Array());
    expect([taken.status, taken.json.sha256]).toEqual([201, sha256(bytes)]);
  });

  it('lists work, inbound documents and notices by cursor', async () => {
    for (const [path, member] of [
      ['/v1/work', 'items'],
      ['/v1/inbound', 'documents'],
      ['/v1/notices', 'notices'],
    ] as const) {
      const cursor = await lastCursor(path, member);
      expect((await get(`${path}?cursor=${cursor}`)).json[member]).toEqual([]);
    }
    expect((await put(`/v1/inbound/${randomUUID()}/answers/used`, { at: new Date().toISOString(), text: null, faults: [] })).status).toBe(
      404,
    );
  });

  it('takes a notice once', async () => {
    const id = randomUUID();
    const notice = { country: subject.destination, subject: 'Prueba de conformidad', text: 'Sin efecto.' };
    expect((await put(`/v1/notices/${id}`, notice)).status).toBe(204);
    expect((await put(`/v1/notices/${id}`, notice)).status).toBe(204);
  });

  it('distributes the directory and the revocation lists with their hashes', async () => {
    const officials = await get('/v1/officials?after=0');
    for (const file of officials.json.files as { document: string; sha256: string }[]) {
      expect(sha256(Buffer.from(file.document, 'base64'))).toBe(file.sha256);
    }
    const crls = (await get('/v1/crls')).json.crls as { crl: string; sha256: string }[];
    for (const { crl, sha256: hash } of crls) {
      expect((await get(`/v1/crls/${hash}`)).body.equals(Buffer.from(crl, 'base64'))).toBe(true);
    }
    expect((await get(`/v1/crls/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('checks an official on line with the codes of ALADI', async () => {
    const check = async (certificate: string) => {
      const question = { at: new Date().toISOString(), country: me.country, entityId: 'XXX', certificate };
      const headers = { 'content-type': 'application/json' };
      return (await subject.ask({ method: 'POST', path: '/v1/officials/check', headers, body: JSON.stringify(question) })).json.code;
    };
    expect(await check('not a certificate')).toBe('01');
    const pki = await sharedPki();
    expect(await check(Buffer.from(pki.root.certificate).toString('base64'))).toBe('04');
  });

  it('grants number ranges that never overlap, the same id the same range', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const request = { documentType: '851', count: 10 };
    const first = await put(`/v1/number-ranges/${a}`, request);
    const second = await put(`/v1/number-ranges/${b}`, request);
    expect(first.json.last - first.json.first + 1).toBe(10);
    expect(second.json.first > first.json.last || second.json.last < first.json.first).toBe(true);
    expect((await put(`/v1/number-ranges/${a}`, request)).json).toEqual(first.json);
    expect((await put(`/v1/number-ranges/${a}`, { ...request, count: 11 })).status).toBe(409);
  });

  it('has a key for couriers and refuses a package that is none', async () => {
    expect((await get('/v1/courier/key')).json.keyId).toMatch(/^[0-9a-f]{16}$/);
    const refused = await subject.ask({ method: 'POST', path: '/v1/courier/packages', body: '{}' });
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ type: 'urn:rubrica:gateway:package-refused', detail: 'form' });
    expect((await put('/v1/courier/card', { certificate: '', publicKey: '', signature: '' })).status).toBe(422);
    expect((await get('/v1/courier/stations')).json.stations).toEqual(expect.any(Array));
  });

  it('takes a delivery over SOAP, acknowledges it, and REST knows of it', async () => {
    const key = randomUUID();
    const bytes = signedDocument(key);
    const soap = (body: string) =>
      subject.ask({
        method: 'POST',
        path: '/soap/EnvioCertificadoFitosanitario',
        headers: { 'content-type': 'text/xml; charset=utf-8', 'idempotency-key': key },
        body,
      });
    const answer = await soap(composeDelivery(header(number(), key), Buffer.from(bytes).toString('utf8')));
    const told = readSoap(answer.body.toString('utf8'));
    expect(told).toMatchObject({ kind: 'acknowledgement', acknowledgement: { code: 'RCB', header: { originalTransaction: key } } });
    expect((await get(`/v1/deliveries/${key}`)).json).toMatchObject({ sha256: sha256(bytes) });
    const refused = await soap(composeDelivery({ ...header(number(), key), service: 'x' }, 'x'));
    expect(readSoap(refused.body.toString('utf8'))).toMatchObject({ kind: 'fault', faults: [expect.anything()] });
  });

  it('answered all of this as the document says, every operation of it', () => {
    expect(subject.faults).toEqual([]);
    expect(subject.document.operations.map(({ id }) => id).filter((id) => !subject.covered.has(id))).toEqual([]);
  });
});

/** Follows a list to its end. */
async function lastCursor(path: string, member: string): Promise<string> {
  let page = await get(path);
  while ((page.json[member] as unknown[]).length > 0) page = await get(`${path}?cursor=${page.json.cursor}`);
  return page.json.cursor as string;
}
