import { createHash } from 'node:crypto';
import { readScheme } from './signature-scheme.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { CrlEntries } from './crl-entries.ts';
import { Malformed, Members, expectTag, readDer, tags, wellFormed } from './der.ts';
import type { Der } from './der.ts';
import { bigIntegerOf, booleanOf, flagsOf, octetsOfBits, sameBytes, smallInteger, timeOf } from './der-values.ts';
import { extension, readAuthorityKeyIdentifier, readCrlNumber, readDistributionPointName, readExtensions } from './extensions.ts';
import type { DistributionPoint, Extensions } from './extensions.ts';
import { readName } from './names.ts';
import type { Name } from './names.ts';
import { oids } from './oids.ts';

export type IssuingDistributionPoint = Pick<DistributionPoint, 'names' | 'relativeName'> & {
  readonly raw: Uint8Array;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly isIndirect: boolean;
  readonly onlyReasons: ReadonlySet<number> | null;
};

export type Crl = {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly extensions: Extensions;
  readonly number: bigint | null;
  /** set in a delta CRL: the number of the CRL it completes */
  readonly baseNumber: bigint | null;
  readonly authorityKey: string | null;
  readonly point: IssuingDistributionPoint | null;
  readonly expiredSince: number | null;
  /** a critical extension of the list or of an entry that we do not understand (RFC 5280 section 5.2, 5.3) */
  readonly hasUnknownCritical: boolean;
  readonly entries: CrlEntries;
};

const understood: ReadonlySet<string> = new Set([
  oids.authorityKeyIdentifier,
  oids.issuerAltName,
  oids.crlNumber,
  oids.deltaCrlIndicator,
  oids.issuingDistributionPoint,
  oids.freshestCrl,
  oids.authorityInfoAccess,
  oids.expiredCertsOnCrl,
]);

export const largestCrl = 64 * 1024 * 1024;

/** The CRL in these bytes, or null when they are not a well-formed one (RFC 5280 section 5.1). */
export function readCrl(bytes: Uint8Array): Crl | null {
  return wellFormed(bytes, largestCrl, parse);
}

function parse(bytes: Uint8Array): Crl {
  const outer = new Members(readDer(bytes));
  const tbsNode = outer.take(tags.sequence);
  const outerAlgorithm = outer.take(tags.sequence);
  const signature = octetsOfBits(outer.take(tags.bitString));
  outer.done();
  const tbs = new Members(tbsNode);
  const versionNode = tbs.optional(tags.integer);
  if (versionNode && smallInteger(versionNode) !== 1) throw new Malformed('CRL version');
  const innerAlgorithm = tbs.take(tags.sequence);
  if (!sameBytes(innerAlgorithm.raw, outerAlgorithm.raw)) throw new Malformed('algorithms differ');
  const issuer = readName(tbs.take(tags.sequence));
  const thisUpdate = timeOf(tbs.take());
  const isTime = tbs.peek() === tags.utcTime || tbs.peek() === tags.generalizedTime;
  const nextUpdate = isTime ? timeOf(tbs.take()) : null;
  const revokedNode = tbs.optional(tags.sequence);
  const extensionsNode = tbs.optional(0xa0);
  tbs.done();
  if (extensionsNode && !versionNode) throw new Malformed('version and contents differ');
  const list: Extensions = extensionsNode ? readExtensions(onlyChild(extensionsNode)) : new Map();
  const point = extension(list, oids.issuingDistributionPoint, readPoint);
  const entries = new CrlEntries(revokedNode, issuer.key, point?.isIndirect ?? false);
  return {
    der: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    tbs: tbsNode.raw,
    issuer,
    thisUpdate,
    nextUpdate,
    scheme: readScheme(innerAlgorithm),
    signature,
    extensions: list,
    number: readCrlNumber(list),
    baseNumber: extension(list, oids.deltaCrlIndicator, (node) => bigIntegerOf(node)),
    authorityKey: extension(list, oids.authorityKeyIdentifier, readAuthorityKeyIdentifier)?.keyIdentifier ?? null,
    point,
    expiredSince: extension(list, oids.expiredCertsOnCrl, (node) => timeOf(node, 'generalized')),
    hasUnknownCritical: entries.hasUnknownCritical || [...list.values()].some((item) => item.isCritical && !understood.has(item.oid)),
    entries,
  };
}

function onlyChild(node: Der): Der {
  return readDer(node.body);
}

function readPoint(node: Der): IssuingDistributionPoint {
  const members = new Members(expectTag(node, tags.sequence));
  const name = readDistributionPointName(members.optional(0xa0));
  const flag = (tag: number): boolean => {
    const found = members.optional(tag);
    return found ? booleanOf(found, tag) : false;
  };
  const onlyUserCertificates = flag(0x81);
  const onlyCaCertificates = flag(0x82);
  const reasonsNode = members.optional(0x83);
  const isIndirect = flag(0x84);
  const onlyAttributeCertificates = flag(0x85);
  members.done();
  return {
    raw: node.raw,
    ...name,
    onlyUserCertificates,
    onlyCaCertificates,
    onlyAttributeCertificates,
    isIndirect,
    onlyReasons: reasonsNode ? flagsOf(reasonsNode, 0x83) : null,
  };
}
