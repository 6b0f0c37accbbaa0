import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import type { DraftValues } from '#core/documents/document-type.ts';
import { groupOf, rowsOf, type DraftGroup } from '#core/documents/draft-values.ts';
import { branch, leaf, requiredBranch, requiredLeaf, root, writeDocument, type WrittenElement } from '#core/documents/xml-writing.ts';

export function composeDeclaration(draft: DraftValues): string {
  const head = groupOf(draft, 'declaration');
  const shipment = groupOf(draft, 'shipment');
  const items = rowsOf(draft, 'items');
  const sum = (field: string): number => items.reduce((all, item) => all + Number(item.value(field) || '0'), 0);
  const isPacked = items.some((item) => item.value('packageCount') !== '');
  const isWeighed = items.length > 0 && items.every((item) => item.value('grossWeight') !== '');
  return writeDocument(
    root(
      'dec:Declaration',
      { 'xmlns:dec': declarationVersion.namespace },
      requiredLeaf('dec:ID', head.value('number')),
      requiredLeaf('dec:TypeCode', head.value('type') || '830'),
      requiredLeaf('dec:FunctionCode', head.value('function') || '9'),
      requiredLeaf('dec:IssueDateTime', head.value('issuedAt')),
      requiredLeaf('dec:DeclarationOfficeID', head.value('office')),
      requiredLeaf('dec:GoodsItemQuantity', String(items.length)),
      isWeighed ? leaf('dec:TotalGrossMassMeasure', rounded(sum('grossWeight')), { unitCode: 'KGM' }) : null,
      isPacked ? leaf('dec:TotalPackageQuantity', String(sum('packageCount'))) : null,
      party('dec:Declarant', groupOf(draft, 'declarant')),
      groupOf(draft, 'agent').value('name') === '' ? null : party('dec:Agent', groupOf(draft, 'agent')),
      branch('dec:BorderTransportMeans', leaf('dec:ModeCode', shipment.value('mode')), leaf('dec:ID', shipment.value('means'))),
      requiredBranch(
        'dec:GoodsShipment',
        party('dec:Consignor', groupOf(draft, 'exporter')),
        party('dec:Consignee', groupOf(draft, 'importer')),
        requiredLeaf('dec:ExportCountryID', shipment.value('exportCountry')),
        requiredLeaf('dec:DestinationCountryCode', shipment.value('destinationCountry')),
        leaf('dec:TradeTermsConditionCode', shipment.value('tradeTerm')),
        rowsOf(draft, 'invoices').map((row) => leaf('dec:InvoiceID', row.value('number'))),
        items.map((item, index) => itemElement(item, index + 1)),
      ),
    ),
  );
}

/** Without what binary fractions leave behind: six decimals are what the schema takes. */
function rounded(sum: number): string {
  return String(Number(sum.toFixed(6)));
}

function party(name: string, values: DraftGroup): WrittenElement {
  return requiredBranch(
    name,
    requiredLeaf('dec:Name', values.value('name')),
    leaf('dec:ID', values.value('registration')),
    leaf('dec:Address', values.value('address')),
    leaf('dec:CountryCode', values.value('country')),
  );
}

function itemElement(item: DraftGroup, sequence: number): WrittenElement {
  const value = item.value;
  return requiredBranch(
    'dec:GovernmentAgencyGoodsItem',
    requiredLeaf('dec:SequenceNumeric', String(sequence)),
    requiredLeaf('dec:Description', value('description')),
    requiredLeaf('dec:ClassificationID', value('tariff')),
    requiredLeaf('dec:OriginCountryCode', value('originCountry')),
    leaf('dec:NetNetWeightMeasure', value('netWeight'), { unitCode: 'KGM' }),
    leaf('dec:GrossMassMeasure', value('grossWeight'), { unitCode: 'KGM' }),
    leaf('dec:StatisticalValueAmount', value('value'), { currencyID: value('currency') || 'USD' }),
    branch(
      'dec:Packaging',
      leaf('dec:QuantityQuantity', value('packageCount')),
      leaf('dec:TypeCode', value('packageType')),
      leaf('dec:MarksNumbersID', value('marks')),
    ),
    branch('dec:AdditionalDocument', leaf('dec:TypeCode', value('documentType')), leaf('dec:ID', value('documentNumber'))),
  );
}
