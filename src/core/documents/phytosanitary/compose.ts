import type { DraftValues, DocumentVersion } from '#core/documents/document-type.ts';
import { groupOf, rowsOf, type DraftGroup } from '#core/documents/draft-values.ts';
import { composeLine } from '#core/documents/phytosanitary/compose-line.ts';
import { sps17A, spsVersions } from '#core/documents/phytosanitary/versions.ts';
import {
  branch,
  leaf,
  requiredBranch,
  requiredLeaf,
  root,
  writeDocument,
  type Part,
  type WrittenElement,
} from '#core/documents/xml-writing.ts';

/** A new certificate from a draft, elements in the order of the UN/CEFACT sequence, for either release. */
export function composeCertificate(draft: DraftValues, version: DocumentVersion): string {
  const { namespaces } = spsVersions.find((known) => known.id === version.id) ?? sps17A;
  return writeDocument(
    root(
      'rsm:SPSCertificate',
      { 'xmlns:rsm': namespaces.root, 'xmlns:ram': namespaces.parts, 'xmlns:udt': namespaces.values },
      exchangedDocument(draft),
      consignment(draft),
    ),
  );
}

export function instant(name: string, text: string): WrittenElement | null {
  return branch(name, leaf('udt:DateTimeString', text));
}

export function note(name: string, subject: string, content: string, languageID = ''): WrittenElement | null {
  const held = leaf('ram:Content', content, { languageID });
  return held && requiredBranch(name, requiredLeaf('ram:Subject', subject), held);
}

function exchangedDocument(draft: DraftValues): Part {
  const certificate = groupOf(draft, 'certificate');
  const officer = groupOf(draft, 'officer');
  const isReExport = certificate.value('type') === '657';
  return requiredBranch(
    'rsm:SPSExchangedDocument',
    requiredLeaf('ram:ID', certificate.value('number')),
    requiredLeaf('ram:TypeCode', certificate.value('type') || '851'),
    requiredLeaf('ram:StatusCode', certificate.value('status') || '70'),
    requiredBranch('ram:IssueDateTime', requiredLeaf('udt:DateTimeString', certificate.value('issuedAt'))),
    requiredBranch('ram:IssuerSPSParty', leaf('ram:Name', certificate.value('issuer'))),
    documentNotes(draft),
    requiredBranch(
      'ram:SignatorySPSAuthentication',
      requiredBranch('ram:IssueSPSLocation', requiredLeaf('ram:Name', officer.value('place'))),
      requiredBranch(
        'ram:ProviderSPSParty',
        requiredBranch(
          'ram:SpecifiedSPSPerson',
          requiredLeaf('ram:Name', officer.value('name')),
          branch('ram:AttainedSPSQualification', leaf('ram:Name', officer.value('qualification'))),
        ),
      ),
      // a re-export has one statement of its own, so its clause is there and empty
      requiredBranch('ram:IncludedSPSClause', requiredLeaf('ram:ID', isReExport ? '' : officer.value('clause') || '1')),
    ),
  );
}

function documentNotes(draft: DraftValues): Part {
  const one = 'ram:IncludedSPSNote';
  const replacement = groupOf(draft, 'replacement');
  const more = groupOf(draft, 'declaration');
  const isReplacement = replacement.value('isReplacement') === 'true' || replacement.value('number') !== '';
  return [
    note(one, 'SPSFL', groupOf(draft, 'officer').value('liability')),
    rowsOf(draft, 'declarations').map((row) => note(one, 'ADEDL', row.value('text'), row.value('language'))),
    note(one, 'ADIPEDL', more.value('importPermit')),
    note(one, 'ADDIEDL', more.value('inspectedAt')),
    note(one, 'ADAOEDL', more.value('officialInformation')),
    isReplacement
      ? [
          note(one, 'ADRP', replacement.value('statement')),
          note(one, 'ADRPN', replacement.value('number')),
          note(one, 'ADRD', replacement.value('issuedAt')),
          note(one, 'ADRPR', replacement.value('reason')),
        ]
      : null,
    note(one, 'DMCL', more.value('marks')),
  ];
}

function consignment(draft: DraftValues): Part {
  const route = groupOf(draft, 'route');
  const treatments = new Map<number, DraftGroup[]>();
  for (const row of rowsOf(draft, 'treatments')) {
    const line = Number(row.value('line'));
    treatments.set(line, [...(treatments.get(line) ?? []), row]);
  }
  return requiredBranch(
    'rsm:SPSConsignment',
    instant('ram:ExportExitDateTime', route.value('departsAt')),
    party('ram:ConsignorSPSParty', groupOf(draft, 'exporter')),
    party('ram:ConsigneeSPSParty', groupOf(draft, 'consignee')),
    requiredBranch('ram:ExportSPSCountry', requiredLeaf('ram:ID', route.value('exportCountry'))),
    branch('ram:ReExportSPSCountry', leaf('ram:ID', route.value('reExportCountry'))),
    requiredBranch('ram:ImportSPSCountry', requiredLeaf('ram:ID', route.value('importCountry'))),
    branch('ram:TransitSPSCountry', leaf('ram:ID', route.value('transitCountry'))),
    entry(route),
    requiredBranch(
      'ram:ExaminationSPSEvent',
      requiredBranch('ram:OccurrenceSPSLocation', requiredLeaf('ram:Name', route.value('examinationPlace'))),
    ),
    rowsOf(draft, 'conveyances').map((row) =>
      requiredBranch(
        'ram:MainCarriageSPSTransportMovement',
        leaf('ram:ID', row.value('voyage')),
        requiredLeaf('ram:ModeCode', row.value('mode')),
        branch('ram:UsedSPSTransportMeans', leaf('ram:Name', row.value('means'))),
      ),
    ),
    rowsOf(draft, 'containers').map((row) =>
      branch(
        'ram:UtilizedSPSTransportEquipment',
        leaf('ram:ID', row.value('number')),
        branch('ram:AffixedSPSSeal', leaf('ram:ID', row.value('seal'))),
      ),
    ),
    requiredBranch(
      'ram:IncludedSPSConsignmentItem',
      rowsOf(draft, 'lines').map((line, index) => composeLine(line, index + 1, treatments.get(line.row + 1) ?? [])),
    ),
  );
}

function entry(route: DraftGroup): Part {
  const name = route.value('entryName') || route.value('entryCode');
  if (name === '') return null;
  return requiredBranch('ram:UnloadingBaseportSPSLocation', leaf('ram:ID', route.value('entryCode')), requiredLeaf('ram:Name', name));
}

function party(name: string, values: DraftGroup): WrittenElement {
  const registration = leaf('ram:TypeCode', values.value('registration'), { listName: 'NationalRegistrationNumber' });
  return requiredBranch(
    name,
    requiredLeaf('ram:Name', values.value('name')),
    registration,
    branch(
      'ram:SpecifiedSPSAddress',
      leaf('ram:PostcodeCode', values.value('postcode')),
      leaf('ram:LineOne', values.value('address')),
      leaf('ram:LineTwo', values.value('addressMore')),
      leaf('ram:CityName', values.value('city')),
      leaf('ram:CountryID', values.value('country')),
    ),
  );
}
