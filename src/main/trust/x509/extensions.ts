import { Malformed, Members, childrenOf, expectTag, inside, readDer, tags } from './der.ts';
import type { Der } from './der.ts';
import { bigIntegerOf, booleanOf, flagsOf, hexOf, integerHex, oidOf, smallInteger } from './der-values.ts';
import { readGeneralName, readGeneralNames, readName } from './names.ts';
import type { GeneralName, Name } from './names.ts';
import { oids } from './oids.ts';

export type RawExtension = { readonly oid: string; readonly isCritical: boolean; readonly value: Uint8Array };
export type Extensions = ReadonlyMap<string, RawExtension>;

export type DistributionPoint = {
  /** fullName, or the issuer's name with nameRelativeToCRLIssuer appended later; null where absent */
  readonly names: readonly GeneralName[] | null;
  readonly relativeName: Der | null;
  /** reason flags, RFC 5280 section 4.2.1.13; null: all */
  readonly reasons: ReadonlySet<number> | null;
  readonly crlIssuers: readonly Name[] | null;
};

export type Subtree = { readonly base: GeneralName; readonly isPlain: boolean; readonly raw: Uint8Array };
export type NameConstraints = { readonly permitted: readonly Subtree[]; readonly excluded: readonly Subtree[] };

/** Extensions ::= SEQUENCE SIZE (1..MAX); one of a kind (RFC 5280 section 4.2). */
export function readExtensions(node: Der): Extensions {
  const found = new Map<string, RawExtension>();
  for (const item of childrenOf(expectTag(node, tags.sequence))) {
    const members = new Members(item);
    const oid = oidOf(members.take());
    const criticalNode = members.optional(tags.boolean);
    const value = members.take(tags.octetString).body;
    members.done();
    if (found.has(oid)) throw new Malformed(`extension ${oid} twice`);
    found.set(oid, { oid, isCritical: criticalNode ? booleanOf(criticalNode) : false, value });
  }
  if (found.size === 0) throw new Malformed('no extension');
  return found;
}

/** Reads one extension where it is there; its value is DER of its own. */
export function extension<T>(list: Extensions, oid: string, read: (node: Der) => T): T | null {
  const found = list.get(oid);
  return found ? read(readDer(found.value)) : null;
}

export function readBasicConstraints(node: Der): { readonly isCa: boolean; readonly pathLength: number | null } {
  const members = new Members(node);
  const caNode = members.optional(tags.boolean);
  const lengthNode = members.optional(tags.integer);
  members.done();
  const isCa = caNode ? booleanOf(caNode) : false;
  if (lengthNode && !isCa) throw new Malformed('path length without CA');
  return { isCa, pathLength: lengthNode ? smallInteger(lengthNode) : null };
}

/** At least one bit is set (RFC 5280 section 4.2.1.3). */
export function readKeyUsage(node: Der): ReadonlySet<number> {
  const flags = flagsOf(node);
  if (flags.size === 0) throw new Malformed('key usage without a bit');
  return flags;
}

export function readObjectIdentifiers(node: Der): ReadonlySet<string> {
  const found = new Set<string>();
  for (const item of childrenOf(expectTag(node, tags.sequence))) found.add(oidOf(item));
  if (found.size === 0) throw new Malformed('empty list');
  return found;
}

/** subjectAltName: an address has 4 or 16 octets. */
export function readAlternativeNames(node: Der): readonly GeneralName[] {
  const names = readGeneralNames(node);
  const isOdd = names.some((name) => name.kind === 'ip' && name.octets.length !== 4 && name.octets.length !== 16);
  if (isOdd) throw new Malformed('address');
  return names;
}

export function readKeyIdentifier(node: Der): string {
  return hexOf(expectTag(node, tags.octetString).body);
}

export function readAuthorityKeyIdentifier(node: Der): {
  readonly keyIdentifier: string | null;
  readonly issuers: readonly GeneralName[] | null;
  readonly serial: string | null;
} {
  const members = new Members(node);
  const keyNode = members.optional(0x80);
  const issuerNode = members.optional(0xa1);
  const serialNode = members.optional(0x82);
  members.done();
  return {
    keyIdentifier: keyNode ? hexOf(keyNode.body) : null,
    issuers: issuerNode ? readGeneralNames(issuerNode, 0xa1) : null,
    serial: serialNode ? integerHex(serialNode, 0x82) : null,
  };
}

/** CPS pointer and user notice: text for people, no part of the verdict */
const knownQualifiers: readonly string[] = ['1.3.6.1.5.5.7.2.1', '1.3.6.1.5.5.7.2.2'];

