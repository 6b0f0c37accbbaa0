import { allRules } from '#core/documents/all-rules.ts';
import type { DocumentSummary, DocumentType, DocumentVersion, MessageType, OfficialIdentity } from '#core/documents/document-type.ts';
import { unknownDocument } from '#core/documents/unknown-document.ts';
import { done, failed, type Result } from '#core/failure.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import { localInstant } from '#main/station/local-time.ts';
import type { XmlDocuments } from '#main/ports/xml.ts';

/** A document that passed the strict gate and whose type is known. */
export type ReadDocument = {
  readonly root: XmlElement;
  readonly type: DocumentType;
  readonly version: DocumentVersion;
  readonly summary: DocumentSummary;
};

export type Reading = { readonly documents: XmlDocuments; readonly types: readonly DocumentType[] };

export function readDocument(reading: Reading, bytes: Uint8Array): Result<ReadDocument> {
  const read = reading.documents.read(bytes);
  if (!read.ok) return read;
  const root = read.value;
  for (const type of reading.types) {
    const version = type.recognise(root);
    if (version) return done({ root, type, version, summary: type.summarise(root) });
  }
  return failed(unknownDocument(reading.types, root));
}

/** What can be read and shown: documents, and the answers of their exchanges. */
export type ReadMessage = Omit<ReadDocument, 'type'> & { readonly type: DocumentType | MessageType };

export function readMessage(reading: Reading, bytes: Uint8Array): Result<ReadMessage> {
  const read = reading.documents.read(bytes);
  if (!read.ok) return read;
  const root = read.value;
  for (const type of messageTypes(reading.types)) {
    const version = type.recognise(root);
    if (version) return done({ root, type, version, summary: type.summarise(root) });
  }
  return failed(unknownDocument(reading.types, root));
}

export function messageTypes(types: readonly DocumentType[]): readonly (DocumentType | MessageType)[] {
  return types.flatMap((type) => [type, ...(type.messages ?? [])]);
}

export type Findings = { readonly schema: readonly Finding[]; readonly rules: readonly Finding[]; readonly all: readonly Finding[] };

/** Everything schema and rules say, schema first, as the reader meets it. */
export function findingsOf(reading: Reading, document: ReadMessage, bytes: Uint8Array): Findings {
  const schema = reading.documents.validate(bytes, document.version.schema);
  const rules = allRules(document.type, document.root);
  return { schema, rules, all: [...schema, ...rules] };
}

export function countFindings(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  let errors = 0;
  let warnings = 0;
  for (const finding of findings) {
    if (finding.level === 'error') errors += 1;
    if (finding.level === 'warning') warnings += 1;
  }
  return { errors, warnings };
}

/**
 * The bytes a signature will stand on: what arrived, plus what this type makes the official add (entity and
 * certification). The same input gives the same bytes, so the digest pinned at review can be taken again.
 */
export function bytesToSign(type: DocumentType, bytes: Uint8Array, official: OfficialIdentity | null, at: Date): Uint8Array {
  if (type.complete === undefined || official === null) return bytes;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return new TextEncoder().encode(type.complete(text, official, localInstant(at)));
}

/** What a document says of itself once the official's part is in it; null where its type has none. */
export function completedSummary(documents: XmlDocuments, type: DocumentType, toSign: Uint8Array): DocumentSummary | null {
  if (type.complete === undefined) return null;
  const read = documents.read(toSign);
  return read.ok ? type.summarise(read.value) : null;
}
