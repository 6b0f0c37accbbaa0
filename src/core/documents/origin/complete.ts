import type { OfficialIdentity } from '#core/documents/document-type.ts';
import { numberFromMoment, writeCertificateId } from '#core/documents/origin/certificate-id.ts';
import { nextRectification, replacedInComments } from '#core/documents/origin/replacement.ts';
import { cod182, codVersions, type CodVersion } from '#core/documents/origin/versions.ts';
import { endOfElement, textOfElement } from '#core/documents/xml-splicing.ts';
import { leaf, requiredBranch, requiredLeaf, writeElement, type WrittenElement } from '#core/documents/xml-writing.ts';

/**
 * Stage 3 of the COD: the entity's data and the certification go in after CODExporter, as text, so that no byte of what
 * the exporter signed moves. A byte order mark is left out: it is not part of what was signed and customs refuse it.
 * `at` is written as the official's own clock has it: its day and year are the certificate's.
 * A document that already carries them, or has no CODExporter, comes back as it was.
 */
export function completeOrigin(xml: string, official: OfficialIdentity, at: string): string {
  const text = xml.startsWith('\uFEFF') ? xml.slice(1) : xml;
  const end = endOfElement(text, 'CODExporter');
  if (end === null || endOfElement(text, 'CertificationEH') !== null) return text;
  const version = codVersions.find(({ id }) => id === textOfElement(text, 'CODVer')) ?? cod182;
  const agreement = textOfElement(text, 'AgreementAcronym') ?? '';
  const replaced = replacedInComments(textOfElement(text, 'GeneralComments') ?? '');
  const added = [entityElement(official, version), certificationElement(official, agreement, at, version, replaced)]
    .map((element) => writeElement(element, '      '))
    .join('');
  return `${text.slice(0, end)}\n${added.trimEnd()}${text.slice(end)}`;
}

function entityElement(official: OfficialIdentity, version: CodVersion): WrittenElement {
  const city = official.entityCity ?? '';
  return requiredBranch(
    'EH',
    requiredLeaf('EHId', official.entityId),
    requiredLeaf('EHCountry', official.country),
    requiredLeaf('EHName', official.entityName),
    requiredLeaf('EHAddress', official.entityAddress),
    version.style === '2.0' ? requiredLeaf('EHCityLocality', city || official.entityAddress.slice(0, 50)) : leaf('EHCity', city),
    // the schema demands an address on the web, even of an entity that has none
    requiredLeaf('EHURL', official.entityUrl ?? 'http://'),
  );
}

function certificationElement(
  official: OfficialIdentity,
  agreement: string,
  at: string,
  version: CodVersion,
  replaced: string | null,
): WrittenElement {
  const own = { country: official.country, entityId: official.entityId, agreement };
  const fresh = {
    ...own,
    year: at.slice(2, 4),
    number: numberFromMoment(new Date(at), version.numberLength),
    rectification: '00',
  };
  const id = (replaced === null ? null : nextRectification(replaced, own)) ?? fresh;
  return requiredBranch(
    'CertificationEH',
    requiredLeaf('CertificateDate', at.replace(/\.\d{3}/, '')),
    requiredLeaf('CertificateID', writeCertificateId(id)),
  );
}
