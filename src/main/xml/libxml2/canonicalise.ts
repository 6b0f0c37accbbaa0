import { XmlC14NMode, type XmlDocument, type XmlElement } from 'libxml2-wasm';
import * as library from 'libxml2-wasm/lib/libxml2.mjs';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';
import { heldAtOnce } from '#main/xml/digesting.ts';
import { addFunction, nodePointerOf, pointerOf, xmlOutputBufferCreateIO } from './inside.ts';

const modes = {
  inclusive: XmlC14NMode.XML_C14N_1_0,
  'inclusive-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const;

export type Drain = (piece: Uint8Array) => void;

/** With `drain` the form leaves by it as it is written, each piece to be used at once, and only its end is returned. */
export function canonicalDocument(document: XmlDocument, form: CanonicalForm, size: number, drain: Drain | null = null): Uint8Array | null {
  return run(document, null, form, size, drain);
}

/** libxml2 walks the whole document for a subtree, and asks of every node whether it is to be written. */
export function canonicalSubtree(
  document: XmlDocument,
  apex: XmlElement,
  form: CanonicalForm,
  size: number,
  drain: Drain | null = null,
): Uint8Array | null {
  return run(document, apex, form, size, drain);
}

/** `size`: about how long it will be. */
function run(
  document: XmlDocument,
  apex: XmlElement | null,
  { kind, withComments, prefixes }: CanonicalForm,
  size: number,
  drain: Drain | null,
): Uint8Array | null {
  const written = new Written(size, drain);
  const output = xmlOutputBufferCreateIO({ write: (piece) => written.add(piece), close: () => true });
  const listed = prefixes.length > 0 ? library.allocCStringArray(prefixes.map((prefix) => prefix || '#default')) : 0;
  const asked = apex ? isVisible : 0;
  if (apex) looking = { apex: nodePointerOf(apex), isMet: false, node: 0, isInside: false };
  let result = -1;
  try {
    result = library.xmlC14NExecute(pointerOf(document), asked, 0, modes[kind], listed, withComments ? 1 : 0, output);
  } finally {
    if (listed !== 0) library.free(listed);
    library.xmlOutputBufferClose(output);
  }
  return result < 0 ? null : written.bytes();
}

/** The subtree that is written, whether the walk has come to it, and what was said of the node asked for last: often the parent of the next. */
let looking = { apex: 0, isMet: false, node: 0, isInside: false };

const isVisible = addFunction((_data, node = 0, parent = 0) => {
  const { apex } = looking;
  let isInside = node === apex;
  if (isInside) looking.isMet = true;
  // the walk is in document order, but for ancestors: before the apex there is nothing of it
  else if (!looking.isMet) return 0;
  else if (parent === looking.node) ({ isInside } = looking);
  else for (let above = parent; !isInside && above !== 0; above = library.XmlTreeCommonStruct.parent(above)) isInside = above === apex;
  looking.node = node;
  looking.isInside = isInside;
  return isInside ? 1 : 0;
}, 'iiii');

/** A canonical form is mostly not much longer than what it is the form of: one piece of memory is enough for it. */
class Written {
  #out: Buffer;
  #length = 0;
  readonly #drain: Drain | null;

  constructor(size: number, drain: Drain | null) {
    const usual = size + (size >> 4) + 1024;
    this.#out = Buffer.allocUnsafe(drain === null ? usual : Math.min(usual, heldAtOnce));
    this.#drain = drain;
  }

  /** The piece is a window on WebAssembly memory, which moves. */
  add(piece: Uint8Array): number {
    if (this.#length + piece.byteLength > this.#out.length && this.#drain !== null) {
      this.#drain(this.#out.subarray(0, this.#length));
      this.#length = 0;
    }
    if (this.#length + piece.byteLength > this.#out.length) {
      const longer = Buffer.allocUnsafe((this.#length + piece.byteLength) * 2);
      this.#out.copy(longer, 0, 0, this.#length);
      this.#out = longer;
    }
    this.#out.set(piece, this.#length);
    this.#length += piece.byteLength;
    return piece.byteLength;
  }

  bytes(): Uint8Array {
    return this.#out.subarray(0, this.#length);
  }
}
