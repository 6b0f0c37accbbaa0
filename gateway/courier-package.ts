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
import { courierContent, courierEnvelope, type CourierMessages } from '#contract/courier.ts';
import { courierDays, type CourierRefusal } from '#core/courier.ts';

export type OpenedPackage =
  | { readonly ok: true; readonly content: CourierMessages; readonly signer: X509Certificate }
  | { readonly ok: false; readonly why: CourierRefusal; readonly sentence: string };

const mostContentBytes = 512 * 1024 * 1024;
const dayMs = 86_400_000;

/** Checks who sealed a package and opens it, in the order the form prescribes. */
export function openPackage(
  bytes: Uint8Array,
  recipient: { readonly keyId: string; readonly privateKey: KeyObject },
  clientCas: readonly X509Certificate[],
  now: Date,
): OpenedPackage {
  const parsed = courierEnvelope.safeParse(parseJson(Buffer.from(bytes)));
  if (!parsed.success) return refuse('form', 'not a package of the form rubrica-courier/1');
  const { format, keyId, ephemeral, nonce, replyTo, sealed, signature } = parsed.data;
  if (keyId !== recipient.keyId) return refuse('otherRecipient', 'sealed to another key');
  try {
    const signer = new X509Certificate(Buffer.from(parsed.data.signer, 'base64'));
    const isTrusted = clientCas.some((ca) => signer.checkIssued(ca) && signer.verify(ca.publicKey));
    const isCurrent = now >= new Date(signer.validFrom) && now <= new Date(signer.validTo);
    if (!isTrusted || !isCurrent) {
      return refuse('signer', 'the sealing certificate is not one of this gateway’s stations, or not in date');
    }
    const head = [format, keyId, ephemeral, nonce, replyTo].join('\n');
    const ciphertext = Buffer.from(sealed, 'base64');
    const signed = Buffer.from(`${head}\n${createHash('sha256').update(ciphertext).digest('hex')}`, 'utf8');
    if (!verify('sha256', signed, signer.publicKey, Buffer.from(signature, 'base64'))) {
      return refuse('altered', 'the signature does not hold');
    }

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
    const opened = courierContent.safeParse(parseJson(gunzipSync(zipped, { maxOutputLength: mostContentBytes })));
    if (!opened.success || opened.data.kind !== 'messages') return refuse('form', 'the content has another form');
    const ageMs = now.getTime() - Date.parse(opened.data.madeAt);
    if (ageMs > courierDays * dayMs || ageMs < -dayMs)
      return refuse('expired', `made ${opened.data.madeAt}: more than ${courierDays} days ago, or later than now`);
    return { ok: true, content: opened.data, signer };
  } catch (error) {
    // node:crypto and zlib throw for every damaged certificate, key, seal or stream
    return refuse('altered', `the package is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuse(why: CourierRefusal, sentence: string): OpenedPackage {
  return { ok: false, why, sentence };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    // what is not JSON does not have the form either
    return undefined;
  }
}
