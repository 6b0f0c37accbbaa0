import { gzipSync } from 'node:zlib';
import { crlsAnswer, inboundAnswer, officialsAnswer, timeAnswer, workAnswer } from '#contract/gateway-api.ts';
import { headerRules } from '#core/exchange/header.ts';
import { done, failed, type Result } from '#core/failure.ts';
import { deliveryAnswerOf, nothingOf, resultOf, statusAnswerOf } from '#main/gateway/answer.ts';
import { decodeDocuments } from '#main/gateway/documents.ts';
import { openDesks } from '#main/gateway/desks.ts';
import { openLine, type Line, type LineAnswer, type LineOptions } from '#main/gateway/https-line.ts';
import { eventsToRead, knownOf } from '#main/gateway/known-events.ts';
import { createPaging, type Paging } from '#main/gateway/paging.ts';
import { uploadDocument } from '#main/gateway/upload.ts';
import type { Header } from '#core/exchange/header.ts';
import type { ContingencyDesk, Gateway, IdentityDesk, OfficialsDesk, Outgoing } from '#main/ports/gateway.ts';
import type { Clock } from '#main/ports/system.ts';

export type RestGatewayOptions = LineOptions & {
  readonly clock: Clock;
  /** documents of this size and more are uploaded in parts that a cut line does not lose */
  readonly resumableFromBytes?: number;
  readonly uploadPartBytes?: number;
};

export type RestGateway = Gateway & OfficialsDesk & ContingencyDesk & IdentityDesk;

/** The station's REST adapter: schemas/gateway.openapi.yaml. */
export function openRestGateway(options: RestGatewayOptions): RestGateway {
  return createRestGateway(openLine(options), options);
}

export function createRestGateway(line: Line, options: RestGatewayOptions): RestGateway {
  const { clock, resumableFromBytes = 1024 * 1024, uploadPartBytes = 256 * 1024 } = options;
  const json = { 'content-type': 'application/json' };

  const [work, inbound, events] = [createPaging(), createPaging(), createPaging()];

  async function askPage(path: string, paging: Paging, cursor: string | null): Promise<LineAnswer> {
    const answer = await line.ask({ method: 'GET', path: `${path}${paging.query(cursor)}` });
    paging.heard(answer);
    return answer;
  }

  async function deliver(message: Outgoing) {
    const path = `/v1/deliveries/${encodeURIComponent(message.idempotencyKey)}`;
    const headers = { ...fieldsOf(message.header), 'document-sha256': message.sha256 };
    if (message.bytes.byteLength < resumableFromBytes) {
      const compress = line.shouldCompress();
      const body = compress ? gzipSync(message.bytes) : message.bytes;
      const coding: Record<string, string> = compress ? { 'content-encoding': 'gzip' } : {};
      const answer = await line.ask({ method: 'PUT', path, headers: { ...headers, ...coding, 'content-type': 'application/xml' }, body });
      return deliveryAnswerOf(answer, message.sha256);
    }
    const uploaded = await uploadDocument(line, message, uploadPartBytes);
    // the delivery itself was not asked for yet, so the document is certainly not accepted: the next attempt goes on
    if (!uploaded.ok) return { kind: 'busy', retryAfterMs: uploaded.retryAfterMs, failure: uploaded.failure } as const;
    if (uploaded.value === 'known') return deliveryAnswerOf(uploaded.answer, message.sha256);
    const answer = await line.ask({ method: 'PUT', path, headers: { ...headers, 'document-upload': message.sha256 } });
    return deliveryAnswerOf(answer, message.sha256);
  }

  return {
    async time() {
      const first = await askTime(line, clock);
      // a connection that had to be made first blurs the middle of the way: ask again over the open one
      return first.ok && first.value.tookMs > quickMs ? askTime(line, clock) : first;
    },
    async work(cursor) {
      const told = resultOf(await askPage('/v1/work', work, cursor), workAnswer);
      if (!told.ok) return told;
      const items = decodeDocuments(told.value.items);
      if (!items.ok) return items;
      return done({
        items: items.value.map(({ id, bytes, assignedTo, dueAt, arrivedAt, source }) => ({
          id,
          bytes,
          assignedTo,
          dueAt,
          arrivedAt,
          source,
        })),
        cursor: told.value.cursor,
      });
    },
    deliver,
    async status({ idempotencyKey, sha256 }) {
      return statusAnswerOf(await line.ask({ method: 'GET', path: `/v1/deliveries/${encodeURIComponent(idempotencyKey)}` }), sha256);
    },
    async events(cursor) {
      const told = resultOf(await askPage('/v1/events', events, cursor), eventsToRead);
      return told.ok ? done(knownOf(told.value)) : told;
    },
    async inbound(cursor) {
      const told = resultOf(await askPage('/v1/inbound', inbound, cursor), inboundAnswer);
      if (!told.ok) return told;
      const documents = decodeDocuments(told.value.documents);
      if (!documents.ok) return documents;
      return done({
        documents: documents.value.map(({ id, header, bytes, arrivedAt }) => ({ id, header, bytes, arrivedAt })),
        cursor: told.value.cursor,
      });
    },
    async answer({ id, kind, at, text, faults }) {
      const path = `/v1/inbound/${encodeURIComponent(id)}/answers/${kind}`;
      return nothingOf(await line.ask({ method: 'PUT', path, headers: json, body: JSON.stringify({ at, text, faults }) }));
    },
    officials: async (sequence) =>
      filesOf(resultOf(await line.ask({ method: 'GET', path: `/v1/officials?after=${sequence}` }), officialsAnswer)),
    async crls() {
      const told = resultOf(await line.ask({ method: 'GET', path: '/v1/crls' }), crlsAnswer);
      if (!told.ok) return told;
      const crls = decodeDocuments(told.value.crls.map(({ crl, sha256 }) => ({ document: crl, sha256 })));
      return crls.ok ? done({ crls: crls.value.map(({ bytes }) => bytes) }) : crls;
    },
    async notify({ id, country, subject, text }) {
      const path = `/v1/notices/${encodeURIComponent(id)}`;
      return nothingOf(await line.ask({ method: 'PUT', path, headers: json, body: JSON.stringify({ country, subject, text }) }));
    },
    ...openDesks(line),
    close: () => line.close(),
  };
}

const quickMs = 200;

async function askTime(line: Line, clock: Clock): Promise<Result<{ at: string; differenceMs: number; tookMs: number }>> {
  const answer = await line.ask({ method: 'GET', path: '/v1/time' });
  const now = clock.now().getTime();
  if (answer.kind === 'failed') return failed(answer.failure);
  const told = resultOf(answer, timeAnswer);
  if (!told.ok) return told;
  // the server read its clock about half the way through
  const differenceMs = Math.round(now - answer.tookMs / 2 - Date.parse(told.value.at));
  return done({ at: told.value.at, differenceMs, tookMs: answer.tookMs });
}

function filesOf(
  told: Result<{ readonly files: readonly { readonly document: string; readonly sha256: string }[] }>,
): Result<{ readonly files: readonly Uint8Array[] }> {
  if (!told.ok) return told;
  const files = decodeDocuments(told.value.files);
  return files.ok ? done({ files: files.value.map(({ bytes }) => bytes) }) : files;
}

/** Cabecera as HTTP fields, percent-encoded UTF-8. */
function fieldsOf(header: Header): Record<string, string> {
  return Object.fromEntries(
    headerRules.flatMap(({ field, httpField }) => {
      const value = header[field];
      return value === null ? [] : [[httpField, encodeURIComponent(value)]];
    }),
  );
}
