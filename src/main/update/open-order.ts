import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { signedOrder, signedPrefix, updateOrder } from '#contract/update-order.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { UpdateOrder, UpdateRefusal } from '#core/update.ts';

/** Reads nothing of an order before one of `keys` (SubjectPublicKeyInfo, base64) is known to have signed it. */
export function openOrder(bytes: Uint8Array, keys: readonly string[]): Result<UpdateOrder> {
  const trusted = new Map(keys.flatMap((text) => readUpdateKey(text) ?? []).map((key) => [idOf(key), key]));
  if (trusted.size === 0) return refused('noKeys');
  const envelope = signedOrder.safeParse(asJson(Buffer.from(bytes).toString('utf8')));
  if (!envelope.success) return refused('notAnOrder');
  const { order, signatures } = envelope.data;
  if (signatures.length === 0) return refused('unsigned');
  const ours = signatures.flatMap(({ key, value }) => {
    const known = trusted.get(key);
    return known === undefined ? [] : [{ key: known, value }];
  });
  if (ours.length === 0) return refused('unknownKey');
  if (!ours.some(({ key, value }) => hasSigned(key, order, Buffer.from(value, 'base64')))) return refused('badSignature');
  const read = updateOrder.safeParse(asJson(order));
  return read.success ? done(read.data) : refused('notAnOrder');
}

export function bytesToSign(order: string): Buffer {
  return Buffer.from(signedPrefix + order, 'utf8');
}

/** 64 bytes: Ed25519 (RFC 8032), or ECDSA P-256 with SHA-256 (FIPS 186-5) as r and s side by side. */
export function hasSigned(key: KeyObject, order: string, signature: Uint8Array): boolean {
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return verify(digest, bytesToSign(order), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** A public key of the two kinds an order may be signed with, otherwise null. */
export function readUpdateKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 || key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null; // not a key: told where it was configured
  }
}

export function idOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function refused(reason: UpdateRefusal): Result<UpdateOrder> {
  return failed({ code: 'updateRefused', reason });
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
