import type { XmlDocuments, XmlSigning, XmlVerification } from '#main/ports/xml.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';

export type XmlParts = { readonly documents: XmlDocuments; readonly signing: XmlSigning; readonly verification: XmlVerification };

export function openXml(schemaFolder: string): XmlParts {
  return { documents: createXmlDocuments({ schemaFolder }), signing: createXmlSigning(), verification: createXmlVerification() };
}
