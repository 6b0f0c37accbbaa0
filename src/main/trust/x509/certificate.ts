import { createHash } from 'node:crypto';
import { readScheme } from './signature-scheme.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { readSubjectKey } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';
import { Malformed, Members, inside, readDer, tags, wellFormed } from './der.ts';
import { bigIntegerOf, integerHex, octetsOfBits, sameBytes, smallInteger, timeOf } from './der-values.ts';
import {
  extension,
  readAlternativeNames,
  readAccessUrls,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readCertificatePolicies,
  readDistributionPoints,
  readExtensions,
  readKeyIdentifier,
  readKeyUsage,
  readNameConstraints,
  readObjectIdentifiers,
  readPolicyConstraints,
  readPolicyMappings,
} from './extensions.ts';
import type { DistributionPoint, Extensions, NameConstraints } from './extensions.ts';
import { readName } from './names.ts';
import type { GeneralName, Name } from './names.ts';
import { oids } from './oids.ts';

/** A certificate as its bytes say; nothing in it is believed yet. */
export type Certificate = {
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  /** sha256, hex */
  readonly fingerprint: string;
  readonly version: 1 | 2 | 3;
  /** contents of the INTEGER, hex */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: SubjectKey;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly extensions: Extensions;
  readonly basicConstraints: { readonly isCa: boolean; readonly pathLength: number | null } | null;
  readonly keyUsage: ReadonlySet<number> | null;
  readonly extendedKeyUsage: ReadonlySet<string> | null;
  readonly alternativeNames: readonly GeneralName[];
  readonly keyIdentifier: string | null;
  readonly authorityKey: ReturnType<typeof readAuthorityKeyIdentifier> | null;
  readonly nameConstraints: NameConstraints | null;
  readonly policies: ReadonlySet<string> | null;
  readonly hasUnknownQualifier: boolean;
  readonly policyMappings: readonly { readonly issuer: string; readonly subject: string }[];
  readonly policyConstraints: { readonly requireExplicit: number | null; readonly inhibitMapping: number | null } | null;
  readonly inhibitAnyPolicy: number | null;
  readonly distributionPoints: readonly DistributionPoint[] | null;
  readonly ocspUrls: readonly string[];
  readonly hasNoCheck: boolean;
};

export const keyUsageBits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** Extensions that the judgement acts on, or that need no action of a verifier (informational ones). */
const understood: ReadonlySet<string> = new Set([
  oids.subjectKeyIdentifier,
  oids.keyUsage,
  oids.subjectAltName,
  oids.issuerAltName,
  oids.basicConstraints,
  oids.nameConstraints,
  oids.crlDistributionPoints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.authorityKeyIdentifier,
  oids.policyConstraints,
  oids.extendedKeyUsage,
  oids.freshestCrl,
  oids.inhibitAnyPolicy,
  oids.authorityInfoAccess,
  oids.subjectInfoAccess,
  oids.ocspNoCheck,
]);

export function hasUnknownCritical(list: Extensions, known: ReadonlySet<string> = understood): boolean {
  return [...list.values()].some((item) => item.isCritical && !known.has(item.oid));
}

/** The certificate in these bytes, or null when they are not a well-formed one (RFC 5280 section 4.1). */
export function readCertificate(bytes: Uint8Array): Certificate | null {
  return wellFormed(bytes, 1_000_000, parse);
}

function parse(bytes: Uint8Array): Certificate {
  const outer = new Members(readDer(bytes));
  const tbsNode = outer.take(tags.sequence);
  const outerAlgorithm = outer.take(tags.sequence);
  const signature = octetsOfBits(outer.take(tags.bitString));
  outer.done();

  const tbs = new Members(tbsNode);
  const versionNode = tbs.optional(0xa0);
  const version = versionNode ? smallInteger(inside(versionNode)) + 1 : 1;
  if (version !== 1 && version !== 2 && version !== 3) throw new Malformed('version');
  const serial = integerHex(tbs.take(tags.integer));
  const innerAlgorithm = tbs.take(tags.sequence);
  // section 4.1.1.2: the two name the same algorithm
  if (!sameBytes(innerAlgorithm.raw, outerAlgorithm.raw)) throw new Malformed('algorithms differ');
  const issuer = readName(tbs.take(tags.sequence));
  const validity = new Members(tbs.take(tags.sequence));
  const notBefore = timeOf(validity.take());
  const notAfter = timeOf(validity.take());
  validity.done();
  const subject = readName(tbs.take(tags.sequence));
  const key = readSubjectKey(tbs.take(tags.sequence));
  const uniqueIds = [tbs.optional(0x81), tbs.optional(0x82)].some((node) => node !== null);
  const extensionsNode = tbs.optional(0xa3);
  tbs.done();
  if ((uniqueIds && version === 1) || (extensionsNode && version !== 3)) throw new Malformed('version and contents differ');
  if (issuer.parts.length === 0) throw new Malformed('no issuer');

  const list: Extensions = extensionsNode ? readExtensions(inside(extensionsNode)) : new Map();
  const policies = extension(list, oids.certificatePolicies, readCertificatePolicies);
  return {
    der: bytes,
    tbs: tbsNode.raw,
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    version,
    serial,
    issuer,
    subject,
    notBefore,
    notAfter,
    key,
    scheme: readScheme(innerAlgorithm),
    signature,
    extensions: list,
    basicConstraints: extension(list, oids.basicConstraints, readBasicConstraints),
    keyUsage: extension(list, oids.keyUsage, readKeyUsage),
    extendedKeyUsage: extension(list, oids.extendedKeyUsage, readObjectIdentifiers),
    alternativeNames: extension(list, oids.subjectAltName, readAlternativeNames) ?? [],
    keyIdentifier: extension(list, oids.subjectKeyIdentifier, readKeyIdentifier),
    authorityKey: extension(list, oids.authorityKeyIdentifier, readAuthorityKeyIdentifier),
    nameConstraints: extension(list, oids.nameConstraints, readNameConstraints),
    policies: policies?.policies ?? null,
    hasUnknownQualifier: policies?.hasUnknownQualifier ?? false,
    policyMappings: extension(list, oids.policyMappings, readPolicyMappings) ?? [],
    policyConstraints: extension(list, oids.policyConstraints, readPolicyConstraints),
    inhibitAnyPolicy: extension(list, oids.inhibitAnyPolicy, (node) => Number(bigIntegerOf(node))),
    distributionPoints: extension(list, oids.crlDistributionPoints, readDistributionPoints),
    ocspUrls: extension(list, oids.authorityInfoAccess, (node) => readAccessUrls(node, oids.ocspMethod)) ?? [],
    hasNoCheck: list.has(oids.ocspNoCheck),
  };
}

/** Issued under its own name: a key roll-over or a root (RFC 5280 section 6.1, "self-issued"). */
export function isSelfIssued(certificate: Certificate): boolean {
  return certificate.subject.key === certificate.issuer.key;
}

/** For people: the serial as openssl shows it. */
export function shownSerial(certificate: Certificate): string {
  return certificate.serial.replace(/^00(?=.)/, '');
}
