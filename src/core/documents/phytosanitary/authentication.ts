import { documentKinds, documentRelationships } from '#core/documents/code-lists/document-codes.ts';
import type { ViewField } from '#core/documents/document-type.ts';
import { fieldOf, type FieldMaker } from '#core/documents/fields.ts';
import { wordsOfElement } from '#core/documents/phytosanitary/element-words.ts';
import { instantFields, locationFields, partyFields } from '#core/documents/phytosanitary/parties.ts';
import { clauseMeanings, reExportStatement } from '#core/documents/phytosanitary/statements.ts';
import { titles } from '#core/documents/phytosanitary/titles.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Certifying statement: the clauses by their ID, with the words of ISPM 12 as their meaning. */
export function statementFields(
  document: XmlElement | undefined,
  isReExport: boolean,
  reading: Reading,
  make: FieldMaker,
): readonly ViewField[] {
  return reading.children(document, 'SignatorySPSAuthentication').flatMap((signatory) =>
    reading.children(signatory, 'IncludedSPSClause').flatMap((clause) => {
      const id = reading.child(clause, 'ID');
      const value = reading.text(id);
      const meaning = isReExport ? reExportStatement : clauseMeanings[value];
      return [
        ...fieldOf('clause', wordsOfElement('IncludedSPSClause'), isReExport ? value || '—' : value, id, meaning),
        ...make.texts('clauseText', titles.statement, reading.children(clause, 'Content')),
      ];
    }),
  );
}

/** Place of issue, name of authorized officer, date: the foot of the form. */
export function issueFields(document: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return [
    ...reading.children(document, 'SignatorySPSAuthentication').flatMap((signatory) => {
      const provider = reading.child(signatory, 'ProviderSPSParty');
      const person = reading.child(provider, 'SpecifiedSPSPerson');
      return [
        ...locationFields('place', wordsOfElement('IssueSPSLocation'), reading.child(signatory, 'IssueSPSLocation'), reading, make),
        ...make.text('officer', titles.officer, reading.child(person, 'Name')),
        ...reading
          .children(person, 'AttainedSPSQualification')
          .flatMap((qualification) => [
            ...make.texts('qualification', wordsOfElement('AttainedSPSQualification'), reading.children(qualification, 'Name')),
            ...make.text('qualificationShort', wordsOfElement('AbbreviatedName'), reading.child(qualification, 'AbbreviatedName')),
          ]),
        ...partyFields('office', provider, reading, make),
        ...instantFields('signedAt', wordsOfElement('ActualDateTime'), reading.child(signatory, 'ActualDateTime'), reading),
      ];
    }),
    ...instantFields('issuedAt', wordsOfElement('IssueDateTime'), reading.child(document, 'IssueDateTime'), reading),
  ];
}

/** Attached and referenced documents; an attachment is named with its size, its bytes stay where they are. */
export function attachmentFields(document: XmlElement | undefined, reading: Reading, make: FieldMaker): readonly ViewField[] {
  return reading
    .children(document, 'ReferenceSPSReferencedDocument')
    .flatMap((reference) => [
      ...make.text('referenceId', titles.referenceNumber, reading.child(reference, 'ID')),
      ...make.code('referenceType', wordsOfElement('TypeCode'), reading.child(reference, 'TypeCode'), documentKinds),
      ...make.code(
        'relationship',
        wordsOfElement('RelationshipTypeCode'),
        reading.child(reference, 'RelationshipTypeCode'),
        documentRelationships,
      ),
      ...instantFields('referenceIssuedAt', wordsOfElement('IssueDateTime'), reading.child(reference, 'IssueDateTime'), reading),
      ...make.text('information', wordsOfElement('Information'), reading.child(reference, 'Information')),
      ...reading.children(reference, 'AttachmentBinaryObject').flatMap((attachment) => attachmentField(attachment, reading)),
    ]);
}

function attachmentField(attachment: XmlElement, reading: Reading): readonly ViewField[] {
  const base64 = reading.text(attachment).replaceAll(/\s/g, '');
  const bytes = Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
  const named = ['filename', 'mimeCode', 'format'].map((name) => reading.attribute(attachment, name)).filter((part) => part !== '');
  return fieldOf('attachment', wordsOfElement('AttachmentBinaryObject'), [...named, `${bytes} B`].join(' · '), attachment);
}
