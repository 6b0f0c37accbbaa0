import { done, failed, type Result } from '#core/failure.ts';
import { acknowledgementOf, answers, type Answer } from '#core/incoming.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { InboundAnswer } from '#main/ports/gateway.ts';
import type { IncomingRow } from '#main/ports/store-incoming.ts';
import { now, type Station } from '#main/station/station-parts.ts';

/**
 * Tells the other country. The step and the message are one transaction, and the document was stored long before:
 * nothing is acknowledged that could still be lost. The key is fixed, so the answer is given once.
 */
export function answerInbound(
  station: Station,
  request: { id: string; answer: Answer; text?: string | undefined; by?: string },
): Result<Record<string, never>> {
  const row = station.store.incoming.row(request.id);
  if (!row.ok) return row;
  // acknowledged with its faults is not accepted: goods do not pass on a certificate that does not hold
  if (request.answer === 'markUsed' && row.value.judgement?.verdict !== 'valid') {
    return failed({ code: 'stateForbids', state: row.value.state, action: request.answer });
  }
  const at = now(station);
  const message = composeAnswer(station, row.value, request.answer, request.text ?? null, at);
  if (!message) return failed({ code: 'stateForbids', state: row.value.state, action: request.answer });
  const answered = station.store.incoming.answer({
    id: request.id,
    event: answers[request.answer].event,
    at,
    by: request.by ?? station.by(),
    detail: request.text === undefined ? null : { reason: request.text },
    answer: message,
    key: `${row.value.gatewayId}:${message.kind}`,
  });
  if (!answered.ok) return answered;
  station.announce.changed(request.id);
  station.wake.deliver();
  return done({});
}

function composeAnswer(station: Station, row: IncomingRow, answer: Answer, text: string | null, at: string): InboundAnswer | null {
  const kind = answers[answer].message;
  if (kind !== null) return { id: row.gatewayId, kind, at, text, faults: [] };
  if (row.judgement === null) return null;
  const language = station.language();
  const acknowledgement = acknowledgementOf(row.judgement, (reason) => reasonWords[reason][language]);
  return acknowledgement && { id: row.gatewayId, at, ...acknowledgement, text: text ?? acknowledgement.text };
}
