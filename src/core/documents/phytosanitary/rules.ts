import type { Finding } from '#core/finding.ts';
import { consignmentRules } from '#core/documents/phytosanitary/rules-consignment.ts';
import { documentRules } from '#core/documents/phytosanitary/rules-document.ts';
import { emptyRules } from '#core/documents/phytosanitary/rules-empty.ts';
import { lineRules } from '#core/documents/phytosanitary/rules-line.ts';
import { tradeLines } from '#core/documents/phytosanitary/lines.ts';
import { namespacesOf } from '#core/documents/phytosanitary/versions.ts';
import { readPlainly } from '#core/documents/reading.ts';
import { openRulebook } from '#core/documents/rulebook.ts';
import { signaturePlaceRules } from '#core/documents/signature-places.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * What ISPM 12 and the ePhyto exchange ask beyond the schema. An error stops the signature; a warning is something the
 * official must look at. The INTERCOM sample, which real windows accept, must pass without an error.
 */
export function certificateRules(root: XmlElement): readonly Finding[] {
  const book = openRulebook();
  const reading = readPlainly(namespacesOf(root));
  const document = reading.child(root, 'SPSExchangedDocument');
  const consignment = reading.child(root, 'SPSConsignment');
  const isReExport = reading.text(reading.child(document, 'TypeCode')) === '657';
  if (!document) {
    book.error('sps-document-missing', root, {
      es: 'Falta la cabecera del certificado (SPSExchangedDocument). Pida al emisor un certificado completo.',
      en: 'The head of the certificate (SPSExchangedDocument) is missing. Ask the issuer for a complete certificate.',
    });
  } else documentRules(document, reading, book);
  if (!consignment) {
    book.error('sps-consignment-missing', root, {
      es: 'Falta la descripción del envío (SPSConsignment). Pida al emisor un certificado completo.',
      en: 'The description of the consignment (SPSConsignment) is missing. Ask the issuer for a complete certificate.',
    });
  } else {
    consignmentRules(consignment, isReExport, reading, book);
    lineRules(tradeLines(consignment, reading), consignment, isReExport, reading, book);
  }
  emptyRules(root, namespacesOf(root), book);
  signaturePlaceRules(root, [], book);
  return book.findings;
}
