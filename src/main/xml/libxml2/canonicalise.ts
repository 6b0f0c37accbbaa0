import { XmlC14NMode, XmlError, type XmlDocument, type XmlElement, type XmlNode } from 'libxml2-wasm';
import { canonicalizeDocument, type C14NOptions } from 'libxml2-wasm/lib/c14n.mjs';
import type { CanonicalForm } from '#main/xml/canonical-form.ts';

const modes = {
  inclusive: XmlC14NMode.XML_C14N_1_0,
  'inclusive-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
} as const;

export function canonicalDocument(document: XmlDocument, form: CanonicalForm): Uint8Array | null {
  return run(document, optionsOf(form));
}

/** libxml2 walks the whole document for a subtree; documents here are small or the subtree is nearly all of them. */
export function canonicalSubtree(document: XmlDocument, apex: XmlElement, form: CanonicalForm): Uint8Array | null {
  return run(document, { ...optionsOf(form), nodeSet: new Set<XmlNode>([apex]) });
}

function optionsOf(form: CanonicalForm): C14NOptions {
  const options: C14NOptions = { mode: modes[form.kind], withComments: form.withComments };
  if (form.prefixes.length > 0) {
    options.inclusiveNamespacePrefixes = form.prefixes.map((prefix) => (prefix === '' ? '#default' : prefix));
  }
  return options;
}

function run(document: XmlDocument, options: C14NOptions): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  const handler = {
    write(piece: Uint8Array): number {
      // the piece is a window on WebAssembly memory, which moves
      pieces.push(piece.slice());
      return piece.byteLength;
    },
    close: () => true,
  };
  try {
    canonicalizeDocument(handler, document, options);
  } catch (thrown) {
    if (thrown instanceof XmlError) return null;
    throw thrown;
  }
  return Buffer.concat(pieces);
}
