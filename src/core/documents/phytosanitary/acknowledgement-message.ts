import { documentKinds, documentStates } from '#core/documents/code-lists/document-codes.ts';
import { isCode } from '#core/documents/code-lists/code-list.ts';
import type {
  AcknowledgementFacts,
  AnswerToCertificate,
  DocumentSummary,
  DocumentVersion,
  DocumentView,
  MessageType,
} from '#core/documents/document-type.ts';
import { fieldMaker, section } from '#core/documents/fields.ts';
import { composeAcknowledgement, readAcknowledgement } from '#core/documents/phytosanitary/acknowledgement.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { instantFields } from '#core/documents/phytosanitary/parties.ts';
import { summariseCertificate } from '#core/documents/phytosanitary/summary.ts';
import { namespacesOf, sps17A, spsVersions, versionOfRoot } from '#core/documents/phytosanitary/versions.ts';
import { readPlainly, startReading } from '#core/documents/reading.ts';
import { momentOf, openRulebook } from '#core/documents/rulebook.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import { acknowledgementName } from '#core/documents/phytosanitary/name.ts';

/** The importing country's answer (UN/CEFACT SPSAcknowledgement; the Hub's country response), to be read and judged, never signed. */
export const acknowledgementMessage: MessageType = {
  id: acknowledgementName.id,
  name: acknowledgementName.name,
  versions: spsVersions.map(acknowledgementOf),
  recognise: (root) => {
    const known = spsVersions.find(({ namespaces }) => namespaces.acknowledgement === root.namespace);
    return known && root.name === 'SPSAcknowledgement' ? acknowledgementOf(known) : null;
  },
  summarise,
  view,
  rules,
  answer,
};

function acknowledgementOf(version: DocumentVersion): DocumentVersion {
  return { ...version, schema: version.schema.replace('SPSCertificate.xsd', 'SPSAcknowledgement.xsd') };
}

/** UNCL 4405: 39 approved, 41 rejected. */
export function acknowledgeCertificate(root: XmlElement, { at, isAccepted, reasons }: AcknowledgementFacts): string {
  const { number, typeCode } = summariseCertificate(root);
  const version = versionOfRoot(root) ?? sps17A;
  const facts = { issuedAt: at, statusCode: isAccepted ? '39' : '41', reasons, certificates: [{ number, typeCode }] };
  return composeAcknowledgement(facts, version);
}

function summarise(root: XmlElement): DocumentSummary {
  const read = readAcknowledgement(root);
  const nothing = { issuerCountry: null, destinationCountry: null, issuingBody: null, exporter: null, importer: null, goods: null };
  return {
    ...nothing,
    number: read?.certificates[0]?.number ?? '',
    typeCode: '312',
    statusCode: read?.statusCode ?? null,
    issuedAt: read?.issuedAt ?? null,
    replaces: null,
  };
}

/** UNCL 4405: approved and confirmed, rejected and not accepted; any other state only tells how far it is. */
const outcomes: Readonly<Record<string, AnswerToCertificate['outcome']>> = {
  '39': 'accepted',
  '73': 'accepted',
  '41': 'rejected',
  '63': 'rejected',
};

function answer(root: XmlElement): AnswerToCertificate {
  const read = readAcknowledgement(root);
  return {
    at: read?.issuedAt ?? '',
    certificates: read?.certificates ?? [],
    outcome: outcomes[read?.statusCode ?? ''] ?? 'told',
    reasons: read?.reasons.filter((reason) => reason !== '') ?? [],
  };
}

function view(root: XmlElement): DocumentView {
  const reading = startReading(root, namespacesOf(root));
  const make = fieldMaker(reading);
  const document = reading.child(root, 'SPSAcknowledgementDocument');
  const about = reading
    .children(document, 'ReferenceSPSReferencedDocument')
    .flatMap((reference) => [
      ...make.text('certificate', { es: 'Certificado Nº', en: 'Certificate No.' }, reading.child(reference, 'ID')),
      ...make.code('certificateType', wordsOfElement('TypeCode'), reading.child(reference, 'TypeCode'), documentKinds),
    ]);
  const answer = [
    ...make.code('status', wordsOfElement('StatusCode'), reading.child(document, 'StatusCode'), documentStates),
    ...make.texts('reason', wordsOfElement('ReasonInformation'), reading.children(document, 'ReasonInformation')),
    ...instantFields('issuedAt', wordsOfElement('IssueDateTime'), reading.child(document, 'IssueDateTime'), reading),
  ];
  return {
    title: acknowledgementMessage.name,
    sections: [
      section('about', { es: 'Certificado al que responde', en: 'Certificate it answers' }, 'whole', about),
      section('answer', { es: 'Respuesta', en: 'Answer' }, 'whole', answer),
    ],
    notUnderstood: reading.unread(),
  };
}

function rules(root: XmlElement): readonly Finding[] {
  const book = openRulebook();
  const reading = readPlainly(namespacesOf(root));
  const document = reading.child(root, 'SPSAcknowledgementDocument');
  const read = readAcknowledgement(root);
  if (!read || !document) return [];
  if (!isCode(documentStates, read.statusCode)) {
    book.error('ack-status-unknown', reading.child(document, 'StatusCode') ?? document, {
      es: `El estado «${read.statusCode}» no dice si el certificado se aceptó: 39 aprobado, 41 rechazado, 63 no aceptado, 73 confirmado.`,
      en: `Status "${read.statusCode}" does not say whether the certificate was accepted: 39 approved, 41 rejected, 63 not accepted, 73 confirmed.`,
    });
  }
  if (['41', '63'].includes(read.statusCode) && read.reasons.every((reason) => reason === '')) {
    book.warning('ack-reason-missing', document, {
      es: 'El certificado se rechaza sin decir por qué. Pregunte al país de destino.',
      en: 'The certificate is rejected without a reason. Ask the country of destination.',
    });
  }
  if (read.certificates.every(({ number }) => number === '')) {
    book.error('ack-certificate-missing', document, {
      es: 'El acuse no dice a qué certificado responde (ReferenceSPSReferencedDocument/ID).',
      en: 'The acknowledgement does not say which certificate it answers (ReferenceSPSReferencedDocument/ID).',
    });
  }
  if (momentOf(read.issuedAt) === null) {
    book.error('ack-date-invalid', reading.child(document, 'IssueDateTime') ?? document, {
      es: `«${read.issuedAt}» no es la fecha del acuse. Escríbala como 2026-11-22T10:30:00-05:00.`,
      en: `"${read.issuedAt}" is no date of acknowledgement. Write it like 2026-11-22T10:30:00-05:00.`,
    });
  }
  return book.findings;
}
