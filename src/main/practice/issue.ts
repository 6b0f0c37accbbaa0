import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** Key kinds the practice PKI can make. RSA keys cost a tenth of a second and more: prefer P-256 in tests. */
export type KeyKind = 'rsa-1024' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'p-256' | 'p-384' | 'p-521';

export type KeyPair = {
  readonly kind: KeyKind;
  /** PKCS#8, DER */
  readonly privateKey: Uint8Array;
  /** SubjectPublicKeyInfo, DER */
  readonly publicKey: Uint8Array;
};

/** A certificate with the key that belongs to it. */
export type Identity = {
  readonly name: string;
  readonly key: KeyPair;
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  /** sha256 of the certificate, hex */
  readonly fingerprint: string;
};

/** An extension as it stands: `value` is the DER inside the OCTET STRING. */
export type RawExtension = { readonly oid: string; readonly critical: boolean; readonly value: Uint8Array };

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign';

export type CertificateOrder = {
  /** RFC 4514 text (`CN=..., C=CL`) or x509 JSON with string types */
  readonly subject: string | x509.JsonNameParams;
  /** who signs; absent: self-signed */
  readonly issuer?: Identity;
  /** issuer name to write where it must differ from the issuer's own subject */
  readonly issuerName?: string | x509.JsonNameParams;
  readonly key?: KeyPair;
  readonly keyKind?: KeyKind;
  /** hex, first bit clear */
  readonly serial?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly ca?: boolean | { readonly pathLength: number };
  readonly keyUsage?: readonly KeyUsage[] | null;
  readonly extendedKeyUsage?: readonly string[];
  readonly policies?: readonly string[];
  readonly alternativeNames?: x509.JsonGeneralNames;
  readonly crlUrls?: readonly string[];
  readonly extensions?: readonly RawExtension[];
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** leave out the key identifiers */
  readonly withoutKeyIdentifiers?: boolean;
  /** how this identity is called in files and lists; the subject's CN otherwise */
  readonly name?: string;
};

export type RevokedEntry = {
  readonly serial: string;
  readonly at: Date;
  /** CRLReason, RFC 5280 section 5.3.1 */
  readonly reason?: number;
  readonly extensions?: readonly RawExtension[];
};

export type CrlOrder = {
  readonly issuer: Identity;
  readonly issuerName?: string | x509.JsonNameParams;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly number?: number;
  readonly revoked?: readonly RevokedEntry[];
  readonly extensions?: readonly RawExtension[];
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
};

const crypto = webcrypto as unknown as Crypto;
x509.cryptoProvider.set(crypto);

const usageBits: Readonly<Record<KeyUsage, number>> = {
  digitalSignature: x509.KeyUsageFlags.digitalSignature,
  nonRepudiation: x509.KeyUsageFlags.nonRepudiation,
  keyEncipherment: x509.KeyUsageFlags.keyEncipherment,
  dataEncipherment: x509.KeyUsageFlags.dataEncipherment,
  keyAgreement: x509.KeyUsageFlags.keyAgreement,
  keyCertSign: x509.KeyUsageFlags.keyCertSign,
  cRLSign: x509.KeyUsageFlags.cRLSign,
};

export async function makeKey(kind: KeyKind): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(generation(kind), true, ['sign', 'verify']);
  return {
    kind,
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
  };
}

