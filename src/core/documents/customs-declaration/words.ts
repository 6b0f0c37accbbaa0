import { codeListFrom } from '#core/documents/code-lists/code-list.ts';
import type { Words } from '#core/finding.ts';

const rows = `
ID|Número|Number
TypeCode|Clase|Type
FunctionCode|Función|Function
IssueDateTime|Fecha de la declaración|Date of declaration
DeclarationOfficeID|Aduana|Customs office
GoodsItemQuantity|Número de partidas|Number of items
TotalGrossMassMeasure|Peso bruto total|Total gross mass
TotalPackageQuantity|Total de bultos|Total packages
Name|Nombre o razón social|Name
Address|Dirección|Address
CountryCode|País|Country
ModeCode|Modo de transporte|Mode of transport
ExportCountryID|País de exportación|Country of export
DestinationCountryCode|País de destino|Country of destination
TradeTermsConditionCode|Término de comercio (Incoterm)|Trade term (Incoterm)
InvoiceID|Factura|Invoice
SequenceNumeric|Nº|No.
Description|Descripción de la mercancía|Description of goods
ClassificationID|Clasificación arancelaria|Tariff classification
OriginCountryCode|País de origen|Country of origin
NetNetWeightMeasure|Peso neto|Net weight
GrossMassMeasure|Peso bruto|Gross mass
StatisticalValueAmount|Valor estadístico|Statistical value
MarksNumbersID|Marcas y números|Marks and numbers
`;

const words: ReadonlyMap<string, Words> = new Map(
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [name = '', es = '', en = ''] = row.split('|');
      return [name, { es, en }] as const;
    }),
);

export function wordsOf(name: string): Words {
  return words.get(name) ?? { es: name, en: name };
}

export const functions = codeListFrom(
  {
    id: 'declarationFunctions',
    name: { es: 'Función de la declaración', en: 'Function of the declaration' },
    source: 'UNCL 1225, the functions of a declaration; our own words',
    date: '2016-12-01',
  },
  `
9|original|original
5|reemplazo|replace
1|cancelación|cancellation
`,
);
