import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { clientTls, openExchange, outgoing, sha256, type Exchange } from '#test/fakes/exchange.ts';

let exchange: Exchange;
const reported: string[] = [];
beforeAll(async () => {
  exchange = await openExchange({
    report: (event) => reported.push(event),
    limits: { directBytes: 100_000, documentBytes: 200_000 },
  });
});
afterAll(() => exchange.close());

function optionsOf(method: string, headers: Record<string, string>): https.RequestOptions {
  const { cl } = exchange.users;
  const authorization = `Basic ${Buffer.from(`${cl.name}:${cl.password}`, 'utf8').toString('base64')}`;
  const tls = { ca: exchange.pki.root.certificatePem, ...clientTls(exchange.pki, 'CL') };
  return { method, agent: false, ...tls, headers: { authorization, ...headers } };
}

function ask(method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array | string): Promise<number> {
  return new Promise((resolve) => {
    const request = https.request(exchange.gateway.url + path, optionsOf(method, headers), (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    // the server may close on what it refuses to read to the end
    request.on('error', () => resolve(0));
    request.end(body);
  });
}

async function offsetOf(hash: string): Promise<number> {
  const body = await new Promise<string>((resolve, reject) => {
    const request = https.get(`${exchange.gateway.url}/v1/uploads/${hash}`, optionsOf('GET', {}), (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      answer.on('end', () => resolve(text));
    });
    request.on('error', reject);
  });
  return (JSON.parse(body) as { offset: number }).offset;
}

/** The file of an upload of the Chilean agency. */
function nameOf(hash: string): string {
  return createHash('sha256').update(`CL:ESTCL01\0${hash}`).digest('hex');
}

describe('a gateway that is asked nonsense', () => {
  it.each([
    ['another cursor', 'GET', '/v1/events?cursor=abc', 400],
    ['a negative limit', 'GET', '/v1/events?limit=-1', 400],
    ['a sequence that is no number', 'GET', '/v1/officials?after=x', 400],
    ['a path it does not serve', 'GET', '/v2/time', 404],
    ['a path out of its room', 'GET', '/v1/uploads/..%2f..%2fetc%2fpasswd', 200],
    ['an address that is none', 'GET', '//', 404],
    ['a method it does not serve', 'DELETE', '/v1/time', 405],
    ['a key that is none', 'PUT', '/v1/deliveries/%20', 400],
    ['broken percent signs', 'GET', '/v1/deliveries/%E0%A4%A', 405],
    ['JSON that is none', 'PUT', '/v1/notices/n-1', 400],
  ])('answers %s', async (_, method, path, status) => {
    expect(await ask(method, path, {}, method === 'PUT' ? '{' : undefined)).toBe(status);
    expect(reported.filter((event) => event === 'unexpected')).toEqual([]);
  });

  it('refuses what is larger than it takes, compressed or not', async () => {
    const { header: _, ...message } = outgoing('grande', randomBytes(150_000));
    const headers = { 'document-sha256': message.sha256 };
    const path = `/v1/deliveries/${message.idempotencyKey}`;
    expect([413, 0]).toContain(await ask('PUT', path, headers, message.bytes));
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect([413, 0]).toContain(await ask('PUT', path, { ...headers, 'content-encoding': 'gzip' }, bomb));
    expect(await ask('PUT', path, { ...headers, 'content-encoding': 'gzip' }, 'not gzip')).toBe(400);
    expect(await ask('PUT', path, { ...headers, 'content-encoding': 'br' }, 'x')).toBe(415);
    const tooLong = { 'upload-offset': '0', 'upload-length': '300000' };
    expect(await ask('PATCH', `/v1/uploads/${message.sha256}`, tooLong, 'x')).toBe(413);
    const beyond = { 'upload-offset': '0', 'upload-length': '10' };
    expect([413, 0]).toContain(await ask('PATCH', `/v1/uploads/${message.sha256}`, beyond, randomBytes(20)));
  });

  it('keeps what it got of a request that breaks off, and thinks nothing of it', async () => {
    const hash = sha256(new Uint8Array(1000));
    const headers = { 'upload-offset': '0', 'upload-length': '1000', 'content-length': '1000' };
    const request = https.request(`${exchange.gateway.url}/v1/uploads/${hash}`, optionsOf('PATCH', headers));
    const broken = new Promise<void>((resolve) => request.once('error', () => resolve()));
    request.write(new Uint8Array(400));
    await vi.waitUntil(async () => (await offsetOf(hash)) === 400, { timeout: 30_000 });
    request.destroy();
    await broken;
    expect(await ask('PATCH', `/v1/uploads/${hash}`, { 'upload-offset': '400', 'upload-length': '1000' }, new Uint8Array(600))).toBe(200);
    expect(reported.filter((event) => event === 'unexpected')).toEqual([]);
  });

  it('throws away an upload whose bytes have another hash', async () => {
    const hash = sha256(new Uint8Array([1]));
    expect(await ask('PATCH', `/v1/uploads/${hash}`, { 'upload-offset': '0', 'upload-length': '3' }, 'abc')).toBe(422);
    expect(await ask('PATCH', `/v1/uploads/${hash}`, { 'upload-offset': '0', 'upload-length': '1' }, new Uint8Array([1]))).toBe(200);
  });

  it('asks for an upload again whose bytes its disk did not keep', async () => {
    const bytes = randomBytes(1000);
    const hash = sha256(bytes);
    expect(await ask('PATCH', `/v1/uploads/${hash}`, { 'upload-offset': '0', 'upload-length': '1000' }, bytes)).toBe(200);
    writeFileSync(join(exchange.folder, 'uploads', nameOf(hash)), new Uint8Array(1000));
    const headers = { 'document-sha256': hash, 'document-upload': hash };
    expect(await ask('PUT', '/v1/deliveries/key-of-damaged', headers)).toBe(409);
    expect(await offsetOf(hash)).toBe(0);
  });

  it('lets whoever comes later go on with an upload, and ends the request before', async () => {
    const bytes = randomBytes(150_000);
    const hash = sha256(bytes);
    const headers = (offset: number) => ({ 'upload-offset': String(offset), 'upload-length': '150000' });
    const silent = https.request(`${exchange.gateway.url}/v1/uploads/${hash}`, optionsOf('PATCH', headers(0)));
    const ended = new Promise<void>((resolve) => silent.once('error', () => resolve()));
    silent.write(bytes.subarray(0, 60_000));
    await vi.waitUntil(async () => (await offsetOf(hash)) === 60_000, { timeout: 30_000 });
    expect(await ask('PATCH', `/v1/uploads/${hash}`, headers(60_000), bytes.subarray(60_000))).toBe(200);
    await ended;
    expect(await ask('PATCH', `/v1/uploads/${hash}`, headers(150_000), '')).toBe(200);
    expect(reported.filter((event) => event === 'unexpected')).toEqual([]);
  });

  it('mixes no byte of requests that bring one document at the same time', async () => {
    const bytes = randomBytes(150_000);
    const path = `/v1/uploads/${sha256(bytes)}`;
    const patch = (offset: number) =>
      ask('PATCH', path, { 'upload-offset': String(offset), 'upload-length': '150000' }, bytes.subarray(offset));
    await Promise.all([patch(0), patch(0), patch(0)]);
    // whichever of them was heard to its end, the upload goes on from where it stands, and is whole
    expect(await patch(await offsetOf(sha256(bytes)))).toBe(200);
    expect(await offsetOf(sha256(bytes))).toBe(150_000);
    expect(reported.filter((event) => event === 'unexpected')).toEqual([]);
  });

  it('clears away at its start what nobody went on with for two months, and nothing else', async () => {
    const [old, young] = [sha256(randomBytes(8)), sha256(randomBytes(8))];
    for (const hash of [old, young])
      expect(await ask('PATCH', `/v1/uploads/${hash}`, { 'upload-offset': '0', 'upload-length': '9' }, 'abc')).toBe(200);
    const place = join(exchange.folder, 'uploads');
    const daysAgo = (days: number): number => Date.now() / 1000 - days * 86_400;
    for (const [name, days] of [
      [nameOf(old), 61],
      [`${nameOf(old)}.size`, 61],
      [nameOf(young), 59],
      [`${nameOf(young)}.size`, 90],
    ] as const)
      utimesSync(join(place, name), daysAgo(days), daysAgo(days));
    await exchange.restart();
    expect([await offsetOf(old), await offsetOf(young)]).toEqual([0, 3]);
    expect(readdirSync(place).filter((name) => name.startsWith(nameOf(old)))).toEqual([]);
  });

  it('goes on serving after two hundred random requests, without one fault of its own', async () => {
    const paths = [
      '/v1/work',
      '/v1/deliveries/aaaaaaaa',
      '/v1/officials/check',
      '/v1/courier/packages',
      '/soap/EnvioCertificadoFitosanitario',
    ];
    const methods = ['GET', 'PUT', 'POST', 'PATCH'];
    for (let i = 0; i < 200; i += 1) {
      const bytes = randomBytes(40);
      const path = `${paths[i % paths.length]}?${bytes.toString('base64url')}=${bytes.toString('hex')}`;
      const method = methods[i % methods.length] ?? 'GET';
      const status = await ask(
        method,
        path,
        { 'document-sha256': bytes.toString('hex'), 'iop-state': bytes.toString('latin1').replace(/[^\x21-\x7e]/g, '%') },
        bytes,
      );
      // 500 is what SOAP 1.1 prescribes for its faults
      expect(status < 500 || path.startsWith('/soap/')).toBe(true);
    }
    expect(reported.filter((event) => event === 'unexpected')).toEqual([]);
    expect(await exchange.rest().deliver(outgoing('después'))).toMatchObject({ kind: 'accepted' });
  });
});
