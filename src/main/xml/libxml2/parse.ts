import { ParseOption, XmlDocument, XmlLibError } from 'libxml2-wasm';

/**
 * Nothing from outside the bytes: no network, no external entity, no catalogue; DTD Ids unknown; lines above 65,535 told right.
 * Short texts lie in their nodes (COMPACT), which spares an allocation each; nobody here writes into a text.
 */
const options =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_SKIP_IDS |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_BIG_LINES;

/** The caller disposes: the memory is WebAssembly's, which the garbage collector does not see. Null when not well-formed. */
export function parse(bytes: Uint8Array): XmlDocument | null {
  try {
    return XmlDocument.fromBuffer(bytes, { option: options });
  } catch (thrown) {
    if (thrown instanceof XmlLibError) return null;
    throw thrown;
  }
}
