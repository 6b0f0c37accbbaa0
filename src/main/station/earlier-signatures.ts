import type { DocumentType } from '#core/documents/document-type.ts';
import { coveredWords } from '#core/documents/signed-parts.ts';
import type { Finding, Words } from '#core/finding.ts';
import { reasonWords } from '#core/text/reasons.ts';
import type { Reason } from '#core/trust.ts';
import type { XmlSigning, XmlVerification } from '#main/ports/xml.ts';
import type { ReadDocument } from '#main/station/read-document.ts';

const mark = Buffer.from('SignatureValue');

function isMarked(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark);
}

/** The place of the official's own signature is taken: what an exporter signed has a place of its own. */
export function isAlreadySigned(signing: XmlSigning, { type, version }: ReadDocument, bytes: Uint8Array): boolean {
  if (!isMarked(bytes)) return false;
  const place = signing.digest(bytes, type.signaturePlan(version));
  return !place.ok && place.failure.code === 'documentRefused' && place.failure.reason === 'several-signatures';
}

/**
 * Whoever signed before us, an exporter, must have signed exactly what stands here: an official never signs over a
 * signature that does not hold, nor over one whose algorithm is refused for what is new (SHA-1).
 */
export function earlierSignatures(verification: XmlVerification, types: readonly DocumentType[], bytes: Uint8Array): readonly Finding[] {
  if (!isMarked(bytes)) return [];
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
