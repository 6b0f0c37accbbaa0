import { describe, expect, it } from 'vitest';
import { deliveryAnswerOf, retryAfterMs, statusAnswerOf } from '#main/gateway/answer.ts';
import { failureOfError } from '#main/gateway/line-error.ts';

const hash = 'a'.repeat(64);
function answered(status: number, contentType: string, body: string, retryAfter: string | null = null) {
  return { kind: 'answer', status, contentType, retryAfter, body: new TextEncoder().encode(body), tookMs: 1 } as const;
}
const problem = (status: number, type: string, more = {}) =>
  answered(status, 'application/problem+json', JSON.stringify({ type: `urn:rubrica:gateway:${type}`, title: 't', status, ...more }));
const receipt = (sha256: string) =>
  answered(201, 'application/json', JSON.stringify({ receiptId: 'r', at: '2026-11-22T00:00:00Z', sha256, acknowledgement: null }));

describe('what an answer to a delivery means', () => {
  it.each([
    ['a receipt for our bytes', receipt(hash), { kind: 'accepted', receiptId: 'r' }],
    ['a receipt for other bytes', receipt('b'.repeat(64)), { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } }],
    ['a receipt without its members', answered(200, 'application/json', '{}'), { kind: 'noAnswer' }],
    ['half a receipt', answered(201, 'application/json', '{"receiptId'), { kind: 'noAnswer' }],
    [
      'a page with 200',
      answered(200, 'text/html', '<title>Portal</title>'),
      { kind: 'noAnswer', failure: { detail: '200 text/html Portal' } },
    ],
    ['a proxy’s page with 503', answered(503, 'text/html', 'x', '5'), { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } }],
    ['a redirect', answered(302, '', ''), { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse' } }],
    ['too many requests', problem(429, 'busy'), { kind: 'busy', retryAfterMs: null, failure: { code: 'gatewayBusy' } }],
    [
      'a country that does not answer the gateway',
      answered(503, 'application/problem+json', '{"type":"urn:rubrica:gateway:destination-unreachable","title":"t","status":503}', '30'),
      { kind: 'busy', retryAfterMs: 30_000, failure: { code: 'destinationUnreachable' } },
    ],
    ['a gateway’s 502', problem(502, 'down'), { kind: 'noAnswer', failure: { code: 'gatewayUnreachable' } }],
    ['a wrong address', problem(404, 'unknown-path'), { kind: 'busy', failure: { code: 'gatewayIsSomethingElse' } }],
    ['an upload that is no longer whole there', problem(409, 'upload-incomplete'), { kind: 'busy', retryAfterMs: null }],
    ['a refusal without faults', problem(422, 'document-refused'), { kind: 'refused', faults: [{ code: '422', message: 't' }] }],
    [
      'a refusal with faults',
      problem(422, 'document-refused', { faults: [{ code: 'CAB', message: 'x' }] }),
      { kind: 'refused', faults: [{ code: 'CAB', message: 'x' }] },
    ],
  ] as const)('%s', (_, answer, expected) => {
    expect(deliveryAnswerOf(answer, hash)).toMatchObject(expected);
  });

  it('status: only the gateway’s own word makes a document unknown there', () => {
    expect(statusAnswerOf(problem(404, 'unknown-delivery'), hash)).toEqual({ kind: 'unknownThere' });
    for (const answer of [
      problem(404, 'unknown-path'),
      answered(404, 'text/html', 'x'),
      answered(404, 'application/json', '{}'),
      problem(500, 'unexpected'),
    ]) {
      expect(statusAnswerOf(answer, hash).kind).toBe('noAnswer');
    }
  });

  it('Retry-After is seconds or a date', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Sun, 22 Nov 2026 10:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
    // whoever asks for years, or whose clock is far from ours, is asked again within the hour
    expect(retryAfterMs('99999999', now)).toBe(3_600_000);
    expect(retryAfterMs('Tue, 24 Nov 2026 10:00:00 GMT', now)).toBe(3_600_000);
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(null, now)).toBeNull();
  });
});

describe('what a broken line means', () => {
  const error = (code: string, message = code) => Object.assign(new Error(message), { code });
  it.each([
    [error('ENOTFOUND'), 'gatewayUnreachable', false],
    [error('UND_ERR_CONNECT_TIMEOUT'), 'gatewayUnreachable', false],
    [error('CERT_HAS_EXPIRED'), 'gatewayNotTrusted', false],
    [error('ERR_TLS_CERT_ALTNAME_INVALID'), 'gatewayNotTrusted', false],
    [error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'gatewayRefusedUs', false],
    [error('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), 'gatewayRefusedUs', false],
    [error('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), 'gatewayUnreachable', true],
    [error('HPE_INVALID_CONSTANT'), 'gatewayIsSomethingElse', true],
    [error('ECONNRESET'), 'gatewayUnreachable', true],
    [error('UND_ERR_SOCKET', 'other side closed'), 'gatewayUnreachable', true],
    [new DOMException('', 'TimeoutError'), 'gatewayUnreachable', true],
    [new AggregateError([error('ECONNREFUSED')]), 'gatewayUnreachable', false],
    [new Error('outer', { cause: error('SELF_SIGNED_CERT_IN_CHAIN') }), 'gatewayNotTrusted', false],
  ] as const)('%s', (thrown, code, mayHaveArrived) => {
    expect(failureOfError(thrown)).toMatchObject({ failure: { code }, mayHaveArrived });
  });

  it('TLS that fails while connecting is another matter than TLS that fails under way', () => {
    const thrown = error('ERR_SSL_WRONG_VERSION_NUMBER');
    expect(failureOfError(thrown, true)).toMatchObject({ failure: { code: 'gatewayIsSomethingElse' }, mayHaveArrived: false });
    expect(failureOfError(thrown, false)).toMatchObject({ failure: { code: 'gatewayUnreachable' }, mayHaveArrived: true });
  });
});
