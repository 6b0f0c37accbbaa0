import type { CodParts } from '#core/documents/origin/parts.ts';
import { signedElements, type CodVersion } from '#core/documents/origin/versions.ts';
import { isSignature } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import { signaturePlaceRules } from '#core/documents/signature-places.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * Where the two signatures stand (their arithmetic is another room's): the exporter's after COD, the official's after
 * CODEH, never one without the other before it. Whether the Alliance's exporter signs too is not public, so there it
 * is a warning.
 */
export function signatureRules(root: XmlElement, parts: CodParts, version: CodVersion | null, book: Rulebook): void {
  const exporterSigned = signatureAfter(parts.exporterPart, 'COD');
  const officialSigned = signatureAfter(parts.certOrigin, 'CODEH');
  if (!exporterSigned && parts.exporterPart) {
    const level = version?.isProvisional ? book.warning : book.error;
    level('cod-exporter-signature-missing', parts.exporterPart, {
      es: 'Falta la firma del exportador después de COD. El funcionario no puede firmar antes que el exportador.',
      en: "The exporter's signature after COD is missing. The official cannot sign before the exporter.",
    });
  }
  if (officialSigned && !parts.certification) {
    book.error('cod-signed-without-certification', officialSigned, {
      es: 'Está firmado por un funcionario, pero le faltan los datos de certificación. Rechácelo.',
      en: 'It is signed by an official but lacks the data of certification. Refuse it.',
    });
  }
  signaturePlaceRules(root, signedElements, book);
}

function signatureAfter(parent: XmlElement | undefined, name: string): XmlElement | null {
  if (!parent) return null;
  const index = parent.children.findIndex((child) => child.name === name);
  const next = parent.children[index + 1];
  return index >= 0 && next && isSignature(next) ? next : null;
}
