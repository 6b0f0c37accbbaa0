import type { DocumentVersion } from '#core/documents/document-type.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** Names of the WCO data model; the profile is ours until the Alliance publishes its own. */
export const declarationVersion: DocumentVersion = {
  id: 'DEC-DMS-2',
  label: { es: 'Declaración aduanera OMA (perfil propio)', en: 'WCO customs declaration (own profile)' },
  namespace: 'urn:wco:datamodel:WCO:DEC-DMS:2',
  schema: 'wco-declaration/declaration.xsd',
};

export function versionOfDeclaration(root: XmlElement): DocumentVersion | null {
  return root.name === 'Declaration' && root.namespace === declarationVersion.namespace ? declarationVersion : null;
}
