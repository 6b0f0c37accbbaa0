import pkcs11js, { type PKCS11 } from 'pkcs11js';
import type { TokenListing, TokenOnModule } from '#contract/token-api.ts';
import { isCkr } from '#main/token/process/ckr.ts';
import { findCertificates, findKeys, type CertificateObject, type KeyObject } from '#main/token/process/find-objects.ts';
import { algorithmsOf, mechanismNames } from '#main/token/process/mechanisms.ts';
import { type Slot, type TokenFacts } from '#main/token/process/read-slots.ts';

/** What can be known without a PIN. The session it needs is closed before anything is answered. */
export function listTokens(
  pkcs11: PKCS11,
  slots: readonly Slot[],
  isLoggedIn: (slot: string) => boolean,
  partitions: readonly string[] = [],
): TokenListing {
  const tokens = slots.flatMap((slot) => {
    if (slot.token === null) return [];
    try {
      return [readToken(pkcs11, slot, slot.token, isLoggedIn(slot.id))];
    } catch (error) {
      // Taken out while it was being read: the next change tells the rest.
      if (isCkr(error, 'CKR_DEVICE_REMOVED', 'CKR_TOKEN_NOT_PRESENT', 'CKR_SESSION_HANDLE_INVALID', 'CKR_SLOT_ID_INVALID')) return [];
      throw error;
    }
  });
  return {
    tokens,
    readersWithoutToken: slots.filter((slot) => slot.token === null && slot.reader !== '').map((slot) => slot.reader),
    readersUnread: slots.filter((slot) => slot.isUnread === true).map((slot) => slot.reader),
    partitionsAbsent: partitions.filter((label) => !tokens.some((token) => token.label === label)),
  };
}

function readToken(pkcs11: PKCS11, slot: Slot, token: TokenFacts, isLoggedIn: boolean): TokenOnModule {
  const { flags, ...facts } = token;
  const needsLogin = (flags & pkcs11js.CKF_LOGIN_REQUIRED) !== 0 && !isLoggedIn;
  const mechanisms = pkcs11.C_GetMechanismList(slot.handle);
  const session = pkcs11.C_OpenSession(slot.handle, pkcs11js.CKF_SERIAL_SESSION);
  try {
    const certificates = findCertificates(pkcs11, session);
    const privateKeys = findKeys(pkcs11, session, 'private');
    const keys = [...privateKeys, ...findKeys(pkcs11, session, 'public')];
    return {
      slot: slot.id,
      reader: slot.reader,
      ...facts,
      isSoft: slot.isSoft,
      certificates: certificates.map((certificate) => ({
        fingerprint: certificate.fingerprint,
        der: certificate.der,
        label: certificate.label,
        keyId: certificate.keyId,
        key: certificate.key,
        hasKey: hasKey(certificate.keyId, privateKeys, needsLogin),
        algorithms: algorithmsOf(certificate.key?.kind ?? null, mechanisms),
      })),
      mechanisms: mechanismNames(mechanisms),
      keysWithoutCertificate: orphans(keys, certificates),
    };
  } finally {
    pkcs11.C_CloseSession(session);
  }
}

function hasKey(keyId: string, privateKeys: readonly KeyObject[], needsLogin: boolean): boolean | null {
  if (keyId !== '' && privateKeys.some((key) => key.keyId === keyId)) return true;
  return needsLogin ? null : false;
}

function orphans(keys: readonly KeyObject[], certificates: readonly CertificateObject[]): string[] {
  const withCertificate = new Set(certificates.map((certificate) => certificate.keyId));
  return [...new Set(keys.filter((key) => !withCertificate.has(key.keyId)).map((key) => key.label || key.keyId))];
}
