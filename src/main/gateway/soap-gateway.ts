import { gzipSync } from 'node:zlib';
import type { DeliveryAnswer } from '#core/delivery.ts';
import { composeDelivery, iop, readSoap, type Acknowledgement } from '#core/exchange/soap.ts';
import { invalidCharacter } from '#core/exchange/strict-xml-parts.ts';
import { deliveryAnswerOf } from '#main/gateway/answer.ts';
import { openLine, type Line, type LineAnswer } from '#main/gateway/https-line.ts';
import { createRestGateway, type RestGateway, type RestGatewayOptions } from '#main/gateway/rest-gateway.ts';
import type { Outgoing } from '#main/ports/gateway.ts';

export type SoapGatewayOptions = RestGatewayOptions & {
  /** path of the service below the gateway's URL */
  readonly soapPath?: string;
};

/**
 * The platform's SOAP service as second transport: EnvioCertificadoFitosanitario carries the delivery. The service has
 * nothing for work, events, status or the directory; those are asked over REST on the same line (schemas/iop/README.md).
 */
export function openSoapGateway(options: SoapGatewayOptions): RestGateway {
  const line = openLine(options);
  const { soapPath = '/soap/EnvioCertificadoFitosanitario' } = options;
  return { ...createRestGateway(line, options), deliver: (message) => deliverBySoap(line, soapPath, message) };
}

async function deliverBySoap(line: Line, path: string, message: Outgoing): Promise<DeliveryAnswer> {
  const document = textOf(message.bytes);
  if (document === null) {
    return { kind: 'refused', faults: [{ code: 'UTF8', message: 'SignedSPSCert es xs:string: solo UTF-8 / UTF-8 only' }] };
  }
  const compress = line.shouldCompress();
  const envelope = Buffer.from(composeDelivery(message.header, document), 'utf8');
  const answer = await line.ask({
    method: 'POST',
    path,
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${iop.action}"`,
      // lets REST status find the delivery; the platform itself goes by IDdeTransaccion, which never changes either
      'idempotency-key': message.idempotencyKey,
      ...(compress ? { 'content-encoding': 'gzip' } : {}),
    },
    body: compress ? gzipSync(envelope) : envelope,
  });
  return soapAnswerOf(answer, message);
}

export function soapAnswerOf(answer: LineAnswer, message: Outgoing): DeliveryAnswer {
  if (answer.kind === 'failed' || !/^(text\/xml|application\/soap\+xml)/.test(answer.contentType))
    return deliveryAnswerOf(answer, message.sha256);
  const text = textOf(answer.body);
  const told = text === null ? null : readSoap(text);
  switch (told?.kind) {
    case 'acknowledgement':
      return isOurs(told.acknowledgement, message)
        ? acceptedBy(told.acknowledgement)
        : { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse', detail: 'AcuseRecibo of another transaction' } };
    case 'fault':
      return { kind: 'refused', faults: told.faults };
    case 'serviceFault':
      return { kind: 'noAnswer', failure: { code: 'gatewayUnreachable', detail: `${answer.status} ${told.text}`.slice(0, 300) } };
    default:
      return { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse', detail: `${answer.status} ${answer.contentType}` } };
  }
}

function isOurs({ header }: Acknowledgement, { header: ours }: Outgoing): boolean {
  return header.originalTransaction === ours.transaction || header.transaction === ours.transaction;
}

/** ERR too is an acceptance: the other side holds the document and says what is wrong with it. */
function acceptedBy({ header, code, text, at }: Acknowledgement): DeliveryAnswer {
  const acknowledgedAt = instantOf(at);
  if (acknowledgedAt === null) return { kind: 'noAnswer', failure: { code: 'gatewayIsSomethingElse', detail: 'FechaHoraAcuseRecibo' } };
  const receiptId = /^\[([\w-]{1,64})\]/.exec(text)?.[1] ?? header.transaction;
  const words = text.replace(/^\[[\w-]{1,64}\]\s*/, '');
  const faults = code === 'ERR' ? [{ code, message: words }] : [];
  return { kind: 'accepted', receiptId, at: acknowledgedAt, acknowledgement: { code, text: words, at: acknowledgedAt, faults } };
}

/** FechaHoraAcuseRecibo is an xs:dateTime; without an offset it is read as UTC. */
function instantOf(dateTime: string): string | null {
  const at = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(dateTime) ? dateTime : `${dateTime}Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** UTF-8 as it is, a byte-order mark included, or null: what XML 1.0 cannot carry as a string cannot travel unchanged. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return invalidCharacter(text) < 0 ? text : null;
  } catch {
    // the decoder throws for anything that is not UTF-8
    return null;
  }
}
