import type { Words } from '#core/finding.ts';

/** Text of the model certificates of ISPM 12, annexes 1 and 2, as section "certifying statement" prints it. */
export const certifyingStatement: Words = {
  es: 'Por la presente se certifica que las plantas, productos vegetales u otros artículos reglamentados descritos aquí se han inspeccionado y/o sometido a ensayo de acuerdo con los procedimientos oficiales adecuados y se considera que están libres de las plagas cuarentenarias especificadas por la parte contratante importadora y que cumplen los requisitos fitosanitarios vigentes de la parte contratante importadora, incluidos los relativos a las plagas no cuarentenarias reglamentadas.',
  en: 'This is to certify that the plants, plant products or other regulated articles described herein have been inspected and/or tested according to appropriate official procedures and are considered to be free from the quarantine pests specified by the importing contracting party and to conform with the current phytosanitary requirements of the importing contracting party, including those for regulated non-quarantine pests.',
};

export const practicallyFreeStatement: Words = {
  es: 'Se considera que están sustancialmente libres de otras plagas.',
  en: 'They are deemed to be practically free from other pests.',
};

export const reExportStatement: Words = {
  es: 'Por la presente se certifica que las plantas, productos vegetales u otros artículos reglamentados descritos más arriba se importaron a la parte contratante de reexportación desde la parte contratante de origen amparados por el certificado fitosanitario indicado en cada línea, y que durante el almacenamiento el envío no ha estado expuesto a riesgo de infestación o infección.',
  en: 'This is to certify that the plants, plant products or other regulated articles described above were imported into the contracting party of re-export from the contracting party of origin covered by the phytosanitary certificate named at each line, and that during storage the consignment has not been subjected to the risk of infestation or infection.',
};

/** What a clause's ID says; clauses 1 and 2 are the two sentences of the export model. */
export const clauseMeanings: Readonly<Record<string, Words>> = {
  '1': certifyingStatement,
  '2': { es: `${certifyingStatement.es} ${practicallyFreeStatement.es}`, en: `${certifyingStatement.en} ${practicallyFreeStatement.en}` },
};
