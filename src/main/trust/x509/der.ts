/**
 * Strict DER (ITU-T X.690 section 10): definite minimal lengths, low tag numbers, no byte left over. What is read leniently
 * here could mean something else to another verifier, so nothing is repaired. Throws `Malformed`, which the readers of
 * whole objects (certificate, CRL, OCSP answer) turn into data; nothing above them sees it.
 */
export class Malformed extends Error {}

/** What these bytes are the encoding of, or null where they are more than `most` or not well-formed. */
export function wellFormed<T>(bytes: Uint8Array, most: number, parse: (bytes: Uint8Array) => T): T | null {
  if (bytes.length > most) return null;
  try {
    return parse(bytes);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

export type Der = {
  /** the identifier octet: class, constructed bit, tag number */
  readonly tag: number;
  /** the whole element */
  readonly raw: Uint8Array;
  readonly body: Uint8Array;
};

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const;

/** Where the element at `start` has its contents; `tag` null: whatever it is. */
export function boundsAt(bytes: Uint8Array, start: number, tag: number | null): { readonly body: number; readonly end: number } {
  const found = bytes[start];
  const first = bytes[start + 1];
  if (found === undefined || first === undefined) throw new Malformed('truncated');
  if ((found & 0x1f) === 0x1f) throw new Malformed('high tag number');
  if (tag !== null && found !== tag) throw new Malformed(`tag ${found.toString(16)} where ${tag.toString(16)} belongs`);
  let at = start + 2;
  let length = first;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new Malformed('length form');
    length = 0;
    for (let i = 0; i < count; i++) {
      const octet = bytes[at++];
      if (octet === undefined) throw new Malformed('truncated');
      length = length * 256 + octet;
    }
    if (length < 0x80 || (count > 1 && bytes[start + 2] === 0)) throw new Malformed('length not minimal');
  }
  const end = at + length;
  if (end > bytes.length) throw new Malformed('length beyond the end');
  return { body: at, end };
}

function readAt(bytes: Uint8Array, start: number): { readonly node: Der; readonly end: number } {
  const { body, end } = boundsAt(bytes, start, null);
  return { node: { tag: bytes[start] ?? 0, raw: bytes.subarray(start, end), body: bytes.subarray(body, end) }, end };
}

/** The one element that fills these bytes. */
export function readDer(bytes: Uint8Array): Der {
  const { node, end } = readAt(bytes, 0);
  if (end !== bytes.length) throw new Malformed('bytes left over');
  return node;
}

/** The elements inside a constructed one, one after the other. */
export function* childrenOf(node: Der): Generator<Der> {
  if (!(node.tag & 0x20)) throw new Malformed('not constructed');
  let at = 0;
  while (at < node.body.length) {
    const { node: child, end } = readAt(node.body, at);
    yield child;
    at = end;
  }
}

/** Walks the members of a SEQUENCE in order; `done` says that nothing may be left. */
export class Members {
  private readonly items: readonly Der[];
  private next = 0;

  constructor(node: Der, tag: number = tags.sequence) {
    if (node.tag !== tag) throw new Malformed(`tag ${node.tag.toString(16)} where ${tag.toString(16)} belongs`);
    this.items = [...childrenOf(node)];
  }

  peek(): number | null {
    return this.items[this.next]?.tag ?? null;
  }

  take(tag?: number): Der {
    const node = this.items[this.next];
    if (!node) throw new Malformed('member missing');
    if (tag !== undefined && node.tag !== tag) throw new Malformed(`tag ${node.tag.toString(16)} where ${tag.toString(16)} belongs`);
    this.next++;
    return node;
  }

  optional(tag: number): Der | null {
    return this.peek() === tag ? this.take(tag) : null;
  }

  rest(): readonly Der[] {
    const left = this.items.slice(this.next);
    this.next = this.items.length;
    return left;
  }

  done(): void {
    if (this.next !== this.items.length) throw new Malformed('member not expected');
  }
}

/** The element inside an EXPLICIT tag. */
export function inside(node: Der): Der {
  return readDer(node.body);
}

export function expectTag(node: Der, tag: number): Der {
  if (node.tag !== tag) throw new Malformed(`tag ${node.tag.toString(16)} where ${tag.toString(16)} belongs`);
  return node;
}
