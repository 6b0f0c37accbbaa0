import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { courierContent, courierEnvelope } from '#contract/courier.ts';
import { courierDays, courierFormat } from '#core/courier.ts';
import type { Courier, CourierCard, CourierKey, CourierSigner, OpenedCourier } from '#main/ports/courier.ts';

export type CourierIdentity = {
  /** who we are to the gateway: asked each time, because it is a setting */
  readonly from: () => { readonly user: string; readonly country: string };
  /** our TLS client certificate and key, PEM: they say who sealed */
  readonly signer: { readonly cert: string; readonly key: string; readonly passphrase?: string };
  /** our own P-256 key, to which others seal */
  readonly ownKey: KeyObject;
};

const mostContentBytes = 512 * 1024 * 1024;
const dayMs = 86_400_000;

export function openCourier({ from, signer, ownKey }: CourierIdentity): Courier {
  const certificate = new X509Certificate(signer.cert);
  const publicKey = spkiOf(createPublicKey(ownKey));
  const ownKeyId = keyIdOf(publicKey);
  const signed = (bytes: Buffer): Buffer => sign('sha256', bytes, { key: signer.key, passphrase: signer.passphrase });
  return {
    ownKeyId,
    card: { certificate: certificate.raw, publicKey, signature: signed(vouchedOf(publicKey)) },
    look: (bytes) => {
      const form = envelopeOf(bytes);
      const key = form && Buffer.from(form.replyTo, 'base64');
      return key && isOfTheForm(key) ? { keyId: form.keyId, replyTo: { keyId: keyIdOf(key), publicKey: key } } : null;
    },
    seal: (content, recipient) =>
      seal(Buffer.from(JSON.stringify({ ...content, from: from() })), recipient, { certificate, publicKey, signed }),
    open: (bytes, now) => open(bytes, now, ownKeyId, ownKey),
    readCard,
  };
}

type Sealer = { readonly certificate: X509Certificate; readonly publicKey: Buffer; readonly signed: (bytes: Buffer) => Buffer };

function seal(content: Buffer, recipient: CourierKey, sealer: Sealer): Uint8Array {
  const ephemeral = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const iv = randomBytes(12);
  const form = {
    format: courierFormat,
    keyId: recipient.keyId,
    ephemeral: spkiOf(ephemeral.publicKey).toString('base64'),
    nonce: iv.toString('base64'),
    replyTo: sealer.publicKey.toString('base64'),
  };
  const head = headOf(form);
  const cipher = createCipheriv('aes-256-gcm', keyOf(ephemeral.privateKey, publicKeyOf(recipient.publicKey), iv, head), iv, {
    authTagLength: 16,
  });
  cipher.setAAD(Buffer.from(head, 'utf8'));
  const sealed = Buffer.concat([cipher.update(gzipSync(content)), cipher.final(), cipher.getAuthTag()]);
  return Buffer.from(
    JSON.stringify({
      ...form,
      sealed: sealed.toString('base64'),
      signer: sealer.certificate.raw.toString('base64'),
      signature: sealer.signed(signedOf(head, sealed)).toString('base64'),
    }),
    'utf8',
  );
}

/** In the order the form prescribes: nothing is unpacked before the signature and the seal hold. */
function open(bytes: Uint8Array, now: Date, ownKeyId: string, ownKey: KeyObject): OpenedCourier {
  const form = envelopeOf(bytes);
  if (!form) return { kind: 'refused', why: 'form' };
  if (form.keyId !== ownKeyId) return { kind: 'refused', why: 'otherRecipient' };
  const signer = certificateOf(Buffer.from(form.signer, 'base64'));
  if (!signer || now < new Date(signer.validFrom) || now > new Date(signer.validTo)) return { kind: 'refused', why: 'signer' };
  try {
    const head = headOf(form);
    const sealed = Buffer.from(form.sealed, 'base64');
    if (!verify('sha256', signedOf(head, sealed), signer.publicKey, Buffer.from(form.signature, 'base64'))) {
      return { kind: 'refused', why: 'altered' };
    }
    const iv = Buffer.from(form.nonce, 'base64');
    const key = keyOf(ownKey, publicKeyOf(Buffer.from(form.ephemeral, 'base64')), iv, head);
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(head, 'utf8'));
    decipher.setAuthTag(sealed.subarray(-16));
    const zipped = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    const opened = courierContent.safeParse(JSON.parse(gunzipSync(zipped, { maxOutputLength: mostContentBytes }).toString('utf8')));
    if (!opened.success) return { kind: 'refused', why: 'form' };
    const ageMs = now.getTime() - Date.parse(opened.data.madeAt);
    if (ageMs > courierDays * dayMs || ageMs < -dayMs) return { kind: 'refused', why: 'expired' };
    return { kind: 'opened', content: opened.data, signer: signerOf(signer) };
  } catch {
    // node:crypto, zlib and JSON throw for every damaged key, seal or stream
    return { kind: 'refused', why: 'altered' };
  }
}

function readCard(card: CourierCard): (CourierKey & CourierSigner) | null {
  const certificate = certificateOf(card.certificate);
  if (!certificate) return null;
  try {
    if (!isOfTheForm(card.publicKey) || !verify('sha256', vouchedOf(card.publicKey), certificate.publicKey, card.signature)) {
      return null;
    }
    return { ...signerOf(certificate), publicKey: card.publicKey, keyId: keyIdOf(card.publicKey) };
  } catch {
    // a signature or key of some other kind
    return null;
  }
}

function envelopeOf(bytes: Uint8Array): ReturnType<typeof courierEnvelope.parse> | null {
  try {
    const parsed = courierEnvelope.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    // neither UTF-8 nor JSON
    return null;
  }
}

function headOf(form: { format: string; keyId: string; ephemeral: string; nonce: string; replyTo: string }): string {
  return [form.format, form.keyId, form.ephemeral, form.nonce, form.replyTo].join('\n');
}

function signedOf(head: string, sealed: Buffer): Buffer {
  return Buffer.from(`${head}\n${createHash('sha256').update(sealed).digest('hex')}`, 'utf8');
}

function vouchedOf(publicKey: Uint8Array): Buffer {
  return Buffer.from(`rubrica-courier-key/1\n${Buffer.from(publicKey).toString('base64')}`, 'utf8');
}

function keyOf(privateKey: KeyObject, publicKey: KeyObject, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), salt, info, 32));
}

function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function publicKeyOf(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}

function isOfTheForm(spki: Uint8Array): boolean {
  try {
    return publicKeyOf(spki).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false; // no key of any kind
  }
}

function certificateOf(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(der));
  } catch {
    return null; // anything that is not a certificate
  }
}

function signerOf(certificate: X509Certificate): CourierSigner {
  return {
    certificate: certificate.raw,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: certificate.subject.replaceAll('\n', ', '),
  };
}
