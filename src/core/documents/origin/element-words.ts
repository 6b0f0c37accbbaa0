import type { CodeList } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { codeListFrom } from '#core/documents/code-lists/code-list.ts';
import type { Words } from '#core/finding.ts';

/** What the fields of the certificate are called; prefixes (Exporter, Importer, ...) come from the block they stand in. */
const rows = `
CODVer|Versión|Version
CODSubmitterType|Presentado por|Submitted by
AgreementName|Acuerdo|Agreement
AgreementAcronym|Código del acuerdo|Agreement code
Country|País|Country
BusinessName|Nombre o razón social|Business name
Address|Dirección|Address
Locality|Localidad|Locality
City|Ciudad|City
CityLocality|Ciudad o localidad|City or locality
TaxIdentification|Número de registro fiscal|Tax registration number
Telephone|Teléfono|Telephone
Fax|Fax|Fax
Email|Correo electrónico|E-mail
URL|Sitio web|Web site
OrderNo|Número de orden|Order number
Exporter|Es el exportador|Is the exporter
Confidenciality|Confidencialidad|Confidentiality
SubmitterName|Nombre de quien suscribe|Name of signatory
SubmitterTitle|Cargo|Title
InvoiceQty|Número de facturas|Number of invoices
InvoiceOrderNo|Nº|No.
InvoiceNo|Factura|Invoice
InvoiceDate|Fecha de la factura|Date of invoice
ProducerQty|Número de productores|Number of producers
GoodsQty|Número de mercancías|Number of goods
GoodsOrderNo|Nº|No.
GoodsInvoiceOrderNo|Factura Nº de orden|Invoice order number
GoodsItemCode|Clasificación arancelaria|Tariff classification
GoodsItemName|Descripción de la mercancía|Description of goods
GoodsItemSeriesNo|Número de serie|Series number
GoodsItemWeightAmount|Cantidad|Quantity
GoodsItemMeasureUnit|Unidad de medida|Unit of measure
GoodsItemFOB|Valor FOB|FOB value
GoodsItemValue|Valor de la factura|Invoice value
GoodsItemRVC|Valor de contenido regional|Regional value content
GoodsItemOriginRules|Criterio de origen|Origin criterion
GoodsItemOtherInstances|Otras instancias|Other instances
GoodsProducerOrderNo|Productor Nº de orden|Producer order number
GoodsDeclarationDate|Fecha de la declaración jurada|Date of affidavit
GoodsDeclarationNumber|Número de la declaración jurada|Number of affidavit
GoodsARIssuingAuthorityName|Resolución anticipada: autoridad|Advance ruling: authority
GoodsARReferenceNumber|Resolución anticipada: número|Advance ruling: number
GoodsArIssueDate|Resolución anticipada: fecha|Advance ruling: date
TransportPortOfLoading|Puerto o lugar de embarque|Port or place of loading
TransportMeans|Medio de transporte|Means of transport
TransportCountryDestination|País de destino|Country of destination
GeneralComments|Observaciones|Observations
LocalCurrency|Moneda|Currency
HSVer|Versión del Sistema Armonizado|Version of the Harmonized System
PACComments|Observaciones de contingente|Quota observations
PACInputsOrderNo|Insumos de contingente: orden|Quota inputs: order
PACInputsComment|Insumos de contingente|Quota inputs
ThirdOpStatement|Interviene un tercer operador|A third operator takes part
ThirdOpCountry|Tercer operador: país|Third operator: country
ThirdOpBusinessName|Tercer operador|Third operator
ThirdOpAddress|Tercer operador: dirección|Third operator: address
ThirdOpInvoiceNo|Tercer operador: factura|Third operator: invoice
ThirdOpInvoiceDate|Tercer operador: fecha de la factura|Third operator: date of invoice
Op3cStatement|Factura un operador de un tercer país|Invoiced by an operator of a third country
Op3cCountry|Operador de tercer país: país|Third-country operator: country
Op3cBusinessName|Operador de tercer país|Third-country operator
Op3cAddress|Operador de tercer país: dirección|Third-country operator: address
Op3cInvoiceNo|Operador de tercer país: factura|Third-country operator: invoice
Op3cInvoiceDate|Operador de tercer país: fecha de la factura|Third-country operator: date of invoice
CountryOfOrigin|País de origen|Country of origin
CertificateInitialDate|Válido desde|Valid from
CertificateFinalDate|Válido hasta|Valid until
DeclarationDate|Fecha de la declaración|Date of declaration
DeclarationRequestNo|Número de solicitud|Request number
Affidavit|Declaración jurada|Affidavit
EHId|Código de la entidad habilitada|Code of the authorised entity
EHCountry|País|Country
EHName|Entidad habilitada|Authorised entity
CertificateControlCode|Código de control|Control code
CertificateDate|Fecha de certificación|Date of certification
CertificateID|Certificado Nº|Certificate No.
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

const prefixes = ['Exporter', 'Importer', 'Consignee', 'Producer', 'Representative', 'Subscriber', 'EH'];

/** The words of a field, or null where the ALADI annexes know no such field. */
export function wordsOfField(name: string): Words | null {
  const exact = words.get(name);
  if (exact) return exact;
  const prefix = prefixes.find((each) => name.startsWith(each));
  return prefix ? (words.get(name.slice(prefix.length)) ?? null) : null;
}

const regionalValue = codeListFrom(
  {
    id: 'regionalValue',
    name: { es: 'Valor de contenido regional', en: 'Regional value content' },
    source: 'ALADI/SEC/di 2327 Rev. 13',
    date: '2024-06-03',
  },
  `
VT|valor de transacción|transaction value
CN|costo neto|net cost
NO|no aplica|does not apply
`,
);

const otherInstances = codeListFrom(
  {
    id: 'otherInstances',
    name: { es: 'Otras instancias', en: 'Other instances' },
    source: 'ALADI/SEC/di 2327 Rev. 13',
    date: '2024-06-03',
  },
  `
DMI|de minimis|de minimis
MAI|materiales intermedios|intermediate materials
BMF|bienes o materiales fungibles|fungible goods or materials
ACU|acumulación|accumulation
NO|no aplica|does not apply
N/A|no aplica|does not apply
`,
);

const submitters = codeListFrom(
  { id: 'submitters', name: { es: 'Quien presenta', en: 'Submitter' }, source: 'ALADI/SEC/di 2327 Rev. 13', date: '2024-06-03' },
  `
EXP|exportador|exporter
REP|representante|representative
APO|apoderado|attorney
`,
);

const lists: Readonly<Record<string, CodeList>> = {
  GoodsItemRVC: regionalValue,
  GoodsItemOtherInstances: otherInstances,
  CODSubmitterType: submitters,
};

export function listOfField(name: string): CodeList | null {
  if (name.endsWith('Country') || name === 'CountryOfOrigin' || name === 'TransportCountryDestination') return countries;
  return lists[name] ?? null;
}
