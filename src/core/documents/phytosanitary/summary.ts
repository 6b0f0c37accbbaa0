import type { DocumentSummary } from '#core/documents/document-type.ts';
import { codedNotes, noteText } from '#core/documents/phytosanitary/notes.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import { tradeLines } from '#core/documents/phytosanitary/lines.ts';
import { namespacesOf } from '#core/documents/phytosanitary/versions.ts';
import { readPlainly } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** What a list of certificates shows of one. */
export function summariseCertificate(root: XmlElement): DocumentSummary {
  const reading = readPlainly(namespacesOf(root));
  const document = reading.child(root, 'SPSExchangedDocument');
  const consignment = reading.child(root, 'SPSConsignment');
  const text = (parent: XmlElement | undefined, ...names: readonly string[]): string | null => {
    let here = parent;
    for (const name of names) here = reading.child(here, name);
    return reading.text(here) || null;
  };
  const typeCode = text(document, 'TypeCode') ?? '';
  const notes = document ? codedNotes(document, 'IncludedSPSNote', reading) : [];
  const issuer = typeCode === '657' ? (text(consignment, 'ReExportSPSCountry', 'ID') ?? text(consignment, 'ExportSPSCountry', 'ID')) : null;
  return {
    number: text(document, 'ID') ?? '',
    typeCode,
    statusCode: text(document, 'StatusCode'),
    issuerCountry: issuer ?? text(consignment, 'ExportSPSCountry', 'ID'),
    destinationCountry: text(consignment, 'ImportSPSCountry', 'ID'),
    issuingBody: text(document, 'IssuerSPSParty', 'Name'),
    exporter: text(consignment, 'ConsignorSPSParty', 'Name'),
    importer: text(consignment, 'ConsigneeSPSParty', 'Name'),
    goods: goodsOf(tradeLines(consignment, reading), text),
    issuedAt: reading.text(instantElement(reading.child(document, 'IssueDateTime'), reading)) || null,
    replaces: noteText(notes, 'ADRPN', reading) || null,
  };
}

function goodsOf(lines: readonly XmlElement[], text: (parent: XmlElement, name: string) => string | null): string | null {
  const [first] = lines;
  if (!first) return null;
  const name = text(first, 'CommonName') ?? text(first, 'Description') ?? text(first, 'ScientificName');
  return lines.length === 1 || name === null ? name : `${name} (+${lines.length - 1})`;
}
