import type { DocumentVersion, SignedParts } from '#core/documents/document-type.ts';
import { at, type XmlElement } from '#core/xml-tree.ts';

/** ALADI reuses this namespace for the envelope; the certificate inside has none (elementFormDefault is unset). */
export const envelopeNamespace = 'http://www.w3.org/2001/12/soap-envelope';
export const codNamespaces: readonly string[] = [envelopeNamespace, ''];
/**
 * Each signature is the next sibling of what it covers. Exporters' certificates of older certificates still carry rsa-sha1 (ALADI
 * practice). The official's signature on CODEH covers EH and CertificationEH later.
 */
export const codParts: SignedParts = {
  parts: [
    {
      id: 'COD',
      words: { es: 'Parte del exportador', en: 'Exporter’s part' },
      path: 'Envelope/CertOrigin/CODEH/CODExporter/COD',
      mayBeLegacy: true,
    },
    { id: 'CODEH', words: { es: 'Parte oficial', en: 'Official part' }, path: 'Envelope/CertOrigin/CODEH', mayBeLegacy: false },
  ],
  beside: ['Envelope/Header', 'Envelope/CertOrigin/CODEH/EH', 'Envelope/CertOrigin/CODEH/CertificationEH'],
};
export const signedElements: readonly string[] = codParts.parts.map(({ id }) => id);

export type CodVersion = DocumentVersion & {
  /** EHCity and EHLocality (1.8) became EHCityLocality (2.0); Representative became Subscriber; Affidavit came */
  readonly style: '1.8' | '2.0';
  /** digits of the number inside CertificateID: the XSDs of 1.8 and 2.0 take 8, Rev. 13 of the procedure 14 */
  readonly numberLength: 8 | 14;
  readonly agreements: readonly string[];
  readonly isProvisional: boolean;
};

const aladiForms = ['R252', 'A6', 'A14', 'A18', 'A24', 'A33', 'A35', 'A36', 'A38', 'A58', 'A59', 'A60', 'A65'];

function aladi(id: string, style: CodVersion['style'], schema: string, agreements: readonly string[]): CodVersion {
  return {
    id,
    label: { es: `Certificado de origen digital ALADI ${id}`, en: `ALADI digital certificate of origin ${id}` },
    namespace: envelopeNamespace,
    schema,
    style,
    numberLength: 8,
    agreements,
    isProvisional: false,
  };
}

export const cod180 = aladi('1.8.0', '1.8', 'aladi-cod-1.8/cod.xsd', aladiForms);
export const cod182 = aladi('1.8.2', '1.8', 'aladi-cod-1.8/cod.xsd', aladiForms);
export const cod200 = aladi('2.0.0', '2.0', 'aladi-cod-2.0/cod.xsd', [...aladiForms, 'A72', 'A73']);

/** The Alliance's own form; its official XSD is not public, so it stands in a schema pack that can be replaced. */
export const codAlliance: CodVersion = {
  id: '4.0.0',
  label: {
    es: 'Certificado de origen de la Alianza del Pacífico 4.0.0 (provisional)',
    en: 'Pacific Alliance certificate of origin 4.0.0 (provisional)',
  },
  namespace: envelopeNamespace,
  schema: 'packs/pacific-alliance-origin/cod.xsd',
  style: '2.0',
  numberLength: 14,
  agreements: ['AP'],
  isProvisional: true,
};

/** The first is the one a new draft is written in. */
export const codVersions: readonly CodVersion[] = [codAlliance, cod200, cod182, cod180];

export function versionOfEnvelope(root: XmlElement): CodVersion | null {
  const written = writtenVersion(root);
  return codVersions.find(({ id }) => id === written) ?? null;
}

/** ALADI's 1.8.3, and the 4.1.x of MERCOSUR's regime, are other forms under other rules: not judged by the nearest one we have. */
export function otherVersionOfEnvelope(root: XmlElement): string | null {
  const written = writtenVersion(root);
  return written === null || versionOfEnvelope(root) ? null : `ALADI ${written}`.trim();
}

function writtenVersion(root: XmlElement): string | null {
  if (root.name !== 'Envelope' || root.namespace !== envelopeNamespace) return null;
  return at(root, 'CertOrigin', 'CODEH', 'CODExporter', 'COD', 'CODVer')?.text.trim() ?? null;
}