export async function issueCertificate(order: CertificateOrder): Promise<Identity> {
  const key = order.key ?? (await makeKey(order.keyKind ?? 'p-256'));
  const issuerKey = order.issuer?.key ?? key;
  const subject = new x509.Name(order.subject);
  const issuerName = order.issuerName
    ? new x509.Name(order.issuerName)
    : order.issuer
      ? new x509.X509Certificate(owned(order.issuer.certificate)).subjectName
      : subject;
  const algorithm = signing(issuerKey.kind, order.hash ?? 'SHA-256');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: order.serial ?? freshSerial(),
    subject,
    issuer: issuerName,
    notBefore: order.notBefore ?? new Date('2026-01-01T00:00:00Z'),
    notAfter: order.notAfter ?? new Date('2036-01-01T00:00:00Z'),
    publicKey: publicKeyOf(key),
    signingKey: await importPrivate(issuerKey, order.hash ?? 'SHA-256'),
    signingAlgorithm: algorithm,
    extensions: await extensionsOf(order, key, issuerKey),
  });
  const der = new Uint8Array(certificate.rawData);
  return {
    name: order.name ?? subject.getField('CN')[0] ?? subject.toString(),
    key,
    certificate: der,
    certificatePem: toPem(der, 'CERTIFICATE'),
    privateKeyPem: toPem(key.privateKey, 'PRIVATE KEY'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
}

/** A CRL, DER. `extensions` are added to authorityKeyIdentifier and (where given) cRLNumber. */
export async function issueCrl(order: CrlOrder): Promise<Uint8Array> {
  const hash = order.hash ?? 'SHA-256';
  const extensions: x509.Extension[] = [await x509.AuthorityKeyIdentifierExtension.create(publicKeyOf(order.issuer.key))];
  if (order.number !== undefined) extensions.push(new x509.Extension('2.5.29.20', false, owned(integer(order.number))));
  for (const extra of order.extensions ?? []) extensions.push(new x509.Extension(extra.oid, extra.critical, owned(extra.value)));
  const crl = await x509.X509CrlGenerator.create({
    issuer: order.issuerName ? new x509.Name(order.issuerName) : new x509.X509Certificate(owned(order.issuer.certificate)).subjectName,
    thisUpdate: order.thisUpdate,
    ...(order.nextUpdate ? { nextUpdate: order.nextUpdate } : {}),
    entries: (order.revoked ?? []).map((entry) => ({
      serialNumber: entry.serial,
      revocationDate: entry.at,
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
      extensions: (entry.extensions ?? []).map((extra) => new x509.Extension(extra.oid, extra.critical, owned(extra.value))),
    })),
    extensions,
    signingKey: await importPrivate(order.issuer.key, hash),
    signingAlgorithm: signing(order.issuer.key.kind, hash),
  });
  return new Uint8Array(crl.rawData);
}

export function serialOf(identity: Identity): string {
  return new x509.X509Certificate(owned(identity.certificate)).serialNumber;
}

export function toPem(der: Uint8Array, label: 'CERTIFICATE' | 'PRIVATE KEY' | 'X509 CRL'): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g);
  return `-----BEGIN ${label}-----\n${(lines ?? []).join('\n')}\n-----END ${label}-----\n`;
}

async function extensionsOf(order: CertificateOrder, key: KeyPair, issuerKey: KeyPair): Promise<x509.Extension[]> {
  const list: x509.Extension[] = [];
  const ca = order.ca ?? false;
  if (order.ca !== undefined) {
    list.push(new x509.BasicConstraintsExtension(ca !== false, typeof ca === 'object' ? ca.pathLength : undefined, true));
  }
  const usage =
    order.keyUsage === undefined
      ? ca !== false
        ? (['keyCertSign', 'cRLSign'] as const)
        : (['digitalSignature', 'nonRepudiation'] as const)
      : order.keyUsage;
  if (usage) {
    list.push(
      new x509.KeyUsagesExtension(
        usage.reduce<number>((bits, name) => bits | usageBits[name], 0),
        true,
      ),
    );
  }
  if (!order.withoutKeyIdentifiers) {
    list.push(await x509.SubjectKeyIdentifierExtension.create(publicKeyOf(key)));
    if (order.issuer) list.push(await x509.AuthorityKeyIdentifierExtension.create(publicKeyOf(issuerKey)));
  }
  if (order.extendedKeyUsage) list.push(new x509.ExtendedKeyUsageExtension([...order.extendedKeyUsage], false));
  if (order.policies) list.push(new x509.CertificatePolicyExtension([...order.policies], false));
  if (order.alternativeNames) list.push(new x509.SubjectAlternativeNameExtension(order.alternativeNames, false));
  if (order.crlUrls) list.push(new x509.CRLDistributionPointsExtension([...order.crlUrls], false));
  for (const extra of order.extensions ?? []) list.push(new x509.Extension(extra.oid, extra.critical, owned(extra.value)));
  return list;
}

function generation(kind: KeyKind): RsaHashedKeyGenParams | EcKeyGenParams {
  return kind.startsWith('rsa-')
    ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: Number(kind.slice(4)), publicExponent: new Uint8Array([1, 0, 1]) }
    : { name: 'ECDSA', namedCurve: kind.toUpperCase() };
}

function signing(kind: KeyKind, hash: string): EcdsaParams {
  return { name: kind.startsWith('rsa-') ? 'RSASSA-PKCS1-v1_5' : 'ECDSA', hash };
}

/** For signing CRLs, OCSP answers and the like with a practice key. */
export function importPrivate(key: KeyPair, hash: string): Promise<CryptoKey> {
  const algorithm = key.kind.startsWith('rsa-')
    ? { name: 'RSASSA-PKCS1-v1_5', hash }
    : { name: 'ECDSA', namedCurve: key.kind.toUpperCase() };
  return crypto.subtle.importKey('pkcs8', owned(key.privateKey), algorithm, true, ['sign']);
}

function publicKeyOf(key: KeyPair): x509.PublicKey {
  return new x509.PublicKey(owned(key.publicKey));
}

/** The library wants bytes of our own memory, which these always are. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}

function freshSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function integer(value: number): Uint8Array {
  const hex = value.toString(16).padStart(2, '0');
  const bytes = [...Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')];
  if ((bytes[0] ?? 0) & 0x80) bytes.unshift(0);
  return Uint8Array.from([2, bytes.length, ...bytes]);
}
