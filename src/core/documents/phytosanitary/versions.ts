import type { DocumentVersion } from '#core/documents/document-type.ts';
import { withNamespaces } from '#core/documents/xml-splicing.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/**
 * The Alliance exchanges release 13B, the IPPC Hub takes 17A: the same elements under other namespaces, so the
 * version is the destination's choice and everything here works for both.
 */
export type SpsNamespaces = { readonly root: string; readonly acknowledgement: string; readonly parts: string; readonly values: string };
export type SpsVersion = DocumentVersion & { readonly namespaces: SpsNamespaces };

const uncefact = 'urn:un:unece:uncefact:data:standard';

export const sps13B: SpsVersion = {
  id: '13B',
  label: { es: 'UN/CEFACT SPS 13B (Alianza del Pacífico)', en: 'UN/CEFACT SPS 13B (Pacific Alliance)' },
  namespace: `${uncefact}:SPSCertificate:11`,
  schema: 'sps-13B/SPSCertificate.xsd',
  namespaces: {
    root: `${uncefact}:SPSCertificate:11`,
    acknowledgement: `${uncefact}:SPSAcknowledgement:11`,
    parts: `${uncefact}:ReusableAggregateBusinessInformationEntity:14`,
    values: `${uncefact}:UnqualifiedDataType:15`,
  },
};

export const sps17A: SpsVersion = {
  id: '17A',
  label: { es: 'UN/CEFACT SPS 17A (IPPC ePhyto)', en: 'UN/CEFACT SPS 17A (IPPC ePhyto)' },
  namespace: `${uncefact}:SPSCertificate:17`,
  schema: 'sps-17A/SPSCertificate.xsd',
  namespaces: {
    root: `${uncefact}:SPSCertificate:17`,
    acknowledgement: `${uncefact}:SPSAcknowledgement:17`,
    parts: `${uncefact}:ReusableAggregateBusinessInformationEntity:21`,
    values: `${uncefact}:UnqualifiedDataType:21`,
  },
};

export const spsVersions: readonly SpsVersion[] = [sps13B, sps17A];

const alliance: readonly string[] = ['CL', 'CO', 'MX', 'PE'];

/** The Alliance's members exchange 13B among them; everybody else is reached through the Hub, in 17A. */
export function usualVersion(destination: string | null): SpsVersion {
  return destination === null || alliance.includes(destination) ? sps13B : sps17A;
}

/** Both releases have the same elements, so another version of a certificate is the same text under other namespaces. */
export function inVersion(xml: string, version: DocumentVersion): string {
  const wanted = spsVersions.find(({ id }) => id === version.id) ?? sps17A;
  const names = spsVersions.flatMap(({ namespaces }) =>
    Object.entries(namespaces).map(([part, uri]) => [uri, wanted.namespaces[part as keyof SpsNamespaces]] as const),
  );
  return withNamespaces(xml, new Map(names));
}

export function versionOfRoot(root: XmlElement): SpsVersion | null {
  if (root.name !== 'SPSCertificate') return null;
  return spsVersions.find((version) => version.namespaces.root === root.namespace) ?? null;
}

/** UN/CEFACT's releases by the number in the namespace: the same certificate, but nobody here holds their schema. */
const releases: Readonly<Record<string, string>> = {
  '9': '13A',
  '12': '14B',
  '13': '15A',
  '14': '15B',
  '15': '16A',
  '16': '16B',
  '18': '17B',
  '19': '18B',
  '20': '19A',
};

export function otherVersionOfRoot(root: XmlElement): string | null {
  if (versionOfRoot(root) || root.name !== 'SPSCertificate') return null;
  const number = /:SPSCertificate:(\d+)$/.exec(root.namespace)?.[1];
  if (number === undefined) return null;
  const release = releases[number];
  return release === undefined ? `SPSCertificate:${number}` : `UN/CEFACT ${release}`;
}

/** The namespaces a certificate's own elements may be in; of the 17A release where the root's is of no known release. */
export function namespacesOf(root: XmlElement): readonly string[] {
  const { namespaces } =
    spsVersions.find((version) => version.namespaces.root === root.namespace || version.namespaces.acknowledgement === root.namespace) ??
    sps17A;
  return Object.values(namespaces);
}
