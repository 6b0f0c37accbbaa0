import type { CodVersion } from '#core/documents/origin/versions.ts';

/**
 * What the form of each agreement takes (ALADI/SEC/di 2327 Rev. 13, annexes 5 and 6, and the XSD of each version): versions,
 * agreements, block, fields. A field with `?` may be left out; one not named has no place in that form. `1.8` and `2.0` are
 * the styles, `*` is every version; the most particular row holds.
 */
const rows = `
*|R252,A6,A24,A38,A58,A65|Form|Exporter Invoices GoodsList Importer Comments? Declaration
*|A14|Form|Exporter Invoices GoodsList Importer Transport Declaration
*|A18,A35,A36,A73|Form|Exporter Invoices GoodsList Importer Consignee? Transport Comments? Declaration
*|A59,A72|Form|Exporter Invoices GoodsList Importer Transport Comments? Declaration
1.8|A33|Form|Exporter Producers Representative? Invoices GoodsList Importer Comments? Declaration
1.8|A60|Form|Exporter Producers Representative? Invoices? GoodsList Importer Comments? Declaration
2.0|A33|Form|Exporter Producers Subscriber? Invoices GoodsList Importer Comments? Declaration
2.0|A60|Form|Exporter Producers Subscriber? Invoices? GoodsList Importer Comments? Declaration
1.8.0|A18|Form|Exporter Invoices GoodsList Importer Consignee Transport Comments? Declaration
1.8.0|A33|Form|Exporter? Producers Representative? Invoices GoodsList Importer Comments? Declaration
1.8.0|A60|Form|Exporter? Producers Representative? Invoices? GoodsList Importer Comments? Declaration
1.8|R252,A6,A58|Exporter|Country BusinessName Address? City? Telephone? Fax? Email? URL?
2.0|R252,A6,A58|Exporter|Country BusinessName Address? CityLocality? Telephone? Fax? Email? URL?
1.8.0|A58|Exporter|Country BusinessName Address? City? TaxIdentification? Telephone? Fax? Email? URL?
*|A14|Exporter|Country BusinessName Address Locality City? Telephone? Fax? Email? URL?
1.8|A18,A36,A38,A59|Exporter|Country BusinessName Address City? Telephone? Fax? Email? URL?
2.0|A18,A36,A38,A59,A72|Exporter|Country BusinessName Address Telephone? Fax? Email? URL?
*|A24,A65|Exporter|Country BusinessName Address City TaxIdentification Telephone? Fax? Email? URL?
1.8|A33,A60|Exporter|Country BusinessName Address City TaxIdentification Telephone Fax Email? URL?
2.0|A33,A60|Exporter|Country BusinessName Address City TaxIdentification Telephone Fax? Email? URL?
*|A35,A73|Exporter|Country BusinessName Address City Telephone? Fax? Email? URL?
*|R252,A6,A38,A58|Importer|Country BusinessName? Address? City? Telephone? Fax? Email? URL?
*|A14|Importer|Country BusinessName Address Locality City? Telephone? Fax? Email? URL?
*|A18,A35,A36,A59,A72,A73|Importer|Country BusinessName Address City? Telephone? Fax? Email? URL?
*|A24|Importer|Country BusinessName Address City TaxIdentification Telephone? Fax? Email? URL?
*|A33,A65|Importer|Country BusinessName Address City? TaxIdentification Telephone? Fax? Email? URL?
*|A60|Importer|Country BusinessName Address City? TaxIdentification Telephone Fax Email? URL?
*|A18,A35,A36,A73|Consignee|Country? BusinessName? Address? City?
1.8.0|A18|Consignee|Country BusinessName Address? City?
*|A33,A60|Producers|ProducerQty Producer
*|A33,A60|Producer|OrderNo Exporter Confidenciality? Country? BusinessName? Address? City? TaxIdentification? Telephone? Fax? Email? URL?
*|A33|Representative|SubmitterName SubmitterTitle BusinessName Telephone Fax Email? URL?
*|A60|Representative|SubmitterName SubmitterTitle BusinessName Telephone Fax? Email? URL?
*|A33,A60|Subscriber|SubmitterName SubmitterTitle BusinessName Telephone Fax? Email? URL?
*|R252,A6,A14,A18,A24,A33,A35,A36,A38,A58,A59,A65,A72,A73|Invoices|InvoiceQty Invoice
*|A60|Invoices|InvoiceQty? Invoice?
*|A60|Invoice|InvoiceOrderNo? InvoiceNo? InvoiceDate?
2.0|R252|Invoice|InvoiceOrderNo InvoiceNo? InvoiceDate?
*|R252,A6,A24,A38,A58|Invoice|InvoiceOrderNo InvoiceNo InvoiceDate?
*|A14,A18,A33,A35,A36,A59,A65,A72,A73|Invoice|InvoiceOrderNo InvoiceNo InvoiceDate
*|*|GoodsList|GoodsQty Goods
*|R252,A6,A38|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount? ItemMeasureUnit? ItemOriginRules DeclarationDate?
*|A58|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount? ItemMeasureUnit? ItemOriginRules DeclarationDate
*|A14,A35,A36,A73|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount ItemMeasureUnit ItemFOB ItemOriginRules DeclarationDate?
*|A59,A72|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount ItemMeasureUnit ItemFOB ItemOriginRules DeclarationDate
*|A18|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount ItemMeasureUnit ItemValue ItemOriginRules DeclarationDate?
*|A24,A65|Goods|OrderNo InvoiceOrderNo ItemCode ItemName ItemWeightAmount ItemMeasureUnit ItemOriginRules DeclarationDate?
1.8.0|A24|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemWeightAmount ItemMeasureUnit ItemOriginRules DeclarationDate?
1.8|A33|Goods|OrderNo InvoiceOrderNo ItemCode ItemName ItemSeriesNo? ItemWeightAmount ItemMeasureUnit ItemRVC ItemOriginRules ItemOtherInstances ProducerOrderNo? DeclarationDate?
1.8|A60|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemSeriesNo? ItemWeightAmount ItemMeasureUnit ItemRVC ItemOriginRules ItemOtherInstances ProducerOrderNo? DeclarationDate?
2.0|A33|Goods|OrderNo InvoiceOrderNo ItemCode ItemName ItemSeriesNo? ItemWeightAmount ItemMeasureUnit ItemRVC ItemOriginRules ItemOtherInstancesList ProducerOrderNo? DeclarationDate? AR?
2.0|A60|Goods|OrderNo InvoiceOrderNo? ItemCode ItemName ItemSeriesNo? ItemWeightAmount ItemMeasureUnit ItemRVC ItemOriginRules ItemOtherInstancesList ProducerOrderNo? DeclarationDate? AR?
1.8|A18|PACComments|PACInputsOrderNo? PACInputsComment?
2.0|A33,A60|GoodsAR|GoodsARIssuingAuthorityName? GoodsARReferenceNumber? GoodsArIssueDate?
2.0|A33,A60|GoodsItemOtherInstancesList|GoodsItemOtherInstances
*|A14,A59,A72|Transport|PortOfLoading Means CountryDestination?
*|A18,A35,A36,A73|Transport|PortOfLoading Means CountryDestination
*|R252,A24,A36,A38,A59,A65,A72|Comments|GeneralComments? Op3cComments?
*|A6|Comments|GeneralComments? ThirdOpComments? Op3cComments?
1.8|A18|Comments|GeneralComments? PACComments? ThirdOpComments? LocalCurrency? HSVer?
2.0|A18|Comments|GeneralComments? PACComments? ThirdOpComments? HSVer?
*|A33,A35,A58,A60,A73|Comments|GeneralComments? ThirdOpComments?
*|A6,A18,A35,A58,A73|ThirdOpComments|ThirdOpStatement? ThirdOpCountry? ThirdOpBusinessName? ThirdOpAddress? ThirdOpInvoiceNo? ThirdOpInvoiceDate?
*|A33|ThirdOpComments|ThirdOpStatement? ThirdOpCountry? ThirdOpBusinessName? ThirdOpAddress?
*|A60|ThirdOpComments|ThirdOpStatement?
*|R252,A6,A24|Op3cComments|Op3cStatement? Op3cBusinessName? Op3cAddress? Op3cCountry?
*|A36,A65|Op3cComments|Op3cStatement?
*|A38|Op3cComments|Op3cStatement? Op3cBusinessName? Op3cAddress?
*|A59,A72|Op3cComments|Op3cStatement? Op3cBusinessName? Op3cAddress? Op3cCountry? Op3cInvoiceDate? Op3cInvoiceNo?
1.8|R252,A6,A14,A18,A33,A35,A36,A38,A58,A59|Declaration|DeclarationDate DeclarationRequestNo?
1.8|A24,A65|Declaration|CountryOfOrigin DeclarationDate DeclarationRequestNo?
1.8|A60|Declaration|CertificateInitialDate CertificateFinalDate DeclarationDate DeclarationRequestNo?
2.0|R252,A6,A14,A18,A33,A35,A36,A38,A58,A59,A72,A73|Declaration|DeclarationDate DeclarationRequestNo? Affidavit
2.0|A24,A65|Declaration|CountryOfOrigin DeclarationDate DeclarationRequestNo? Affidavit
2.0|A60|Declaration|CertificateInitialDate CertificateFinalDate DeclarationDate DeclarationRequestNo? Affidavit
`;

