import type { DocumentSummary } from '#core/documents/document-type.ts';
import { readCertificateId, writeCertificateId } from '#core/documents/origin/certificate-id.ts';
import { partsOf } from '#core/documents/origin/parts.ts';
import { replacedInComments } from '#core/documents/origin/replacement.ts';
import { codNamespaces } from '#core/documents/origin/versions.ts';
import { readPlainly } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** A draft has no CertificateID yet: the number of its request and its invoice stand for it. */
export function summariseOrigin(root: XmlElement): DocumentSummary {
  const reading = readPlainly(codNamespaces);
  const { form, entity, certification } = partsOf(root, reading);
  const text = (parent: XmlElement | undefined, ...names: readonly string[]): string | null => {
    let here = parent;
    for (const name of names) here = reading.child(here, name);
    return reading.text(here) || null;
  };
  const goods = reading.children(reading.child(form, 'GoodsList'), 'Goods');
  const name = text(goods[0], 'GoodsItemName')?.replaceAll(/\s+/g, ' ') ?? null;
  const request = text(form, 'Declaration', 'DeclarationRequestNo');
  const invoice = text(form, 'Invoices', 'Invoice', 'InvoiceNo');
  return {
    number: text(certification, 'CertificateID') ?? request ?? invoice ?? '',
    typeCode: '861',
    statusCode: null,
    issuerCountry: text(entity, 'EHCountry') ?? text(form, 'Exporter', 'ExporterCountry'),
    destinationCountry: text(form, 'Importer', 'ImporterCountry'),
    issuingBody: text(entity, 'EHName'),
    exporter: text(form, 'Exporter', 'ExporterBusinessName'),
    importer: text(form, 'Importer', 'ImporterBusinessName'),
    goods: goods.length > 1 && name ? `${name} (+${goods.length - 1})` : name,
    issuedAt: text(certification, 'CertificateDate') ?? text(form, 'Declaration', 'DeclarationDate'),
    replaces: replacedBy(text(certification, 'CertificateID') ?? '') ?? replacedInComments(text(form, 'Comments', 'GeneralComments') ?? ''),
  };
}

/** The last two digits count rectifications: 01 replaces 00 of the same number. */
function replacedBy(certificateId: string): string | null {
  const id = readCertificateId(certificateId);
  if (!id || id.rectification === '00') return null;
  return writeCertificateId({ ...id, rectification: String(Number(id.rectification) - 1).padStart(2, '0') });
}
