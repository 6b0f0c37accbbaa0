import { XmlC14NMode, XmlError, type XmlDocument, type XmlElement, type XmlNode } from 'libxml2-wasm';
import { canonicalizeDocument, type C14NOptions } from 'libxml2-wasm/lib/c14n.mjs';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';

const modes = {
  inclusive: XmlC14NMode.XML_C14N_1_0,
  'inclusive-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const;

export function canonicalDocument(document: XmlDocument, form: CanonicalForm, size: number): Uint8Array | null {
  return run(document, optionsOf(form), size);
}

/** libxml2 walks the whole document for a subtree; documents here are small or the subtree is nearly all of them. */
export function canonicalSubtree(document: XmlDocument, apex: XmlElement, form: CanonicalForm, size: number): Uint8Array | null {
  return run(document, { ...optionsOf(form), nodeSet: new Set<XmlNode>([apex]) }, size);
}

function optionsOf(form: CanonicalForm): C14NOptions {
  const options: C14NOptions = { mode: modes[form.kind], withComments: form.withComments };
  if (form.prefixes.length > 0) {
    options.inclusiveNamespacePrefixes = form.prefixes.map((prefix) => (prefix === '' ? '#default' : prefix));
  }
  return options;
}

/** `size`: about how long it will be. */
function run(document: XmlDocument, options: C14NOptions, size: number): Uint8Array | null {
  const written = new Written(size);
  const handler = {
    write: (piece: Uint8Array): number => written.add(piece),
    close: () => true,
  };
  try {
    canonicalizeDocument(handler, document, options);
  } catch (thrown) {
    if (thrown instanceof XmlError) return null;
    throw thrown;
  }
  return written.bytes();
}

/** A canonical form is mostly not much longer than what it is the form of: one piece of memory is enough for it. */
class Written {
  #out: Buffer;
  #length = 0;

  constructor(size: number) {
    this.#out = Buffer.allocUnsafe(size + (size >> 4) + 1024);
  }

  /** The piece is a window on WebAssembly memory, which moves. */
  add(piece: Uint8Array): number {
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
