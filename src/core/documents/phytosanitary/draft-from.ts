import type { DraftValues } from '#core/documents/document-type.ts';
import { draftFromLine, draftFromTreatments } from '#core/documents/phytosanitary/draft-from-line.ts';
import { tradeLines } from '#core/documents/phytosanitary/lines.ts';
import { codedNotes, noteText } from '#core/documents/phytosanitary/notes.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import { namespacesOf } from '#core/documents/phytosanitary/versions.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import { withoutLastElement, withTextOfElement } from '#core/documents/xml-splicing.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** What `composeCertificate` would need to write this certificate again. */
export function draftFromCertificate(root: XmlElement): DraftValues {
  const reading = readPlainly(namespacesOf(root));
  const document = reading.child(root, 'SPSExchangedDocument');
  const consignment = reading.child(root, 'SPSConsignment');
  const lines = tradeLines(consignment, reading);
  return present({
    ...headValues(document, reading),
    ...noteValues(document, reading),
    ...prefixed('exporter', partyValues(reading.child(consignment, 'ConsignorSPSParty'), reading)),
    ...prefixed('consignee', partyValues(reading.child(consignment, 'ConsigneeSPSParty'), reading)),
    ...routeValues(consignment, reading),
    ...rows('conveyances', reading.children(consignment, 'MainCarriageSPSTransportMovement'), (movement) => ({
      mode: reading.text(reading.child(movement, 'ModeCode')),
      means: reading.text(reading.child(reading.child(movement, 'UsedSPSTransportMeans'), 'Name')),
      voyage: reading.text(reading.child(movement, 'ID')),
    })),
    ...rows('containers', reading.children(consignment, 'UtilizedSPSTransportEquipment'), (equipment) => ({
      number: reading.text(reading.child(equipment, 'ID')),
      seal: reading.text(reading.child(reading.child(equipment, 'AffixedSPSSeal'), 'ID')),
    })),
    ...rows('lines', lines, (line) => draftFromLine(line, reading)),
    ...rows(
      'treatments',
      lines.flatMap((line, index) => draftFromTreatments(line, index + 1, reading)),
      (values) => values,
    ),
  });
}

/** ADRPN and ADRD name what is replaced; the reason and the new number are for the person to write. */
export function replacementOfCertificate(root: XmlElement): DraftValues {
  const draft = draftFromCertificate(root);
  return present({
    ...draft,
    'certificate.number': '',
    'certificate.status': '70',
    'replacement.isReplacement': 'true',
    'replacement.number': draft['certificate.number'] ?? '',
    'replacement.issuedAt': draft['certificate.issuedAt'] ?? '',
    'replacement.reason': '',
  });
}

/** The Hub withdraws a certificate by the same certificate with status 40 (domain facts A.2). */
export function withdrawnCertificate(xml: string): string {
  return withTextOfElement(withoutLastElement(xml, 'Signature'), 'StatusCode', '40');
}

type Values = Readonly<Record<string, string>>;

function headValues(document: XmlElement | undefined, reading: Reading): Values {
  const signatory = reading.child(document, 'SignatorySPSAuthentication');
  const person = reading.child(reading.child(signatory, 'ProviderSPSParty'), 'SpecifiedSPSPerson');
  return {
    'certificate.number': reading.text(reading.child(document, 'ID')),
    'certificate.type': reading.text(reading.child(document, 'TypeCode')),
    'certificate.status': reading.text(reading.child(document, 'StatusCode')),
    'certificate.issuedAt': reading.text(instantElement(reading.child(document, 'IssueDateTime'), reading)),
    'certificate.issuer': reading.text(reading.child(reading.child(document, 'IssuerSPSParty'), 'Name')),
    'officer.name': reading.text(reading.child(person, 'Name')),
    'officer.qualification': reading.text(reading.child(reading.child(person, 'AttainedSPSQualification'), 'Name')),
    'officer.place': reading.text(reading.child(reading.child(signatory, 'IssueSPSLocation'), 'Name')),
    'officer.clause': reading.text(reading.child(reading.child(signatory, 'IncludedSPSClause'), 'ID')),
  };
}

function noteValues(document: XmlElement | undefined, reading: Reading): Values {
  if (!document) return {};
  const notes = codedNotes(document, 'IncludedSPSNote', reading);
  const text = (code: string): string => noteText(notes, code, reading);
  const declared = notes.filter(({ subject }) => subject.code === 'ADEDL').flatMap(({ contents }) => contents);
  return {
    ...rows('declarations', declared, (content) => ({
      text: reading.text(content),
      language: reading.attribute(content, 'languageID'),
    })),
    'declaration.importPermit': text('ADIPEDL'),
    'declaration.inspectedAt': text('ADDIEDL'),
    'declaration.officialInformation': text('ADAOEDL'),
    'declaration.marks': text('DMCL'),
    'replacement.isReplacement': text('ADRPN') === '' ? '' : 'true',
    'replacement.statement': text('ADRP'),
    'replacement.number': text('ADRPN'),
    'replacement.issuedAt': text('ADRD'),
    'replacement.reason': text('ADRPR'),
    'officer.liability': text('SPSFL'),
  };
}

function partyValues(party: XmlElement | undefined, reading: Reading): Values {
  const address = reading.child(party, 'SpecifiedSPSAddress');
  return {
    name: reading.text(reading.child(party, 'Name')),
    registration: reading.text(reading.child(party, 'TypeCode')),
    address: reading.text(reading.child(address, 'LineOne')),
    addressMore: ['LineTwo', 'LineThree', 'LineFour', 'LineFive']
      .map((name) => reading.text(reading.child(address, name)))
      .filter((part) => part !== '')
      .join(', '),
    postcode: reading.text(reading.child(address, 'PostcodeCode')),
    city: reading.text(reading.child(address, 'CityName')),
    country: reading.text(reading.child(address, 'CountryID')),
  };
}

function routeValues(consignment: XmlElement | undefined, reading: Reading): Values {
  const country = (name: string): string => reading.text(reading.child(reading.child(consignment, name), 'ID'));
  const entry = reading.child(consignment, 'UnloadingBaseportSPSLocation');
  const examined = reading.child(reading.child(consignment, 'ExaminationSPSEvent'), 'OccurrenceSPSLocation');
  return {
    'route.exportCountry': country('ExportSPSCountry'),
    'route.reExportCountry': country('ReExportSPSCountry'),
    'route.importCountry': country('ImportSPSCountry'),
    'route.transitCountry': country('TransitSPSCountry'),
    'route.entryCode': reading.text(reading.child(entry, 'ID')),
    'route.entryName': reading.text(reading.child(entry, 'Name')),
    'route.examinationPlace': reading.text(reading.child(examined, 'Name')),
    'route.departsAt': reading.text(instantElement(reading.child(consignment, 'ExportExitDateTime'), reading)),
  };
}

function prefixed(group: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`${group}.${field}`, value]));
}

function rows<Row>(group: string, elements: readonly Row[], valuesOf: (row: Row) => Values): Values {
  return Object.assign({}, ...elements.map((element, index) => prefixed(`${group}[${index}]`, valuesOf(element)))) as Values;
}

function present(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}