/** One policy at least, and none twice (RFC 5280 section 4.2.1.4). */
export function readCertificatePolicies(node: Der): {
  readonly policies: ReadonlySet<string>;
  readonly hasUnknownQualifier: boolean;
} {
  const policies = new Set<string>();
  let isKnown = true;
  for (const item of childrenOf(expectTag(node, tags.sequence))) {
    const members = new Members(item);
    const oid = oidOf(members.take());
    const qualifiers = members.optional(tags.sequence);
    members.done();
    if (policies.has(oid)) throw new Malformed('policy twice');
    policies.add(oid);
    if (qualifiers?.body.length === 0) throw new Malformed('no qualifier');
    for (const qualifier of qualifiers ? childrenOf(qualifiers) : []) {
      const parts = new Members(qualifier);
      isKnown &&= knownQualifiers.includes(oidOf(parts.take()));
      parts.take();
      parts.done();
    }
  }
  if (policies.size === 0) throw new Malformed('no policy');
  return { policies, hasUnknownQualifier: !isKnown };
}

export function readPolicyMappings(node: Der): readonly { readonly issuer: string; readonly subject: string }[] {
  const pairs = [...childrenOf(expectTag(node, tags.sequence))].map((item) => {
    const members = new Members(item);
    const pair = { issuer: oidOf(members.take()), subject: oidOf(members.take()) };
    members.done();
    return pair;
  });
  if (pairs.length === 0) throw new Malformed('no mapping');
  return pairs;
}

export function readPolicyConstraints(node: Der): { readonly requireExplicit: number | null; readonly inhibitMapping: number | null } {
  const members = new Members(node);
  const requireNode = members.optional(0x80);
  const inhibitNode = members.optional(0x81);
  members.done();
  if (!requireNode && !inhibitNode) throw new Malformed('empty policy constraints');
  return {
    requireExplicit: requireNode ? smallInteger(requireNode, 0x80) : null,
    inhibitMapping: inhibitNode ? smallInteger(inhibitNode, 0x81) : null,
  };
}

export function readNameConstraints(node: Der): NameConstraints {
  const members = new Members(node);
  const permitted = members.optional(0xa0);
  const excluded = members.optional(0xa1);
  members.done();
  if (!permitted && !excluded) throw new Malformed('empty name constraints');
  return { permitted: readSubtrees(permitted), excluded: readSubtrees(excluded) };
}

function readSubtrees(node: Der | null): readonly Subtree[] {
  if (!node) return [];
  const trees = [...childrenOf(node)].map((item) => {
    const members = new Members(item);
    const base = readGeneralName(members.take());
    if (base.kind === 'ip' && base.octets.length !== 8 && base.octets.length !== 32) throw new Malformed('address range');
    // minimum is 0 and maximum absent in this profile (RFC 5280 section 4.2.1.10)
    const isPlain = members.rest().length === 0;
    return { base, isPlain, raw: item.raw };
  });
  if (trees.length === 0) throw new Malformed('empty subtrees');
  return trees;
}

export function readDistributionPoints(node: Der): readonly DistributionPoint[] {
  const points = [...childrenOf(expectTag(node, tags.sequence))].map((item) => {
    const members = new Members(item);
    const nameNode = members.optional(0xa0);
    const reasonsNode = members.optional(0x81);
    const issuerNode = members.optional(0xa2);
    members.done();
    if (!nameNode && !issuerNode) throw new Malformed('distribution point without name');
    const issuers = issuerNode
      ? readGeneralNames(issuerNode, 0xa2).flatMap((name) => (name.kind === 'directory' ? [name.name] : []))
      : null;
    return {
      ...readDistributionPointName(nameNode),
      reasons: reasonsNode ? flagsOf(reasonsNode, 0x81) : null,
      crlIssuers: issuers,
    };
  });
  if (points.length === 0) throw new Malformed('no distribution point');
  return points;
}

/** DistributionPointName, itself a CHOICE and so explicitly tagged. */
export function readDistributionPointName(node: Der | null): Pick<DistributionPoint, 'names' | 'relativeName'> {
  if (!node) return { names: null, relativeName: null };
  const choice = inside(node);
  if (choice.tag === 0xa0) return { names: readGeneralNames(choice, 0xa0), relativeName: null };
  if (choice.tag === 0xa1) return { names: null, relativeName: choice };
  throw new Malformed('distribution point name');
}

/** issuer's name with one more relative name (RFC 5280 section 4.2.1.13, nameRelativeToCRLIssuer). */
export function relativeTo(issuer: Name, relative: Der): GeneralName {
  const set = Buffer.concat([Buffer.from([tags.set]), Buffer.from(relative.raw.subarray(1))]);
  const body = Buffer.concat([...childrenOf(readDer(issuer.der))].map((part) => part.raw).concat(set));
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return { kind: 'directory', name: readName(readDer(Buffer.concat([Buffer.from([tags.sequence, ...length]), body]))) };
}

export function readAccessUrls(node: Der, method: string): readonly string[] {
  return [...childrenOf(expectTag(node, tags.sequence))].flatMap((item) => {
    const members = new Members(item);
    const oid = oidOf(members.take());
    const place = readGeneralName(members.take());
    return oid === method && place.kind === 'uri' ? [place.value] : [];
  });
}

export function readCrlNumber(list: Extensions): bigint | null {
  return extension(list, oids.crlNumber, (node) => bigIntegerOf(node));
}
