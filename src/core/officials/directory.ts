import { attributeOf, childOf, childrenOf, type XmlElement } from '#core/xml-tree.ts';

/**
 * The repository of officials as it travels: a full replica or one step's changes, in order of `sequence`, signed by the
 * directory authority. Rows carry the names of ALADI's SCOD (ALADI/SEC/di 2327): AH competent authority, EH authorised
 * entity, FH authorised official, CID digital identification certificate.
 */
export const directoryNamespace = 'urn:rubrica:officials-directory:1';

export type DirectoryFile = {
  readonly isFull: boolean;
  readonly sequence: number;
  readonly issuedAt: string;
  readonly rows: readonly DirectoryRow[];
};

export type DirectoryRow = {
  readonly country: string;
  /** AHName */
  readonly authority: string;
  /** EHId, EHName */
  readonly entityId: string;
  readonly entityName: string;
  readonly entityAliases: readonly string[];
  /** FHName */
  readonly name: string;
  /** FHCID: DER, base64 */
  readonly certificate: string;
  /** identifiers of document types, or `*` */
  readonly documentTypes: readonly string[];
  readonly enabledFrom: string;
  readonly enabledUntil: string | null;
  /** FHEnable */
  readonly isEnabled: boolean;
  /** FHStatus */
  readonly status: DirectoryStatus;
  readonly revokedAt: string | null;
};

export type DirectoryStatus = 'active' | 'pending' | 'rejected' | 'revoked';

const statusWords: Readonly<Record<DirectoryStatus, string>> = {
  active: 'Activo',
  pending: 'Pendiente',
  rejected: 'Rechazado',
  revoked: 'Revocado',
};

/** The file in a tree that passed the gate and whose signature holds, or null where it is not one of ours. */
export function readDirectory(root: XmlElement): DirectoryFile | null {
  const kind = attributeOf(root, 'kind');
  const sequence = Number(attributeOf(root, 'sequence'));
  const issuedAt = attributeOf(root, 'issuedAt');
  const isOurs = root.namespace === directoryNamespace && root.name === 'OfficialsDirectory' && (kind === 'replica' || kind === 'delta');
  if (!isOurs || !Number.isSafeInteger(sequence) || sequence < 1 || !isInstant(issuedAt)) return null;
  const rows = childrenOf(root, 'Official').map(readRow);
  if (!rows.every((row) => row !== null)) return null;
  return { isFull: kind === 'replica', sequence, issuedAt, rows };
}

function readRow(element: XmlElement): DirectoryRow | null {
  const text = (name: string): string | null => childOf(element, name)?.text ?? null;
  const [country, authority, entityId, entityName, name] = [text('Country'), text('AHName'), text('EHId'), text('EHName'), text('FHName')];
  const certificate = text('FHCID')?.replace(/\s+/g, '') ?? null;
  const status = Object.entries(statusWords).find(([, word]) => word === text('FHStatus'))?.[0] as DirectoryStatus | undefined;
  const enable = text('FHEnable');
  const [enabledFrom, enabledUntil, revokedAt] = [text('EnabledFrom'), text('EnabledUntil'), text('RevokedAt')];
  if (!country || !/^[A-Z]{2}$/.test(country) || !authority || !entityId || !entityName || !name || !certificate || !status) return null;
  if ((enable !== 'Habilitado' && enable !== 'Deshabilitado') || !isInstant(enabledFrom)) return null;
  if ((enabledUntil !== null && !isInstant(enabledUntil)) || (revokedAt !== null && !isInstant(revokedAt))) return null;
  return {
    country,
    authority,
    entityId,
    entityName,
    entityAliases: childrenOf(element, 'EHAlias').map((alias) => alias.text),
    name,
    certificate,
    documentTypes: childrenOf(element, 'DocumentType').map((type) => type.text),
    enabledFrom,
    enabledUntil,
    isEnabled: enable === 'Habilitado',
    status,
    revokedAt,
  };
}

/** UTC to the second, as SCOD keeps its times. */
function isInstant(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The file as XML, without its signature; elements in the schema's order. */
export function composeDirectory(file: DirectoryFile): string {
  const rows = file.rows.map((row) => {
    const lines = [
      element('Country', row.country),
      element('AHName', row.authority),
      element('EHId', row.entityId),
      element('EHName', row.entityName),
      ...row.entityAliases.map((alias) => element('EHAlias', alias)),
      element('FHName', row.name),
      element('FHCID', row.certificate),
      ...row.documentTypes.map((type) => element('DocumentType', type)),
      element('EnabledFrom', row.enabledFrom),
      ...(row.enabledUntil === null ? [] : [element('EnabledUntil', row.enabledUntil)]),
      element('FHEnable', row.isEnabled ? 'Habilitado' : 'Deshabilitado'),
      element('FHStatus', statusWords[row.status]),
      ...(row.revokedAt === null ? [] : [element('RevokedAt', row.revokedAt)]),
    ];
    return `  <Official>\n${lines.map((line) => `    ${line}\n`).join('')}  </Official>\n`;
  });
  const kind = file.isFull ? 'replica' : 'delta';
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<OfficialsDirectory xmlns="${directoryNamespace}" kind="${kind}" sequence="${file.sequence}" ` +
    `issuedAt="${file.issuedAt}">\n${rows.join('')}</OfficialsDirectory>\n`
  );
}

function element(name: string, value: string): string {
  return `<${name}>${value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')}</${name}>`;
}
