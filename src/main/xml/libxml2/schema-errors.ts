import type { XmlDocument, XsdValidator } from 'libxml2-wasm';
import * as library from 'libxml2-wasm/lib/libxml2.mjs';
import { addFunction, pointerOf } from './inside.ts';

/** One complaint of the schema processor, as it says it. */
export type SchemaError = {
  readonly message: string;
  readonly line: number;
  /** Asked while the document is as it was: libxml2 counts all the siblings for it. */
  path(): string | null;
};

/** Enough for a person to see; ten thousand more say nothing new. */
const most = 500;

/**
 * The package's own `validate` keeps every complaint with its path, and a path costs as much as there are siblings: a document of
 * 70,000 wrong elements took it eighteen seconds and 380 MB. So the schema processor is asked directly.
 */
export function schemaErrors(validator: XsdValidator, document: XmlDocument): readonly SchemaError[] {
  const found: SchemaError[] = [];
  const context = library.xmlSchemaNewValidCtxt(pointerOf(validator));
  listening = found;
  try {
    library.xmlSchemaSetValidStructuredErrors(context, listener, 0);
    const result = library.xmlSchemaValidateDoc(context, pointerOf(document));
    if (result !== 0 && found.length === 0) found.push({ message: `schema processor: ${result}`, line: 1, path: () => null });
  } finally {
    listening = null;
    library.xmlSchemaFreeValidCtxt(context);
  }
  return found;
}

let listening: SchemaError[] | null = null;

const listener = addFunction((_data, error = 0) => {
  if (listening === null || listening.length >= most) return;
  const { XmlErrorStruct, xmlGetNodePath } = library;
  const node = XmlErrorStruct.node(error);
  listening.push({ message: XmlErrorStruct.message(error).trim(), line: XmlErrorStruct.line(error), path: () => xmlGetNodePath(node) });
}, 'vii');
