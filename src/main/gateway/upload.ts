import { uploadAnswer } from '#contract/gateway-api.ts';
import type { Failure } from '#core/failure.ts';
import { failureOfAnswer, resultOf, retryAfterMs } from '#main/gateway/answer.ts';
import type { Line, LineAnswer } from '#main/gateway/https-line.ts';
import type { Outgoing } from '#main/ports/gateway.ts';

type Uploaded =
  | { readonly ok: true; readonly value: 'complete' }
  /** an earlier attempt was accepted: its receipt is the answer */
  | { readonly ok: true; readonly value: 'known'; readonly answer: LineAnswer }
  | { readonly ok: false; readonly failure: Failure; readonly retryAfterMs: number | null };

/** Brings a large document over in parts, going on from where the last attempt, or the last run of the station, was cut. */
export async function uploadDocument(line: Line, message: Outgoing, partBytes: number): Promise<Uploaded> {
  const path = `/v1/uploads/${message.sha256}`;
  const size = message.bytes.byteLength;
  const begun = resultOf(await line.ask({ method: 'GET', path }), uploadAnswer);
  if (!begun.ok) return stopped(begun.failure);
  let { offset, complete } = begun.value;
  if (offset === 0) {
    const earlier = await line.ask({ method: 'GET', path: `/v1/deliveries/${encodeURIComponent(message.idempotencyKey)}` });
    if (earlier.kind === 'answer' && earlier.status === 200) return { ok: true, value: 'known', answer: earlier };
  }
  while (!complete) {
    const part = message.bytes.subarray(offset, Math.min(size, offset + partBytes));
    const answer = await line.ask({
      method: 'PATCH',
      path,
      headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(offset), 'upload-length': String(size) },
      body: part,
    });
    if (answer.kind === 'failed') return stopped(answer.failure);
    const told = resultOf(answer, uploadAnswer);
    if (!told.ok) return { ok: false, failure: failureOfAnswer(answer), retryAfterMs: retryAfterMs(answer.retryAfter) };
    if (told.value.offset <= offset) return stopped({ code: 'gatewayIsSomethingElse', detail: 'upload does not advance' });
    ({ offset, complete } = told.value);
  }
  return { ok: true, value: 'complete' };
}

function stopped(failure: Failure): Uploaded {
  return { ok: false, failure, retryAfterMs: failure.code === 'gatewayBusy' ? failure.retryAfterMs : null };
}
