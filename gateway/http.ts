import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import type { z } from 'zod/mini';
import type { problem } from '#contract/gateway-api.ts';

export type Problem = Omit<z.infer<typeof problem>, 'type' | 'status'>;

/** What a handler answers; the server writes it. */
export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
};

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value), headers };
}

export function nothing(status = 204, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: '', body: null, headers };
}

/** RFC 9457. The last part of `type` is stable and documented in schemas/gateway.openapi.yaml. */
export function problemAnswer(status: number, name: string, details: Problem, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: `urn:rubrica:gateway:${name}`, status, ...details }),
    headers,
  };
}

export type BodyOutcome = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly answer: Answer };

/** Reads a body to its end, undoing gzip, never beyond `limit` bytes of the document itself. */
export async function readBody(request: IncomingMessage, limit: number): Promise<BodyOutcome> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return { ok: false, answer: problemAnswer(415, 'encoding-unknown', { title: 'Content-Encoding must be identity or gzip' }) };
  }
  const gunzip = encoding === 'gzip' ? request.pipe(createGunzip()) : null;
  request.once('error', (error) => gunzip?.destroy(error));
  const stream: Readable = gunzip ?? request;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // a refused body is not read further, but the line must stay open for the answer
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) {
        if (gunzip) request.unpipe(gunzip);
        return { ok: false, answer: problemAnswer(413, 'too-large', { title: `more than ${limit} bytes` }, { connection: 'close' }) };
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed && !request.complete) throw error;
    return { ok: false, answer: problemAnswer(400, 'body-unreadable', { title: `the body could not be read: ${String(error)}` }) };
  }
  return { ok: true, bytes: Buffer.concat(chunks, size) };
}

export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  // whoever asked has gone: there is nobody to answer and nothing to wait for
  if (response.closed || response.destroyed) return Promise.resolve();
  const plain = answer.body === null ? null : Buffer.from(answer.body);
  const isZipped = plain !== null && plain.length > 1024 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = isZipped && plain ? gzipSync(plain) : plain;
  response.writeHead(answer.status, {
    ...(body === null ? {} : { 'content-type': answer.contentType, 'content-length': String(body.length) }),
    ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
    'cache-control': 'no-store',
    ...answer.headers,
  });
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.once('finish', resolve);
    response.end(body ?? undefined);
  });
}
