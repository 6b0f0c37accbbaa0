import {
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { cabecera } from '#contract/gateway-api.ts';

/** schemas/courier.md */
const sealedPackage = z.object({
  format: z.literal('rubrica-courier/1'),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  ephemeral: z.base64(),
  nonce: z.base64(),
  sealed: z.base64(),
  signer: z.base64(),
  signature: z.base64(),
});
const content = z.object({
  from: z.object({ user: z.string(), country: z.string() }),
  madeAt: z.string(),
  messages: z
    .array(
      z.object({
        idempotencyKey: z.string().regex(/^[A-Za-z0-9._:-]{8,100}$/),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        header: cabecera,
        document: z.base64(),
      }),
    )
    .max(5_000),
});
export type CourierContent = z.infer<typeof content>;

export type OpenedPackage =
  | { readonly ok: true; readonly content: CourierContent; readonly signer: X509Certificate }
  | { readonly ok: false; readonly reason: string };

const mostContentBytes = 512 * 1024 * 1024;

/** Checks who sealed a package and opens it, in the order the form prescribes. */
export function openPackage(
  bytes: Uint8Array,
  recipient: { readonly keyId: string; readonly privateKey: KeyObject },
  clientCas: readonly X509Certificate[],
  now: Date,
): OpenedPackage {
  const parsed = sealedPackage.safeParse(parseJson(Buffer.from(bytes)));
  if (!parsed.success) return refuse('not a package of the form rubrica-courier/1');
  const { format, keyId, ephemeral, nonce, sealed, signature } = parsed.data;
  if (keyId !== recipient.keyId) return refuse('sealed to another key');
  try {
    const signer = new X509Certificate(Buffer.from(parsed.data.signer, 'base64'));
    const isTrusted = clientCas.some((ca) => signer.checkIssued(ca) && signer.verify(ca.publicKey));
    const isCurrent = now >= new Date(signer.validFrom) && now <= new Date(signer.validTo);
    if (!isTrusted || !isCurrent) return refuse('the sealing certificate is not one of this gateway’s stations, or not in date');
    const head = [format, keyId, ephemeral, nonce].join('\n');
    const ciphertext = Buffer.from(sealed, 'base64');
    const signed = Buffer.from(`${head}\n${createHash('sha256').update(ciphertext).digest('hex')}`, 'utf8');
    if (!verify('sha256', signed, signer.publicKey, Buffer.from(signature, 'base64'))) return refuse('the signature does not hold');

    const shared = diffieHellman({
      privateKey: recipient.privateKey,
      publicKey: createPublicKey({ key: Buffer.from(ephemeral, 'base64'), format: 'der', type: 'spki' }),
    });
    const iv = Buffer.from(nonce, 'base64');
    const key = Buffer.from(hkdfSync('sha256', shared, iv, head, 32));
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(head, 'utf8'));
    decipher.setAuthTag(ciphertext.subarray(-16));
    const zipped = Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
    const opened = content.safeParse(parseJson(gunzipSync(zipped, { maxOutputLength: mostContentBytes })));
    return opened.success ? { ok: true, content: opened.data, signer } : refuse('the content has another form');
  } catch (error) {
    // node:crypto and zlib throw for every damaged certificate, key, seal or stream
    return refuse(`the package is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(reason: string): OpenedPackage {
  return { ok: false, reason };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    // what is not JSON does not have the form either
    return undefined;
  }
}
