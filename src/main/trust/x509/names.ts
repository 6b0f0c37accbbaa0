import { Malformed, childrenOf, expectTag, Members, tags } from './der.ts';
import type { Der } from './der.ts';
import { asciiOf, hexOf, oidOf, textOf } from './der-values.ts';

/** A distinguished name. Two names are the same where `key` is equal (RFC 5280 section 7.1). */
export type Name = {
  readonly key: string;
  /** comparison keys of the relative names, root first */
  readonly parts: readonly string[];
  /** as RFC 4514 writes it, for people */
  readonly text: string;
  readonly attributes: readonly { readonly oid: string; readonly value: string }[];
  readonly der: Uint8Array;
};

export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'ip'; readonly octets: Uint8Array }
  | { readonly kind: 'directory'; readonly name: Name }
  /** otherName, x400Address, ediPartyName, registeredID: kept, not understood */
  | { readonly kind: 'other'; readonly tag: number; readonly hex: string };

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

export function readName(node: Der): Name {
  const parts: string[] = [];
  const shown: string[] = [];
  const attributes: { oid: string; value: string }[] = [];
  for (const relative of childrenOf(expectTag(node, tags.sequence))) {
    const keys: string[] = [];
    const texts: string[] = [];
    for (const pair of childrenOf(expectTag(relative, tags.set))) {
      const members = new Members(pair);
      const oid = oidOf(members.take());
      const valueNode = members.take();
      members.done();
      const text = textOf(valueNode);
      keys.push(JSON.stringify([oid, text === null ? `#${hexOf(valueNode.raw)}` : folded(text)]));
      texts.push(`${shortNames[oid] ?? oid}=${text === null ? `#${hexOf(valueNode.raw)}` : escaped(text)}`);
      attributes.push({ oid, value: text ?? `#${hexOf(valueNode.raw)}` });
    }
    if (keys.length === 0) throw new Malformed('empty relative name');
    parts.push(keys.sort().join('+'));
    shown.push(texts.join('+'));
  }
  return { key: parts.join(','), parts, text: shown.reverse().join(','), attributes, der: node.raw };
}

/** RFC 4518 in what matters between certificates: composed form, case folded, insignificant space taken out. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b]+/gu, ' ')
    .trim();
}

function escaped(text: string): string {
  return text
    .replace(/[\\,+"<>;=]/gu, (found) => `\\${found}`)
    .replace(/^([ #])/u, '\\$1')
    .replace(/ $/u, '\\ ')
    .replace(/\p{Cc}/gu, (found) => `\\${(found.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`);
}

export function countryOf(name: Name): string | null {
  const found = name.attributes.find((attribute) => attribute.oid === '2.5.4.6');
  return found && /^[A-Za-z]{2}$/.test(found.value) ? found.value.toUpperCase() : null;
}

export function emailsOf(name: Name): readonly string[] {
  return name.attributes.filter((attribute) => attribute.oid === '1.2.840.113549.1.9.1').map((attribute) => attribute.value);
}

export function readGeneralName(node: Der): GeneralName {
  switch (node.tag) {
    case 0x81:
      return { kind: 'email', value: asciiOf(node) };
    case 0x82:
      return { kind: 'dns', value: asciiOf(node) };
    case 0x86:
      return { kind: 'uri', value: asciiOf(node) };
    case 0x87:
      return { kind: 'ip', octets: node.body };
    case 0xa4: {
      const [inner, ...more] = [...childrenOf(node)];
      if (!inner || more.length > 0) throw new Malformed('directoryName');
      return { kind: 'directory', name: readName(inner) };
    }
    case 0xa0:
    case 0xa3:
    case 0xa5:
    case 0x88:
      return { kind: 'other', tag: node.tag, hex: hexOf(node.raw) };
    default:
      throw new Malformed('general name');
  }
}

/** GeneralNames: one at least (RFC 5280 section 4.2.1.6). */
export function readGeneralNames(node: Der, tag: number = tags.sequence): readonly GeneralName[] {
  const names = [...childrenOf(expectTag(node, tag))].map(readGeneralName);
  if (names.length === 0) throw new Malformed('no general name');
  return names;
}

/** Text by which two general names are compared for equality. */
export function generalNameKey(name: GeneralName): string {
  switch (name.kind) {
    case 'directory':
      return `directory:${name.name.key}`;
    case 'ip':
      return `ip:${hexOf(name.octets)}`;
    case 'other':
      return `other:${name.hex}`;
    case 'uri':
      return `uri:${name.value}`;
    default:
      return `${name.kind}:${name.value.toLowerCase()}`;
  }
}
