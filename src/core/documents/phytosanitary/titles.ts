import type { Words } from '#core/finding.ts';

/** Titles as ISPM 12's model certificates print them, in the order of the form. */
export const titles = {
  certificate: { es: 'Certificado fitosanitario', en: 'Phytosanitary certificate' },
  reExportCertificate: { es: 'Certificado fitosanitario para la reexportación', en: 'Phytosanitary certificate for re-export' },
  number: { es: 'Nº', en: 'No.' },
  replacement: { es: 'Reemplazo de otro certificado', en: 'Replacement of another certificate' },
  from: { es: 'Organización de Protección Fitosanitaria de', en: 'Plant Protection Organization of' },
  fromReExport: {
    es: 'Organización de Protección Fitosanitaria de (parte contratante de reexportación)',
    en: 'Plant Protection Organization of (contracting party of re-export)',
  },
  to: { es: 'A: Organización(es) de Protección Fitosanitaria de', en: 'TO: Plant Protection Organization(s) of' },
  exporter: {
    es: 'I. Descripción del envío: nombre y dirección del exportador',
    en: 'I. Description of consignment: name and address of exporter',
  },
  consignee: { es: 'Nombre y dirección declarados del destinatario', en: 'Declared name and address of consignee' },
  packages: { es: 'Número y descripción de los bultos', en: 'Number and description of packages' },
  marks: { es: 'Marcas distintivas', en: 'Distinguishing marks' },
  origin: { es: 'Lugar de origen', en: 'Place of origin' },
  conveyance: { es: 'Medios de transporte declarados', en: 'Declared means of conveyance' },
  entry: { es: 'Punto de entrada declarado', en: 'Declared point of entry' },
  produce: { es: 'Nombre del producto y cantidad declarada', en: 'Name of produce and quantity declared' },
  botanical: { es: 'Nombre botánico de las plantas', en: 'Botanical name of plants' },
  statement: { es: 'Declaración de certificación', en: 'Certifying statement' },
  declaration: { es: 'II. Declaración adicional', en: 'II. Additional declaration' },
  treatment: {
    es: 'III. Tratamiento de desinfestación y/o desinfección',
    en: 'III. Disinfestation and/or disinfection treatment',
  },
  issue: { es: 'Expedición', en: 'Issue' },
  officer: { es: 'Nombre del funcionario autorizado', en: 'Name of authorized officer' },
  liability: { es: 'Responsabilidad financiera', en: 'Financial liability' },
  attachments: { es: 'Documentos adjuntos y de referencia', en: 'Attached and referenced documents' },
  referenceNumber: { es: 'Documento Nº', en: 'Document No.' },
  others: { es: 'Otros datos del envío', en: 'Other data of the consignment' },
} as const satisfies Readonly<Record<string, Words>>;
