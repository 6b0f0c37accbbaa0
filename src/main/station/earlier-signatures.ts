import type { DocumentType } from '#core/documents/document-type.ts';
import { coveredWords } from '#core/documents/signed-parts.ts';
import type { Finding, Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { Reason } from '#core/trust.ts';
import type { XmlVerification } from '#main/ports/xml.ts';

const mark = Buffer.from('SignatureValue');

/**
 * Whoever signed before us, an exporter, must have signed exactly what stands here: an official never signs over a
 * signature that does not hold, nor over one whose algorithm is refused for what is new (SHA-1).
 */
export function earlierSignatures(verification: XmlVerification, types: readonly DocumentType[], bytes: Uint8Array): readonly Finding[] {
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark)) return [];
  const { verdict, reasons, signatures } = verification.verify(bytes);
  if (verdict === 'valid') return [];
  const doubtful = signatures.filter((one) => one.verdict !== 'valid');
  if (doubtful.length === 0) return [finding(null, reasons, null)];
  return doubtful.map((one) => finding(coveredWords(types, one.covers), one.reasons, one.line));
}

function finding(covered: Words | null, reasons: readonly Reason[], line: number | null): Finding {
  const why = reasons[0] === undefined ? { es: '', en: '' } : reasonWords[reasons[0]];
  return {
    level: 'error',
    code: 'earlier-signature-not-valid',
    path: '',
    line,
    sentence: {
      es: `La firma puesta antes${covered ? ` («${covered.es}»)` : ''} no vale para lo que aquí se lee. ${why.es} Devuelva el documento a quien lo firmó.`,
      en: `The signature made earlier${covered ? ` (“${covered.en}”)` : ''} does not hold for what stands here. ${why.en} Return the document to its signer.`,
    },
  };
}
