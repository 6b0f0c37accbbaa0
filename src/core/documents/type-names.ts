import type { Words } from '#core/finding.ts';

/**
 * What each type of document, and each message of its exchange, is called: apart from all else a type knows, which the first
 * list does without.
 */
export const typeNames = {
  phytosanitary: { es: 'Certificado fitosanitario', en: 'Phytosanitary certificate' },
  'phytosanitary-acknowledgement': {
    es: 'Acuse de un certificado fitosanitario',
    en: 'Acknowledgement of a phytosanitary certificate',
  },
  origin: { es: 'Certificado de origen', en: 'Certificate of origin' },
  'customs-declaration': { es: 'Declaración aduanera', en: 'Customs declaration' },
} as const satisfies Readonly<Record<string, Words>>;

/** A type as far as it is named in a list. */
export type NamedType = { readonly id: string; readonly name: Words; readonly messages?: readonly NamedType[] };

export const namedTypes: readonly NamedType[] = Object.entries(typeNames).map(([id, name]) => ({ id, name }));
