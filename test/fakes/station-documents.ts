import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { allRules } from '#core/documents/all-rules.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { DocumentSummary, DocumentType, DocumentVersion, DocumentView, MessageType } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import type { XmlDocuments } from '#main/ports/xml.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';

/** A practice certificate as the real station would read it: the screens are looked at with real documents. */
export type SampleDocument = {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly type: DocumentType;
  readonly version: DocumentVersion;
  readonly summary: DocumentSummary;
  readonly view: DocumentView;
  readonly findings: readonly Finding[];
  readonly isUrgent: boolean;
  /** what the country of destination would answer to it, where its exchange has a document for that */
  readonly answer: { readonly type: MessageType; readonly view: DocumentView } | null;
};

type Index = { readonly samples: readonly { readonly file: string; readonly urgent: boolean }[] };

/** Every practice certificate of `schemas/samples` that the known types can read. */
export function readSamples(schemaFolder: string): readonly SampleDocument[] {
  const documents = createXmlDocuments({ schemaFolder });
  const index = JSON.parse(readFileSync(`${schemaFolder}/samples/index.json`, 'utf8')) as Index;
  return index.samples.flatMap(({ file, urgent }) => {
    const sample = sampleOf(documents, new Uint8Array(readFileSync(`${schemaFolder}/samples/${file}`)), urgent);
    return sample === null ? [] : [sample];
  });
}

/** The same certificate with its text bent, read anew. */
export function bentSample(schemaFolder: string, sample: SampleDocument, bend: (xml: string) => string): SampleDocument {
  const bytes = new TextEncoder().encode(bend(new TextDecoder().decode(sample.bytes)));
  const bent = sampleOf(createXmlDocuments({ schemaFolder }), bytes, sample.isUrgent);
  if (bent === null) throw new Error('bent beyond reading');
  return bent;
}

function sampleOf(documents: XmlDocuments, bytes: Uint8Array, isUrgent: boolean): SampleDocument | null {
  const read = documents.read(bytes);
  if (!read.ok) return null;
  const root = read.value;
  for (const type of documentTypes) {
    const version = type.recognise(root);
    if (version === null) continue;
    const findings = [...documents.validate(bytes, version.schema), ...allRules(type, root)];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const [summary, view] = [type.summarise(root), type.view(root)];
    return { bytes, sha256, type, version, summary, view, findings, isUrgent, answer: answerTo(documents, type, root) };
  }
  return null;
}

function answerTo(documents: XmlDocuments, type: DocumentType, root: XmlElement): SampleDocument['answer'] {
  const facts = { at: '2026-11-24T10:00:00-05:00', isAccepted: false, reasons: ['Falta el permiso de importación.'] };
  const answer = documents.read(new TextEncoder().encode(type.acknowledge?.(root, facts) ?? ''));
  const [message] = type.messages ?? [];
  return answer.ok && message ? { type: message, view: message.view(answer.value) } : null;
}
