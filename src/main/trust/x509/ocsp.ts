import { createHash } from 'node:crypto';
import { readScheme } from './signature-scheme.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { readCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { Malformed, Members, childrenOf, inside, readDer, tags, wellFormed } from './der.ts';
import type { Der } from './der.ts';
import { hexOf, integerHex, octetsOfBits, oidOf, smallInteger, timeOf } from './der-values.ts';
import { extension, readExtensions } from './extensions.ts';
import type { Extensions } from './extensions.ts';
import { readName } from './names.ts';
import { oids } from './oids.ts';

export type SingleAnswer = {
  /** hash name for node:crypto, or null for one we do not compute */
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512' | null;
  readonly issuerNameHash: string;
  readonly issuerKeyHash: string;
  readonly serial: string;
  readonly status: 'good' | 'unknown' | { readonly revokedAt: number; readonly reason: number | null };
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  readonly hasUnknownCritical: boolean;
};

/** A successful basic OCSP response (RFC 6960 section 4.2). */
export type OcspAnswer = {
  readonly der: Uint8Array;
  readonly sha256: string;
  readonly tbs: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly signature: Uint8Array;
  readonly responder: { readonly name: string } | { readonly keyHash: string };
  readonly producedAt: number;
  readonly answers: readonly SingleAnswer[];
  readonly certificates: readonly Certificate[];
  readonly nonce: string | null;
  readonly hasUnknownCritical: boolean;
};

const hashes: Readonly<Record<string, SingleAnswer['hash']>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** The answer in these bytes, or null when they are not a well-formed successful one. */
export function readOcsp(bytes: Uint8Array): OcspAnswer | null {
  return wellFormed(bytes, 1_000_000, parse);
}

function parse(bytes: Uint8Array): OcspAnswer {
  const outer = new Members(readDer(bytes));
  // OCSPResponseStatus: successful (0); tryLater and the others carry nothing
  if (smallInteger(outer.take(tags.enumerated), tags.enumerated) !== 0) throw new Malformed('not successful');
  const wrapped = new Members(inside(outer.take(0xa0)));
  outer.done();
  if (oidOf(wrapped.take()) !== oids.ocspBasic) throw new Malformed('response type');
  const basic = new Members(readDer(wrapped.take(tags.octetString).body));
  wrapped.done();
  const tbsNode = basic.take(tags.sequence);
  const scheme = readScheme(basic.take(tags.sequence));
  const signature = octetsOfBits(basic.take(tags.bitString));
  const certificatesNode = basic.optional(0xa0);
  basic.done();

  const tbs = new Members(tbsNode);
  const versionNode = tbs.optional(0xa0);
  if (versionNode && smallInteger(inside(versionNode)) !== 0) throw new Malformed('version');
  const responder = readResponder(tbs.take());
  const producedAt = timeOf(tbs.take(), 'generalized');
  const answers = [...childrenOf(tbs.take(tags.sequence))].map(readSingle);
  const extensionsNode = tbs.optional(0xa1);
  tbs.done();
  const list: Extensions = extensionsNode ? readExtensions(inside(extensionsNode)) : new Map();
  return {
    der: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    tbs: tbsNode.raw,
    scheme,
    signature,
    responder,
    producedAt,
    answers,
    certificates: certificatesNode ? readCertificates(inside(certificatesNode)) : [],
    nonce: extension(list, oids.ocspNonce, (node) => hexOf(node.body)),
    hasUnknownCritical: [...list.values()].some((item) => item.isCritical && item.oid !== oids.ocspNonce),
  };
}

function readResponder(node: Der): OcspAnswer['responder'] {
  if (node.tag === 0xa1) return { name: readName(inside(node)).key };
  if (node.tag === 0xa2) return { keyHash: hexOf(inside(node).body) };
  throw new Malformed('responder');
}

function readCertificates(node: Der): readonly Certificate[] {
  return [...childrenOf(node)].slice(0, 16).flatMap((item) => readCertificate(item.raw) ?? []);
}

function readSingle(node: Der): SingleAnswer {
  const members = new Members(node);
  const id = new Members(members.take(tags.sequence));
  const algorithm = new Members(id.take(tags.sequence));
  const hash = hashes[oidOf(algorithm.take())] ?? null;
  const issuerNameHash = hexOf(id.take(tags.octetString).body);
  const issuerKeyHash = hexOf(id.take(tags.octetString).body);
  const serial = integerHex(id.take());
  id.done();
  const status = readStatus(members.take());
  const thisUpdate = timeOf(members.take(), 'generalized');
  const nextNode = members.optional(0xa0);
  const extensionsNode = members.optional(0xa1);
  members.done();
  const list: Extensions = extensionsNode ? readExtensions(inside(extensionsNode)) : new Map();
  return {
    hash,
    issuerNameHash,
    issuerKeyHash,
    serial,
    status,
    thisUpdate,
    nextUpdate: nextNode ? timeOf(inside(nextNode), 'generalized') : null,
    hasUnknownCritical: [...list.values()].some((item) => item.isCritical && item.oid !== oids.certificateTransparency),
  };
}

function readStatus(node: Der): SingleAnswer['status'] {
  if (node.tag === 0x80) return 'good';
  if (node.tag === 0x82) return 'unknown';
  if (node.tag !== 0xa1) throw new Malformed('status');
  const members = new Members({ ...node, tag: tags.sequence });
  const revokedAt = timeOf(members.take(), 'generalized');
  const reasonNode = members.optional(0xa0);
  members.done();
  return { revokedAt, reason: reasonNode ? smallInteger(inside(reasonNode), tags.enumerated) : null };
}
