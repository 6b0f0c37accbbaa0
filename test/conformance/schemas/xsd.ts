import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlError, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

export type SchemaError = { readonly line: number; readonly message: string };

/** Compiles an XSD with libxml2 and judges documents by it: what conformance tests hold our profiles against. */
export function openSchema(path: string): {
  readonly errorsOf: (xml: string | Uint8Array) => readonly SchemaError[];
  readonly close: () => void;
} {
  xmlRegisterFsInputProviders();
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: `file://${path}` });
  const validator = XsdValidator.fromDoc(schema);
  return {
    errorsOf(xml) {
      const document = XmlDocument.fromBuffer(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml);
      try {
        validator.validate(document);
        return [];
      } catch (error) {
        if (error instanceof XmlValidateError) return error.details.map((detail) => ({ line: detail.line, message: detail.message }));
        if (error instanceof XmlError) return [{ line: 0, message: error.message }];
        throw error;
      } finally {
        document.dispose();
      }
    },
    close() {
      validator.dispose();
      schema.dispose();
    },
  };
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));
export const schemaFolder = `${repository}schemas/`;
/** Official schemas and samples, beside the checkout; not ours to carry, so tests say when they are absent. */
export const standardsFolder = fileURLToPath(new URL('../../../../shared/standards/', import.meta.url));
export const hasStandards = existsSync(standardsFolder);
