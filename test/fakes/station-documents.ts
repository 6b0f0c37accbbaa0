import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { allRules } from '#core/documents/all-rules.ts';
import { documentTypes } from '#core/documents/types.ts';
import type { DocumentSummary, DocumentType, DocumentVersion, DocumentView } from '#core/documents/document-type.ts';
import type { Finding } from '#core/finding.ts';
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
};

type Index = { readonly samples: readonly { readonly file: string; readonly urgent: boolean }[] };

/** Every practice certificate of `schemas/samples` that the known types can read. */
export function readSamples(schemaFolder: string): readonly SampleDocument[] {
  const documents = createXmlDocuments({ schemaFolder });
  const index = JSON.parse(readFileSync(`${schemaFolder}/samples/index.json`, 'utf8')) as Index;
  return index.samples.flatMap(({ file, urgent }) => {
    const bytes = new Uint8Array(readFileSync(`${schemaFolder}/samples/${file}`));
    const read = documents.read(bytes);
    if (!read.ok) return [];
    const root = read.value;
    for (const type of documentTypes) {
      const version = type.recognise(root);
      if (version === null) continue;
      const findings = [...documents.validate(bytes, version.schema), ...allRules(type, root)];
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return [{ bytes, sha256, type, version, summary: type.summarise(root), view: type.view(root), findings, isUrgent: urgent }];
    }
    return [];
  });
}
