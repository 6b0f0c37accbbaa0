import type { z } from 'zod/mini';
import { problem, receipt } from '#contract/gateway-api.ts';
import type { DeliveryAnswer, StatusAnswer } from '#core/delivery.ts';
import { done, failed, type Failure, type Result } from '#core/failure.ts';
import type { LineAnswer } from '#main/gateway/https-line.ts';

/** The one map from what came over the line to what the station decides on. */

type Answered = Extract<LineAnswer, { kind: 'answer' }>;
type Problem = z.infer<typeof problem>;

/** JSON of an expected shape, or why not. Anything that does not speak as the gateway speaks is something else. */
export function resultOf<Shape extends z.ZodMiniType>(answer: LineAnswer, shape: Shape): Result<z.output<Shape>> {
  if (answer.kind === 'failed') return failed(answer.failure);
  if (answer.status !== 200 && answer.status !== 201) return failed(failureOfAnswer(answer));
  const parsed = shape.safeParse(jsonOf(answer));
  return parsed.success ? done(parsed.data) : failed(somethingElse(answer, fieldOf(parsed.error)));
}

/** Where the first thing is that is not as agreed, such as `faults.0.code`; empty where it is the whole. */
export function fieldOf({ issues }: z.core.$ZodError): string {
  return issues[0]?.path.map(String).join('.') ?? '';
}

/** An answer without content (204), or why not. */
export function nothingOf(answer: LineAnswer): Result<null> {
  if (answer.kind === 'failed') return failed(answer.failure);
  return answer.status === 204 ? done(null) : failed(failureOfAnswer(answer));
}

/** A delivery: only what is certain is called accepted, refused or busy; the rest has to be asked. */
export function deliveryAnswerOf(answer: LineAnswer, sha256: string): DeliveryAnswer {
  if (answer.kind === 'failed') {
    return answer.mayHaveArrived
      ? { kind: 'noAnswer', failure: answer.failure }
      : { kind: 'busy', retryAfterMs: null, failure: answer.failure };
  }
  if (answer.status === 200 || answer.status === 201) {
    const parsed = receipt.safeParse(jsonOf(answer));
    if (!parsed.success || parsed.data.sha256 !== sha256) return { kind: 'noAnswer', failure: somethingElse(answer) };
    return { kind: 'accepted', receiptId: parsed.data.receiptId, at: parsed.data.at };
  }
  const told = problemOf(answer);
  const failure = failureOfAnswer(answer);
  // a page of some machine between us says nothing about what the gateway did
  if (!told) return { kind: 'noAnswer', failure };
  // the upload went to another request meanwhile: nothing was delivered, the next attempt brings the rest
  if (told.type === 'urn:rubrica:gateway:upload-incomplete') return { kind: 'busy', retryAfterMs: null, failure };
  switch (answer.status) {
    case 409:
    case 413:
    case 415:
    case 400:
    case 422: {
      const faults = told.faults ?? [];
      return { kind: 'refused', faults: faults.length > 0 ? faults : [{ code: String(answer.status), message: told.title.slice(0, 300) }] };
    }
    case 401:
    case 403:
    case 404:
    case 405:
      return { kind: 'busy', retryAfterMs: null, failure };
    case 429:
    case 503:
      return { kind: 'busy', retryAfterMs: retryAfterMs(answer.retryAfter), failure };
    default:
      return { kind: 'noAnswer', failure };
  }
}

/** Only the gateway's own "unknown-delivery" means the document is not there: any other 404 is a wrong address. */
export function statusAnswerOf(answer: LineAnswer, sha256: string): StatusAnswer {
  if (answer.kind === 'failed') return { kind: 'noAnswer', failure: answer.failure };
  if (answer.status === 200) {
    const parsed = receipt.safeParse(jsonOf(answer));
    if (!parsed.success) return { kind: 'noAnswer', failure: somethingElse(answer) };
    return parsed.data.sha256 === sha256
      ? { kind: 'known', receiptId: parsed.data.receiptId, at: parsed.data.at }
      : { kind: 'differs', sha256: parsed.data.sha256 };
  }
  if (answer.status === 404 && problemOf(answer)?.type === 'urn:rubrica:gateway:unknown-delivery') return { kind: 'unknownThere' };
  return { kind: 'noAnswer', failure: failureOfAnswer(answer) };
}

export function failureOfAnswer(answer: Answered): Failure {
  const told = problemOf(answer);
  if (!told) return somethingElse(answer);
  switch (answer.status) {
    case 401:
    case 403:
      return { code: 'gatewayRefusedUs', status: answer.status };
    case 503:
      if (told.type === 'urn:rubrica:gateway:destination-unreachable') return { code: 'destinationUnreachable' };
      return { code: 'gatewayBusy', retryAfterMs: retryAfterMs(answer.retryAfter) ?? 0 };
    case 429:
      return { code: 'gatewayBusy', retryAfterMs: retryAfterMs(answer.retryAfter) ?? 0 };
    case 404:
    case 405:
      return told.type === 'urn:rubrica:gateway:unknown-path' || answer.status === 405
        ? { code: 'gatewayIsSomethingElse', detail: `${answer.status} ${told.title}` }
        : { code: 'badRequest', detail: told.title };
    default:
      return answer.status >= 500
        ? { code: 'gatewayUnreachable', detail: `${answer.status} ${told.title}` }
        : { code: 'badRequest', detail: `${answer.status} ${told.title}` };
  }
}

/** A date is of their clock, and a number may be anybody's mistake: nothing keeps a station silent for longer. */
const mostRetryAfterMs = 3_600_000;

/** Retry-After in seconds or as a date (RFC 9110 section 10.2.3). */
export function retryAfterMs(field: string | null, nowMs: number = Date.now()): number | null {
  if (field === null) return null;
  const askedMs = /^\d+$/.test(field.trim()) ? Number(field) * 1000 : Date.parse(field) - nowMs;
  return Number.isNaN(askedMs) ? null : Math.min(mostRetryAfterMs, Math.max(0, askedMs));
}

export function problemOf(answer: Answered): Problem | null {
  if (!answer.contentType.startsWith('application/problem+json')) return null;
  const parsed = problem.safeParse(parseJson(answer.body));
  return parsed.success ? parsed.data : null;
}

function jsonOf(answer: Answered): unknown {
  return answer.contentType.startsWith('application/json') ? parseJson(answer.body) : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // neither UTF-8 nor JSON: the caller says that something else answered
    return undefined;
  }
}

function somethingElse(answer: Answered, field = ''): Failure {
  const title = /<title>([^<]{1,80})/i.exec(Buffer.from(answer.body.subarray(0, 4096)).toString('latin1'))?.[1]?.trim();
  return { code: 'gatewayIsSomethingElse', detail: [answer.status, answer.contentType, title, field].filter(Boolean).join(' ') };
}
