import type { NamedType } from '#core/documents/document-type.ts';

export const acknowledgementName: NamedType = {
  id: 'phytosanitary-acknowledgement',
  name: { es: 'Acuse de un certificado fitosanitario', en: 'Acknowledgement of a phytosanitary certificate' },
};

export const phytosanitaryName: NamedType = {
  id: 'phytosanitary',
  name: { es: 'Certificado fitosanitario', en: 'Phytosanitary certificate' },
  messages: [acknowledgementName],
};