export type FormFields = { readonly mandatory: readonly string[]; readonly taken: ReadonlySet<string> };

/** Blocks whose fields carry the block's name before their own: `ExporterCountry`. */
const prefixed: ReadonlySet<string> = new Set([
  'Exporter',
  'Importer',
  'Consignee',
  'Producer',
  'Representative',
  'Subscriber',
  'Goods',
  'Transport',
]);

const table: ReadonlyMap<string, FormFields> = new Map(
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [version = '', agreements = '', block = '', fields = ''] = row.split('|');
      const names = fields.split(' ').map((field) => (prefixed.has(block) ? `${block}${field}` : field));
      const read: FormFields = {
        mandatory: names.filter((name) => !name.endsWith('?')),
        taken: new Set(names.map((name) => name.replace('?', ''))),
      };
      return agreements.split(',').map((agreement) => [`${version}|${agreement}|${block}`, read] as const);
    }),
);

/** What a block of an agreement's form takes in this version; null where nothing is known of it, as of the Alliance's form. */
export function formFields(version: CodVersion, agreement: string, block: string): FormFields | null {
  if (version.isProvisional) return null;
  for (const which of [version.id, version.style, '*']) {
    const found = table.get(`${which}|${agreement}|${block}`) ?? table.get(`${which}|*|${block}`);
    if (found) return found;
  }
  return null;
}
