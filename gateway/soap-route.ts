import { createHash } from 'node:crypto';
import { composeAcknowledgement, composeFault, composeServiceFault, readSoap } from '#core/exchange/soap.ts';
import type { Header } from '#core/exchange/header.ts';
import type { Context, Handler } from '#gateway/context.ts';
import { takeDelivery } from '#gateway/deliveries.ts';
import { destinationUnreachable } from '#gateway/delivery-routes.ts';
import { readBody, type Answer } from '#gateway/http.ts';
import { decodeUtf8 } from '#gateway/judge.ts';

/**
 * POST /soap/EnvioCertificadoFitosanitario: the platform's own service. The key is the Idempotency-Key field where the
 * sender gives one (so that REST status finds it), otherwise IDdeTransaccion, which a repetition must not change.
 */
export const takeSoapDelivery: Handler = async (context, { http, participant }) => {
  const body = await readBody(http, context.limits.documentBytes);
  if (!body.ok) return body.answer;
  const text = decodeUtf8(body.bytes);
  const message = text === null ? null : readSoap(text);
  if (message?.kind !== 'delivery') {
    return soap(
      500,
      composeServiceFault(message?.kind === 'notUnderstood' ? message.reason : 'EnvioCertificadoFitosanitario 0.4 expected'),
    );
  }
  const { header } = message;
  const bytes = Buffer.from(message.document, 'utf8');
  const given = http.headers['idempotency-key'];
  const outcome = await takeDelivery(context, {
    participant,
    key: typeof given === 'string' && given !== '' ? given : header.transaction,
    header,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes,
    route: 'soap',
  });
  switch (outcome.kind) {
    case 'accepted': {
      const { acknowledgement, receiptId, at } = outcome.receipt;
      // GlosaAcuseRecibo begins with the receipt: the contract has no field of its own for it
      const words = acknowledgement?.text ?? 'Recibido por la ventanilla / received by the gateway';
      const faults = acknowledgement?.faults.map(({ code, message: said }) => `${code}: ${said}`).join('; ') ?? '';
      return soap(
        200,
        composeAcknowledgement({
          header: replyHeader(context, header),
          code: acknowledgement?.code ?? 'RCB',
          text: `[${receiptId}] ${words}${faults === '' ? '' : `. ${faults}`}`,
          at: acknowledgement?.at ?? at,
        }),
      );
    }
    case 'unreachable':
      return destinationUnreachable();
    case 'refused':
      return soap(500, composeFault(replyHeader(context, header), outcome.faults));
    case 'conflict':
      return soap(
        500,
        composeFault(replyHeader(context, header), [{ code: 'DUPLI', message: `${outcome.reason} ${outcome.receipt.receiptId}` }]),
      );
  }
};

/** The answer goes the other way: sender and receiver change places and the question's transaction is named. */
function replyHeader(context: Context, header: Header): Header {
  return {
    ...header,
    sender: header.receiver,
    senderCountry: header.receiverCountry,
    receiver: header.sender,
    receiverCountry: header.senderCountry,
    at: context.now().toISOString(),
    originalTransaction: header.transaction,
  };
}

function soap(status: number, body: string): Answer {
  return { status, contentType: 'text/xml; charset=utf-8', body };
}
