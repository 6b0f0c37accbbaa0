import type { NamedType } from '#core/documents/document-type.ts';

export const customsDeclarationName: NamedType = {
  id: 'customs-declaration',
  name: { es: 'Declaración aduanera', en: 'Customs declaration' },
};
