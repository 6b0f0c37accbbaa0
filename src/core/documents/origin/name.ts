import type { NamedType } from '#core/documents/document-type.ts';

export const originName: NamedType = { id: 'origin', name: { es: 'Certificado de origen', en: 'Certificate of origin' } };
