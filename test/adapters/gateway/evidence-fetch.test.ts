import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openEvidenceFetch } from '#main/gateway/evidence-fetch.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function fetched(listener: RequestListener, asked: { body?: Uint8Array; maxBytes?: number; timeoutMs?: number } = {}) {
  server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const { body = null, maxBytes = 1000, timeoutMs = 5000 } = asked;
  const contentType = body && 'application/ocsp-request';
  return openEvidenceFetch(async () => null)({ url: `http://127.0.0.1:${port}/list.crl`, body, contentType, maxBytes, timeoutMs });
}

describe('a list or an answer on the line', () => {
  it('is fetched as it is, and a question is posted as what it is', async () => {
    let asked = '';
    const answer = await fetched(
      (request, response) => {
        asked = `${request.method} ${request.headers['content-type']}`;
        request.resume().on('end', () => response.end('good'));
      },
      { body: Buffer.from('who?') },
    );
    expect(answer.ok && Buffer.from(answer.value).toString()).toBe('good');
    expect(asked).toBe('POST application/ocsp-request');
  });

  it('is cut off where it is longer than asked, whatever length it claims', async () => {
    let sent = 0;
    const answer = await fetched((_, response) => {
      const pour = (): void => {
        while (!response.destroyed && sent < 50_000_000) {
          sent += 10_000;
          if (!response.write(Buffer.alloc(10_000))) return void response.once('drain', pour);
        }
      };
      pour();
    });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'gatewayIsSomethingElse' } });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('is given up when it comes too slowly, at the start or in the middle', async () => {
    for (const listener of [() => undefined, (_: unknown, response: Parameters<RequestListener>[1]) => void response.write('a')]) {
      const answer = await fetched(listener, { timeoutMs: 150 });
      expect(answer).toMatchObject({ ok: false, failure: { code: 'gatewayUnreachable' } });
      server.closeAllConnections();
      server.close();
    }
  });

  it('is not looked for where a redirect points, nor taken with another status', async () => {
    let visits = 0;
    const away = await fetched((_, response) => {
      visits += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(away).toMatchObject({ ok: false, failure: { code: 'gatewayIsSomethingElse' } });
    expect(visits).toBe(1);
  });
});
