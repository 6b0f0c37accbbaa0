import { z } from 'zod/mini';
import { cabecera, fault } from '#contract/gateway-api.ts';
import { courierFormat } from '#core/courier.ts';

/** The files a courier carries on a stick: schemas/courier.md. */
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const idempotencyKey = z.string().check(z.regex(/^[A-Za-z0-9._:-]{8,100}$/));
export const courierKeyId = z.string().check(z.regex(/^[0-9a-f]{16}$/));

export const courierEnvelope = z.object({
  format: z.literal(courierFormat),
  keyId: courierKeyId,
  ephemeral: z.base64(),
  nonce: z.base64(),
  /** the sealing station's own key: its receipts are sealed to it */
  replyTo: z.base64().check(z.maxLength(500)),
  sealed: z.base64(),
  signer: z.base64(),
  signature: z.base64(),
});

const from = z.object({ user: z.string().check(z.maxLength(200)), country: z.string().check(z.maxLength(2)) });

export const courierMessages = z.object({
  kind: z.literal('messages'),
  from,
  madeAt: z.iso.datetime(),
  messages: z
    .array(
      z.object({
        idempotencyKey,
        sha256,
        header: cabecera,
        document: z.base64(),
        /** key of the message it must not overtake: the certificate it replaces or withdraws */
        after: z.nullable(idempotencyKey),
      }),
    )
    .check(z.maxLength(5_000)),
});

export const courierResult = z.object({
  idempotencyKey: z.string().check(z.maxLength(100)),
  sha256,
  receipt: z.nullable(z.object({ receiptId: z.string().check(z.maxLength(100)), at: z.string().check(z.maxLength(40)) })),
  faults: z.array(fault).check(z.maxLength(99)),
});

export const courierReceipts = z.object({
  kind: z.literal('receipts'),
  from,
  madeAt: z.iso.datetime(),
  results: z.array(courierResult).check(z.maxLength(5_000)),
});

export const courierContent = z.discriminatedUnion('kind', [courierMessages, courierReceipts]);
export type CourierContent = z.output<typeof courierContent>;
export type CourierMessages = z.output<typeof courierMessages>;
export type CourierReceipts = z.output<typeof courierReceipts>;
export type CourierResult = z.output<typeof courierResult>;

/** A station's key for the courier, vouched for by its client certificate, as the gateway hands it to its sisters. */
export const courierCard = z.object({
  certificate: z.base64().check(z.maxLength(20_000)),
  publicKey: z.base64().check(z.maxLength(500)),
  signature: z.base64().check(z.maxLength(2_000)),
});
export const courierStation = z.extend(courierCard, { name: z.string().check(z.minLength(1), z.maxLength(200)) });
export const courierStationsAnswer = z.object({ stations: z.array(courierStation).check(z.maxLength(1_000)) });
export type CourierStation = z.output<typeof courierStation>;
