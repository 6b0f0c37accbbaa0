import { codeListFrom } from '#core/documents/code-lists/code-list.ts';

export const documentKinds = codeListFrom(
  {
    id: 'documentKinds',
    name: { es: 'Clases de documento', en: 'Kinds of document' },
    source: 'UNCL 1001 (UN/EDIFACT D.16B), the documents of this trade; our own words',
    date: '2016-12-01',
  },
  `
851|certificado fitosanitario|phytosanitary certificate
657|certificado fitosanitario para la reexportación|phytosanitary re-export certificate
852|certificado sanitario|sanitary certificate
853|certificado veterinario|veterinary certificate
856|certificado de inspección|inspection certificate
861|certificado de origen|certificate of origin
862|declaración de origen|declaration of origin
830|declaración de mercancías para exportación|goods declaration for exportation
929|declaración de mercancías para importación|goods declaration for importation
312|mensaje de acuse de recibo|acknowledgement message
380|factura comercial|commercial invoice
271|lista de empaque|packing list
705|conocimiento de embarque|bill of lading
730|carta de porte por carretera|road consignment note
740|guía aérea|air waybill
811|licencia de exportación|export licence
911|licencia de importación|import licence
`,
);

/** Of a document that takes back the one of its number. */
export const withdrawnStatus = '40';

export const documentStates = codeListFrom(
  {
    id: 'documentStates',
    name: { es: 'Estados de un documento', en: 'States of a document' },
    source: 'UNCL 4405 (UN/EDIFACT D.16B), the states of a certificate; our own words',
    date: '2016-12-01',
  },
  `
70|emitido|issued
40|retirado|withdrawn
39|aprobado|approved
41|rechazado|rejected
42|pendiente de aprobación|approval pending
44|reemplazado|replaced
47|borrador|draft version
63|no aceptado|not accepted
64|anulado|cancelled
73|confirmado|confirmed
`,
);

export const documentRelationships = codeListFrom(
  {
    id: 'documentRelationships',
    name: { es: 'Relación del documento adjunto', en: 'Relationship of an attached document' },
    source: 'UNCL 1153 as the IPPC ePhyto exchange uses it; our own words',
    date: '2016-12-01',
  },
  `
ZZZ|adjunto|attachment
AWR|copia del certificado original|copy of the original certificate
`,
);
