import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Outgoing } from '#main/ports/gateway.ts';

export type CourierOrder = {
  readonly messages: readonly Outgoing[];
  readonly from: { readonly user: string; readonly country: string };
  readonly madeAt: string;
  /** the gateway's courier key, fetched while there was a line */
  readonly recipient: { readonly keyId: string; readonly publicKey: Uint8Array };
  /** our TLS client certificate and key, PEM: they say who sealed */
  readonly signer: { readonly cert: string; readonly key: string; readonly passphrase?: string };
};

/** Seals waiting messages into one file for a stick: schemas/courier.md. */
export function sealCourier({ messages, from, madeAt, recipient, signer }: CourierOrder): Uint8Array {
  const ephemeral = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const iv = randomBytes(12);
  const form = {
    format: 'rubrica-courier/1',
    keyId: recipient.keyId,
    ephemeral: ephemeral.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    nonce: iv.toString('base64'),
  };
  const head = [form.format, form.keyId, form.ephemeral, form.nonce].join('\n');
  const shared = diffieHellman({
    privateKey: ephemeral.privateKey,
    publicKey: createPublicKey({ key: Buffer.from(recipient.publicKey), format: 'der', type: 'spki' }),
  });
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', shared, iv, head, 32)), iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(head, 'utf8'));
  const content = gzipSync(JSON.stringify({ from, madeAt, messages: messages.map(contentOf) }));
  const sealed = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  const signed = Buffer.from(`${head}\n${createHash('sha256').update(sealed).digest('hex')}`, 'utf8');
  return Buffer.from(
    JSON.stringify({
      ...form,
      sealed: sealed.toString('base64'),
      signer: new X509Certificate(signer.cert).raw.toString('base64'),
      signature: sign('sha256', signed, { key: signer.key, passphrase: signer.passphrase }).toString('base64'),
    }),
    'utf8',
  );
}

function contentOf({ idempotencyKey, sha256, header, bytes }: Outgoing): Readonly<Record<string, unknown>> {
  return { idempotencyKey, sha256, header, document: Buffer.from(bytes).toString('base64') };
}
