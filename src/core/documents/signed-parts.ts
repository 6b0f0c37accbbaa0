import type { DocumentType } from '#core/documents/document-type.ts';
import type { Words } from '#core/finding.ts';

/** What a signature covers, as a person reads it: the document, or the part of it that stands beside the signature. */
export function coveredWords(types: readonly DocumentType[], covers: string): Words {
  if (covers === 'document') return { es: 'Todo el documento', en: 'The whole document' };
  const part = types.flatMap(({ signedParts }) => signedParts?.parts ?? []).find(({ id }) => id === covers);
  return part ? { es: `${part.words.es} (${covers})`, en: `${part.words.en} (${covers})` } : { es: covers, en: covers };
}
