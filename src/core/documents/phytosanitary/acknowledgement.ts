import type { DocumentVersion } from '#core/documents/document-type.ts';
import { instantElement } from '#core/documents/phytosanitary/parties.ts';
import { sps17A, spsVersions } from '#core/documents/phytosanitary/versions.ts';
import { readPlainly } from '#core/documents/reading.ts';
import { leaf, requiredBranch, requiredLeaf, root, writeDocument } from '#core/documents/xml-writing.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The importing country's answer to a certificate: UN/CEFACT SPSAcknowledgement. */
export type SpsAcknowledgement = {
  readonly issuedAt: string;
  /** UNCL 4405: 39 approved, 41 rejected, 63 not accepted, 73 confirmed... */
  readonly statusCode: string;
  readonly reasons: readonly string[];
  readonly certificates: readonly { readonly number: string; readonly typeCode: string }[];
};

/** Null when the root is no SPSAcknowledgement of a release we know. */
export function readAcknowledgement(tree: XmlElement): SpsAcknowledgement | null {
  const version = spsVersions.find((known) => known.namespaces.acknowledgement === tree.namespace);
  if (!version || tree.name !== 'SPSAcknowledgement') return null;
  const reading = readPlainly(Object.values(version.namespaces));
  const document = reading.child(tree, 'SPSAcknowledgementDocument');
  return {
    issuedAt: reading.text(instantElement(reading.child(document, 'IssueDateTime'), reading)),
    statusCode: reading.text(reading.child(document, 'StatusCode')),
    reasons: reading.children(document, 'ReasonInformation').map((reason) => reading.text(reason)),
    certificates: reading.children(document, 'ReferenceSPSReferencedDocument').map((reference) => ({
      number: reading.text(reading.child(reference, 'ID')),
      typeCode: reading.text(reading.child(reference, 'TypeCode')),
    })),
  };
}

export function composeAcknowledgement(acknowledgement: SpsAcknowledgement, version: DocumentVersion): string {
  const { namespaces } = spsVersions.find((known) => known.id === version.id) ?? sps17A;
  return writeDocument(
    root(
      'rsm:SPSAcknowledgement',
      { 'xmlns:rsm': namespaces.acknowledgement, 'xmlns:ram': namespaces.parts, 'xmlns:udt': namespaces.values },
      requiredBranch(
        'rsm:SPSAcknowledgementDocument',
        requiredBranch('ram:IssueDateTime', requiredLeaf('udt:DateTimeString', acknowledgement.issuedAt)),
        requiredLeaf('ram:StatusCode', acknowledgement.statusCode),
        acknowledgement.reasons.map((reason) => leaf('ram:ReasonInformation', reason)),
        acknowledgement.certificates.map(({ number, typeCode }) =>
          requiredBranch('ram:ReferenceSPSReferencedDocument', leaf('ram:TypeCode', typeCode), requiredLeaf('ram:ID', number)),
        ),
      ),
    ),
  );
}
