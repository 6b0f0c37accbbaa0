import { z } from 'zod';

/** JSON that crosses the line between station and gateway: the shapes of schemas/gateway.openapi.yaml. */
const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const country = z.string().regex(/^[A-Z]{2}$/);
const cursor = z.string().min(1).max(64);
const identifier = z.string().min(1).max(100);

export const fault = z.object({ code: z.string().min(1).max(5), message: z.string().max(300) });

export const cabecera = z.object({
  interaction: z.string(),
  service: z.string(),
  sender: z.string(),
  senderCountry: country,
  receiver: z.string(),
  receiverCountry: country,
  transaction: z.string(),
  state: z.string(),
  at: z.string(),
  documentType: z.string(),
  documentId: z.string(),
  originalTransaction: z.string().nullable(),
});

/** RFC 9457, with what a station needs to go on. `type` is the stable part. */
export const problem = z.object({
  type: z.string().startsWith('urn:rubrica:gateway:'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  faults: z.array(fault).optional(),
  receiptId: z.string().optional(),
  sha256: sha256.optional(),
});

export const timeAnswer = z.object({ at: instant });
export const participantAnswer = z.object({ user: identifier, country, participant: z.string().nullable(), services: z.array(z.string()) });

export const workAnswer = z.object({
  items: z.array(
    z.object({
      id: identifier,
      document: z.base64(),
      sha256,
      assignedTo: z.string().nullable(),
      dueAt: instant.nullable(),
      arrivedAt: instant,
      source: z.string(),
    }),
  ),
  cursor,
});

export const receipt = z.object({
  receiptId: identifier,
  at: instant,
  sha256,
  /** present once the receiving side has acknowledged: RCB or ERR */
  acknowledgement: z.object({ code: z.enum(['RCB', 'ERR']), text: z.string().max(300), at: instant, faults: z.array(fault) }).nullable(),
});

export const eventKinds = [
  'receivedCorrectly',
  'receivedWithErrors',
  'rejected',
  'used',
  'replacementAsked',
  'withdrawn',
  'replaced',
] as const;
export const eventsAnswer = z.object({
  events: z.array(
    z.object({
      id: identifier,
      at: instant,
      source: z.string(),
      documentId: z.string(),
      sha256: sha256.nullable(),
      kind: z.enum(eventKinds),
      text: z.string().nullable(),
      faults: z.array(fault),
    }),
  ),
  cursor,
});

export const inboundAnswer = z.object({
  documents: z.array(z.object({ id: identifier, header: cabecera, document: z.base64(), sha256, arrivedAt: instant })),
  cursor,
});

export const answerKinds = ['receivedCorrectly', 'receivedWithErrors', 'used', 'replacementAsked', 'refused'] as const;
export const answerRequest = z.object({ at: instant, text: z.string().max(300).nullable(), faults: z.array(fault).max(99) });

export const officialsAnswer = z.object({
  files: z.array(z.object({ sequence: z.number().int(), kind: z.enum(['replica', 'delta']), document: z.base64(), sha256 })),
});

/** ALADI/SEC/di 2327, on-line check: 00 to 08, 97 to 99. */
export const checkCodes = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '97', '98', '99'] as const;
export const checkRequest = z.object({ at: instant, country, entityId: z.string().max(32), certificate: z.string().min(1).max(20_000) });
export const checkAnswer = z.object({
  code: z.enum(checkCodes),
  message: z.string(),
  entityName: z.string().nullable(),
  scope: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  officialName: z.string().nullable(),
});

export const crlsAnswer = z.object({ crls: z.array(z.object({ crl: z.base64(), sha256 })) });

export const noticeRequest = z.object({ country, subject: z.string().min(1).max(200), text: z.string().max(8000) });
export const noticesAnswer = z.object({
  notices: z.array(z.object({ id: identifier, from: country, subject: z.string(), text: z.string(), at: instant })),
  cursor,
});

export const uploadAnswer = z.object({ sha256, offset: z.number().int().min(0), size: z.number().int().nullable(), complete: z.boolean() });

export const rangeRequest = z.object({ documentType: z.string().min(1).max(5), count: z.number().int().min(1).max(1000) });
export const rangeAnswer = z.object({
  id: identifier,
  documentType: z.string(),
  prefix: z.string(),
  first: z.number().int(),
  last: z.number().int(),
  digits: z.number().int(),
  validUntil: instant,
});

export const courierKeyAnswer = z.object({ keyId: z.string(), publicKey: z.base64() });
export const courierAnswer = z.object({
  results: z.array(
    z.object({
      idempotencyKey: z.string(),
      sha256,
      receipt: receipt.nullable(),
      faults: z.array(fault),
    }),
  ),
});
