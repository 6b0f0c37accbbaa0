import { partsOf, type CodParts } from '#core/documents/origin/parts.ts';
import { codNamespaces, signedElements, versionOfEnvelope } from '#core/documents/origin/versions.ts';
import { isSignature, readPlainly } from '#core/documents/reading.ts';
import { openRulebook, type Rulebook } from '#core/documents/rulebook.ts';
import { signaturePlaceRules } from '#core/documents/signature-places.ts';
import type { Finding } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * Where the two signatures stand (their arithmetic is another room's): the exporter's after COD, the official's after
 * CODEH, never the second without the first.
 */
export function signatureRules(root: XmlElement, parts: CodParts, book: Rulebook): void {
  const exporterSigned = signatureAfter(parts.exporterPart, 'COD');
  const officialSigned = signatureAfter(parts.certOrigin, 'CODEH');
  if (!exporterSigned && parts.exporterPart) {
    if (officialSigned) exporterMissing(parts.exporterPart, book.error);
    else {
      book.info('cod-draft', parts.exporterPart, {
        es: 'Es un borrador: el exportador aún no lo ha firmado.',
        en: 'This is a draft: the exporter has not signed it yet.',
      });
    }
  }
  if (officialSigned && !parts.certification) {
    book.error('cod-signed-without-certification', officialSigned, {
      es: 'Está firmado por un funcionario, pero le faltan los datos de certificación. Rechácelo.',
      en: 'It is signed by an official but lacks the data of certification. Refuse it.',
    });
  }
  signaturePlaceRules(root, signedElements, book);
}

/**
 * The official signs over the exporter's signature, never before it. Whether the Alliance's exporter signs too is not
 * public, so there it is a warning.
 */
export function readyForOfficial(root: XmlElement): readonly Finding[] {
  const book = openRulebook();
  const { exporterPart } = partsOf(root, readPlainly(codNamespaces));
  if (exporterPart && !signatureAfter(exporterPart, 'COD')) {
    exporterMissing(exporterPart, versionOfEnvelope(root)?.isProvisional ? book.warning : book.error);
  }
  return book.findings;
}

function exporterMissing(place: XmlElement, tell: Rulebook['error']): void {
  tell('cod-exporter-signature-missing', place, {
    es: 'Falta la firma del exportador después de COD. El funcionario no puede firmar antes que el exportador.',
    en: "The exporter's signature after COD is missing. The official cannot sign before the exporter.",
  });
}

function signatureAfter(parent: XmlElement | undefined, name: string): XmlElement | null {
  if (!parent) return null;
  const index = parent.children.findIndex((child) => child.name === name);
  const next = parent.children[index + 1];
  return index >= 0 && next && isSignature(next) ? next : null;
}
