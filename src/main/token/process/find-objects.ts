import { createHash, X509Certificate } from 'node:crypto';
import pkcs11js, { type Handle, type PKCS11, type Template } from 'pkcs11js';
import type { TokenCertificate } from '#main/ports/token.ts';
import { ckrName } from '#main/token/process/ckr.ts';

export type CertificateObject = {
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly label: string;
  readonly keyId: string;
  readonly key: TokenCertificate['key'];
  /** RSA modulus, hex: for tokens whose objects carry no CKA_ID */
  readonly modulus: string | null;
};

export type KeyObject = { readonly handle: Handle; readonly keyId: string; readonly label: string };

export function findCertificates(pkcs11: PKCS11, session: Handle): CertificateObject[] {
  const handles = find(pkcs11, session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_CERTIFICATE }]);
  return handles.flatMap((handle) => {
    const der = attribute(pkcs11, session, handle, pkcs11js.CKA_VALUE);
    if (der === null || der.length === 0) return [];
    const facts = readCertificate(der);
    if (facts === null) return [];
    const keyId = attribute(pkcs11, session, handle, pkcs11js.CKA_ID)?.toString('hex') ?? '';
    const { fingerprint, key, modulus, commonName } = facts;
    return [{ fingerprint, der: facts.der, key, modulus, label: text(pkcs11, session, handle) || commonName, keyId }];
  });
}

/** What a certificate says of its key; null where it is no X.509 certificate (an attribute certificate, a vendor's blob). */
export function readCertificate(
  der: Uint8Array,
): (Pick<CertificateObject, 'fingerprint' | 'der' | 'key' | 'modulus'> & { commonName: string }) | null {
  const parsed = parse(der);
  if (parsed === null) return null;
  const { key, modulus } = readKey(parsed);
  const commonName = /^CN=(.*)$/m.exec(parsed.subject)?.[1] ?? parsed.subject.split('\n').at(-1) ?? '';
  // The certificate itself, whether it came as DER or, from a file, as PEM.
  const fingerprint = createHash('sha256').update(parsed.raw).digest('hex');
  return { fingerprint, der: new Uint8Array(parsed.raw), key, modulus, commonName };
}

function parse(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

const curves: Readonly<Record<string, 'P-256' | 'P-384' | 'P-521'>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

function readKey(certificate: X509Certificate): Pick<CertificateObject, 'key' | 'modulus'> {
  const { publicKey } = certificate;
  const details = publicKey.asymmetricKeyDetails;
  if (publicKey.asymmetricKeyType === 'rsa' && details?.modulusLength !== undefined) {
    const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex');
    return { key: { kind: 'rsa', bits: details.modulusLength }, modulus };
  }
  const curve = publicKey.asymmetricKeyType === 'ec' ? curves[details?.namedCurve ?? ''] : undefined;
  return { key: curve === undefined ? null : { kind: 'ec', curve }, modulus: null };
}

/** Private keys usually show only after login; public keys may stand beside them. */
export function findKeys(pkcs11: PKCS11, session: Handle, kind: 'private' | 'public'): KeyObject[] {
  const value = kind === 'private' ? pkcs11js.CKO_PRIVATE_KEY : pkcs11js.CKO_PUBLIC_KEY;
  return find(pkcs11, session, [{ type: pkcs11js.CKA_CLASS, value }]).map((handle) => ({
    handle,
    keyId: attribute(pkcs11, session, handle, pkcs11js.CKA_ID)?.toString('hex') ?? '',
    label: text(pkcs11, session, handle),
  }));
}

function find(pkcs11: PKCS11, session: Handle, template: Template): Handle[] {
  pkcs11.C_FindObjectsInit(session, template);
  try {
    const found: Handle[] = [];
    for (;;) {
      const some = pkcs11.C_FindObjects(session, 64);
      if (some.length === 0) return found;
      found.push(...some);
    }
  } finally {
    pkcs11.C_FindObjectsFinal(session);
  }
}

/** One attribute; null where the object does not have it or does not show it. */
export function attribute(pkcs11: PKCS11, session: Handle, object: Handle, type: number): Buffer | null {
  try {
    const value: unknown = pkcs11.C_GetAttributeValue(session, object, [{ type }])[0]?.value;
    return Buffer.isBuffer(value) ? value : null;
  } catch (error) {
    const name = ckrName(error);
    if (name === 'CKR_ATTRIBUTE_TYPE_INVALID' || name === 'CKR_ATTRIBUTE_SENSITIVE') return null;
    throw error;
  }
}

/** A missing boolean is false: many modules do not know CKA_ALWAYS_AUTHENTICATE. */
export function isSet(pkcs11: PKCS11, session: Handle, object: Handle, type: number, whenMissing: boolean): boolean {
  const value = attribute(pkcs11, session, object, type);
  return value === null || value.length === 0 ? whenMissing : value[0] !== 0;
}

function text(pkcs11: PKCS11, session: Handle, object: Handle): string {
  return (attribute(pkcs11, session, object, pkcs11js.CKA_LABEL)?.toString('utf8') ?? '').replaceAll('\0', '').trim();
}
