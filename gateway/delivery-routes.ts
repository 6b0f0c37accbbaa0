import type { IncomingMessage } from 'node:http';
import { headerRules, type Header } from '#core/exchange/header.ts';
import { type Context, type Handler, ownerOf } from '#gateway/context.ts';
import { type DeliveryOutcome, findByKey, receiptOf, takeDelivery } from '#gateway/deliveries.ts';
import { json, problemAnswer, readBody, type Answer, type BodyOutcome } from '#gateway/http.ts';
import { removeUpload, takeUpload } from '#gateway/uploads.ts';

const keyPattern = /^[A-Za-z0-9._:-]{8,100}$/;
const sha256Pattern = /^[0-9a-f]{64}$/;

/**
 * PUT /v1/deliveries/{key}: the exact bytes as the body (or uploaded before), the Cabecera in HTTP fields, the hash of
 * the document itself in Document-Sha256. RFC 9530's digests cover the content as coded, so gzip would change them.
 */
export const putDelivery: Handler = async (context, { http, participant, places }) => {
  const key = places['key'] ?? '';
  if (!keyPattern.test(key)) return problemAnswer(400, 'bad-request', { title: 'idempotency key: 8 to 100 of A-Z a-z 0-9 . _ : -' });
  const sha256 = fieldOf(http, 'document-sha256');
  if (sha256 === null || !sha256Pattern.test(sha256)) {
    return problemAnswer(400, 'bad-request', { title: 'Document-Sha256: 64 lower-case hexadecimal digits' });
  }
  const uploaded = fieldOf(http, 'document-upload');
  const body =
    uploaded === null
      ? await readBody(http, context.limits.directBytes)
      : await readUploaded(context, http, ownerOf(participant), uploaded);
  if (!body.ok) return body.answer;
  const outcome = await takeDelivery(context, { participant, key, header: readHeader(http), sha256, bytes: body.bytes, route: 'rest' });
  if (uploaded !== null && outcome.kind === 'accepted') await removeUpload(context, ownerOf(participant), uploaded, http);
  return answerOf(outcome);
};

/** GET /v1/deliveries/{key}: what became of a delivery whose answer was lost. */
export const getDelivery: Handler = (context, { participant, places }) => {
  const row = findByKey(context, ownerOf(participant), places['key'] ?? '');
  return row ? json(200, receiptOf(row)) : problemAnswer(404, 'unknown-delivery', { title: 'nothing was received under this key' });
};

async function readUploaded(context: Context, http: IncomingMessage, owner: string, sha256: string): Promise<BodyOutcome> {
  http.resume();
  const bytes = sha256Pattern.test(sha256) ? await takeUpload(context, owner, sha256, http) : null;
  return bytes
    ? { ok: true, bytes }
    : { ok: false, answer: problemAnswer(409, 'upload-incomplete', { title: 'the upload is not complete, or not known' }) };
}

const tryCountryAfterSeconds = 30;

/** The others go on: a station that reads the type waits with this country alone. */
export function destinationUnreachable(): Answer {
  const headers = { 'retry-after': String(tryCountryAfterSeconds) };
  return problemAnswer(503, 'destination-unreachable', { title: 'the receiving country does not answer; nothing was stored' }, headers);
}

function answerOf(outcome: DeliveryOutcome): Answer {
  switch (outcome.kind) {
    case 'accepted':
      return json(outcome.isNew ? 201 : 200, outcome.receipt);
    case 'unreachable':
      return destinationUnreachable();
    case 'refused':
      return problemAnswer(422, 'document-refused', { title: 'the document was not taken', faults: [...outcome.faults] });
    case 'conflict':
      return problemAnswer(409, outcome.reason, {
        title: outcome.reason === 'key-used' ? 'this key was used for other bytes' : 'these bytes were delivered under another key',
        receiptId: outcome.receipt.receiptId,
        sha256: outcome.receipt.sha256,
      });
  }
}

/** Field values travel percent-encoded as UTF-8, so that any document number fits an HTTP field. */
function readHeader(http: IncomingMessage): Header {
  const fields = headerRules.map(({ field, httpField }): [string, string | null] => {
    const raw = fieldOf(http, httpField);
    return [field, raw === null ? (field === 'originalTransaction' ? null : '') : decode(raw)];
  });
  return Object.fromEntries(fields) as Header;
}

function decode(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    if (error instanceof URIError) return '';
    throw error;
  }
}

function fieldOf(http: IncomingMessage, name: string): string | null {
  const value = http.headers[name];
  return typeof value === 'string' ? value : null;
}
