import { z } from 'zod/mini';

/** JSON that crosses the line between station and gateway: the shapes of schemas/gateway.openapi.yaml. */
const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const country = z.string().check(z.regex(/^[A-Z]{2}$/));
const cursor = z.string().check(z.minLength(1), z.maxLength(64));
const identifier = z.string().check(z.minLength(1), z.maxLength(100));

export const fault = z.object({ code: z.string().check(z.minLength(1), z.maxLength(5)), message: z.string().check(z.maxLength(300)) });

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
  originalTransaction: z.nullable(z.string()),
});

/** RFC 9457, with what a station needs to go on. `type` is the stable part. */
export const problem = z.object({
  type: z.string().check(z.startsWith('urn:rubrica:gateway:')),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  faults: z.optional(z.array(fault)),
  receiptId: z.optional(z.string()),
  sha256: z.optional(sha256),
});

export const timeAnswer = z.object({ at: instant });
export const participantAnswer = z.object({
  user: identifier,
  country,
  participant: z.nullable(z.string()),
  services: z.array(z.string()),
});

export const workAnswer = z.object({
  items: z.array(
    z.object({
      id: identifier,
      document: z.base64(),
      sha256,
      assignedTo: z.nullable(z.string()),
      dueAt: z.nullable(instant),
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
  acknowledgement: z.nullable(
    z.object({ code: z.enum(['RCB', 'ERR']), text: z.string().check(z.maxLength(300)), at: instant, faults: z.array(fault) }),
  ),
});

const eventKinds = ['receivedCorrectly', 'receivedWithErrors', 'rejected', 'used', 'replacementAsked', 'withdrawn', 'replaced'] as const;
export const eventsAnswer = z.object({
  events: z.array(
    z.object({
      id: identifier,
      at: instant,
      source: z.string(),
      documentId: z.string(),
      sha256: z.nullable(sha256),
      kind: z.enum(eventKinds),
      text: z.nullable(z.string()),
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
export const answerRequest = z.object({
  at: instant,
  text: z.nullable(z.string().check(z.maxLength(300))),
  faults: z.array(fault).check(z.maxLength(99)),
});

export const officialsAnswer = z.object({
  files: z.array(z.object({ sequence: z.int(), kind: z.enum(['replica', 'delta']), document: z.base64(), sha256 })),
});

/** ALADI/SEC/di 2327, on-line check: 00 to 08, 97 to 99. */
export const checkCodes = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '97', '98', '99'] as const;
export const checkRequest = z.object({
  at: instant,
  country,
  entityId: z.string().check(z.maxLength(32)),
  certificate: z.string().check(z.minLength(1), z.maxLength(20_000)),
});
export const checkAnswer = z.object({
  code: z.enum(checkCodes),
  message: z.string(),
  entityName: z.nullable(z.string()),
  scope: z.nullable(z.string()),
  jurisdiction: z.nullable(z.string()),
  officialName: z.nullable(z.string()),
});

export const crlsAnswer = z.object({ crls: z.array(z.object({ crl: z.base64(), sha256 })) });

export const noticeRequest = z.object({
  country,
  subject: z.string().check(z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.maxLength(8000)),
});
export const noticesAnswer = z.object({
  notices: z.array(z.object({ id: identifier, from: country, subject: z.string(), text: z.string(), at: instant })),
  cursor,
});

export const uploadAnswer = z.object({ sha256, offset: z.int().check(z.minimum(0)), size: z.nullable(z.int()), complete: z.boolean() });

export const rangeRequest = z.object({
  documentType: z.string().check(z.minLength(1), z.maxLength(5)),
  count: z.int().check(z.minimum(1), z.maximum(1000)),
});
export const rangeAnswer = z.object({
  id: identifier,
  documentType: z.string(),
  prefix: z.string(),
  first: z.int(),
  last: z.int(),
  digits: z.int(),
  validUntil: instant,
});

export const courierKeyAnswer = z.object({ keyId: z.string(), publicKey: z.base64() });
export const courierAnswer = z.object({
  results: z.array(
    z.object({
      idempotencyKey: z.string(),
      sha256,
      receipt: z.nullable(receipt),
      faults: z.array(fault),
    }),
  ),
});
