import { Malformed, expectTag, tags } from './der.ts';
import type { Der } from './der.ts';

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** BOOLEAN: 0xff or 0x00 and nothing else (X.690 section 11.1). */
export function booleanOf(node: Der, tag: number = tags.boolean): boolean {
  const value = expectTag(node, tag).body;
  if (value.length !== 1 || (value[0] !== 0 && value[0] !== 0xff)) throw new Malformed('boolean');
  return value[0] === 0xff;
}

/** INTEGER contents, checked to be minimal, as hex: equal numbers have equal text, negative ones too. */
export function integerHex(node: Der, tag: number = tags.integer): string {
  const value = expectTag(node, tag).body;
  const [first, second] = value;
  if (first === undefined) throw new Malformed('empty integer');
  if (second !== undefined && ((first === 0 && !(second & 0x80)) || (first === 0xff && second & 0x80))) {
    throw new Malformed('integer not minimal');
  }
  return hexOf(value);
}

/** A number from 0 to 2^48: versions, path lengths, counts. */
export function smallInteger(node: Der, tag: number = tags.integer): number {
  const hex = integerHex(node, tag);
  if (Number.parseInt(hex.slice(0, 2), 16) & 0x80 || hex.length > 12) throw new Malformed('number out of range');
  return Number.parseInt(hex, 16);
}

/** Non-negative number of any size, for CRL numbers. */
export function bigIntegerOf(node: Der, tag: number = tags.integer): bigint {
  const hex = integerHex(node, tag);
  if (Number.parseInt(hex.slice(0, 2), 16) & 0x80) throw new Malformed('negative number');
  return BigInt(`0x${hex}`);
}

export function oidOf(node: Der, tag: number = tags.oid): string {
  const body = expectTag(node, tag).body;
  const last = body[body.length - 1];
  if (last === undefined || last & 0x80 || body.length > 64) throw new Malformed('object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  let isStart = true;
  for (const octet of body) {
    if (isStart && octet === 0x80) throw new Malformed('object identifier padded');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    isStart = !(octet & 0x80);
    if (isStart) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const first = arcs[0] ?? 0n;
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...arcs.slice(1)].join('.');
}

/** BIT STRING of whole octets: signatures and keys. */
export function octetsOfBits(node: Der): Uint8Array {
  const body = expectTag(node, tags.bitString).body;
  if (body[0] !== 0) throw new Malformed('bit string with odd bits');
  return body.subarray(1);
}

/** BIT STRING as flags; bit 0 is the first. Unused bits are zero (X.690 section 11.2.1). */
export function flagsOf(node: Der, tag: number = tags.bitString): ReadonlySet<number> {
  const body = expectTag(node, tag).body;
  const unused = body[0];
  if (unused === undefined || unused > 7 || (body.length === 1 && unused !== 0)) throw new Malformed('bit string');
  const lastOctet = body[body.length - 1] ?? 0;
  if (body.length > 1 && lastOctet & ((1 << unused) - 1)) throw new Malformed('unused bits set');
  const flags = new Set<number>();
  for (let i = 1; i < body.length; i++) {
    for (let bit = 0; bit < 8; bit++) if ((body[i] ?? 0) & (0x80 >> bit)) flags.add((i - 1) * 8 + bit);
  }
  return flags;
}

/** UTCTime or GeneralizedTime in the one form RFC 5280 section 4.1.2.5 allows: seconds, Z, no fraction. Milliseconds since 1970. */
export function timeOf(node: Der, only?: 'generalized'): number {
  const text = Buffer.from(node.body).toString('latin1');
  const isUtc = node.tag === tags.utcTime && only === undefined;
  if (!isUtc && node.tag !== tags.generalizedTime) throw new Malformed('not a time');
  const match = (isUtc ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(text);
  if (!match) throw new Malformed('time form');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const fullYear = isUtc ? (year < 50 ? 2000 + year : 1900 + year) : year;
  const at = new Date(0);
  at.setUTCFullYear(fullYear, month - 1, day);
  at.setUTCHours(hour, minute, second, 0);
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) throw new Malformed('no such time');
  return at.getTime();
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a string type, or null where the element is not a string. */
export function textOf(node: Der): string | null {
  const { body, tag } = node;
  switch (tag) {
    case tags.utf8String:
      try {
        return utf8.decode(body);
      } catch {
        throw new Malformed('not UTF-8');
      }
    case tags.printableString:
    case tags.numericString:
    case tags.ia5String:
    case tags.visibleString:
    case tags.teletexString:
      return looseText(body);
    case tags.bmpString:
      if (body.length % 2) throw new Malformed('BMPString');
      return Buffer.from(body).swap16().toString('utf16le');
    case tags.universalString:
      return universalText(body);
    default:
      return null;
  }
}

/** Authorities write accents where the string type has none: as UTF-8 or as Latin-1. Both sides of a chain are read alike. */
function looseText(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    return Buffer.from(body).toString('latin1');
  }
}

function universalText(body: Uint8Array): string {
  if (body.length % 4) throw new Malformed('UniversalString');
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let text = '';
  for (let i = 0; i < body.length; i += 4) {
    const point = view.getUint32(i);
    if (point > 0x10ffff) throw new Malformed('UniversalString');
    text += String.fromCodePoint(point);
  }
  return text;
}

/** IA5String contents under an IMPLICIT tag. */
export function asciiOf(node: Der): string {
  if (node.body.some((octet) => octet > 0x7f)) throw new Malformed('not ASCII');
  return Buffer.from(node.body).toString('latin1');
}
