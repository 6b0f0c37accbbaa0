import { XmlError, XmlValidateError, type XmlDocument, type XsdValidator } from 'libxml2-wasm';

/** One complaint of the schema processor, as it says it. */
export type SchemaError = { readonly message: string; readonly line: number; readonly path: string | null };

/** Enough for a person to see what is the matter; ten thousand more say nothing new. */
const most = 500;

export function schemaErrors(validator: XsdValidator, document: XmlDocument): readonly SchemaError[] {
  try {
    validator.validate(document);
    return [];
  } catch (thrown) {
    if (thrown instanceof XmlValidateError) {
      return thrown.details.slice(0, most).map(({ message, line, xpath }) => ({ message: message.trim(), line, path: xpath ?? null }));
    }
    if (thrown instanceof XmlError) return [{ message: thrown.message, line: 1, path: null }];
    throw thrown;
  }
}
