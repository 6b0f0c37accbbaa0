import type { DocumentVersion, DraftValues } from '#core/documents/document-type.ts';
import { groupOf, rowsOf, type DraftGroup } from '#core/documents/draft-values.ts';
import { codAlliance, codVersions, envelopeNamespace, type CodVersion } from '#core/documents/origin/versions.ts';
import {
  branch,
  leaf,
  requiredBranch,
  requiredLeaf,
  root,
  writeDocument,
  type Part,
  type WrittenElement,
} from '#core/documents/xml-writing.ts';

/** Stage 1 of the COD: the draft that the exporter will sign. Which blocks a form takes depends on its agreement. */
export function composeOrigin(draft: DraftValues, version: DocumentVersion): string {
  const known = codVersions.find(({ id }) => id === version.id) ?? codAlliance;
  const certificate = groupOf(draft, 'certificate');
  const acronym = certificate.value('AgreementAcronym') || (known.isProvisional ? 'PAP' : '');
  return writeDocument(
    root(
      'ns1:Envelope',
      { 'xmlns:ns1': envelopeNamespace },
      requiredBranch(
        'ns1:CertOrigin',
        withId(
          'CODEH',
          requiredBranch(
            'CODExporter',
            withId(
              'COD',
              requiredLeaf('CODVer', known.id),
              requiredLeaf('CODSubmitterType', certificate.value('CODSubmitterType') || 'EXP'),
              requiredBranch(
                'Agreement',
                requiredLeaf('AgreementName', certificate.value('AgreementName')),
                requiredLeaf('AgreementAcronym', acronym),
              ),
              form(draft, acronym, known),
            ),
          ),
        ),
      ),
    ),
  );
}

function withId(name: 'COD' | 'CODEH', ...parts: readonly Part[]): WrittenElement {
  return { ...requiredBranch(name, ...parts), attributes: { id: name } };
}

type Blocks = { readonly producers: boolean; readonly value: boolean; readonly criteria: boolean; readonly country: boolean };

/** Annexes 5 and 6 of Rev. 13: what the agreements among the Alliance's members take and leave out. */
const blocksOf: Readonly<Record<string, Blocks>> = {
  A24: { producers: false, value: false, criteria: false, country: true },
  A33: { producers: true, value: false, criteria: true, country: false },
  A38: { producers: false, value: false, criteria: false, country: false },
};
const everyBlock: Blocks = { producers: true, value: true, criteria: true, country: true };

function form(draft: DraftValues, acronym: string, version: CodVersion): WrittenElement {
  const blocks = blocksOf[acronym] ?? everyBlock;
  const declaration = groupOf(draft, 'declaration');
  const invoices = rowsOf(draft, 'invoices');
  const goods = rowsOf(draft, 'goods');
  return requiredBranch(
    version.isProvisional ? 'FormAP' : `Form${acronym}`,
    party('Exporter', groupOf(draft, 'exporter'), acronym),
    blocks.producers ? producers(draft) : null,
    requiredBranch(
      'Invoices',
      requiredLeaf('InvoiceQty', String(invoices.length)),
      invoices.map((row, index) =>
        requiredBranch(
          'Invoice',
          requiredLeaf('InvoiceOrderNo', String(index + 1)),
          leaf('InvoiceNo', row.value('InvoiceNo')),
          leaf('InvoiceDate', moment(row.value('InvoiceDate'))),
        ),
      ),
    ),
    requiredBranch(
      'GoodsList',
      requiredLeaf('GoodsQty', String(goods.length)),
      goods.map((row, index) => goodsElement(row, index + 1, blocks, version)),
    ),
    party('Importer', groupOf(draft, 'importer'), acronym),
    branch('Comments', leaf('GeneralComments', declaration.value('GeneralComments'))),
    requiredBranch(
      'Declaration',
      blocks.country ? leaf('CountryOfOrigin', declaration.value('CountryOfOrigin')) : null,
      requiredLeaf('DeclarationDate', moment(declaration.value('DeclarationDate'))),
      leaf('DeclarationRequestNo', declaration.value('DeclarationRequestNo')),
      version.style === '2.0' ? requiredLeaf('Affidavit', declaration.value('Affidavit') || affidavit) : null,
    ),
  );
}

const affidavit = 'Declaro bajo juramento que los datos de este certificado son ciertos y que las mercancías cumplen las reglas de origen.';

/** A38 keeps no tax number and no city in its exporter. */
function party(prefix: 'Exporter' | 'Importer', values: DraftGroup, acronym: string): WrittenElement {
  const isShort = acronym === 'A38';
  return requiredBranch(
    prefix,
    requiredLeaf(`${prefix}Country`, values.value('Country')),
    requiredLeaf(`${prefix}BusinessName`, values.value('BusinessName')),
    leaf(`${prefix}Address`, values.value('Address')),
    isShort && prefix === 'Exporter' ? null : leaf(`${prefix}City`, values.value('City')),
    isShort ? null : leaf(`${prefix}TaxIdentification`, values.value('TaxIdentification')),
    leaf(`${prefix}Telephone`, values.value('Telephone')),
    leaf(`${prefix}Fax`, values.value('Fax')),
    leaf(`${prefix}Email`, values.value('Email')),
  );
}

function producers(draft: DraftValues): Part {
  const rows = rowsOf(draft, 'producers');
  if (rows.length === 0) return null;
  return requiredBranch(
    'Producers',
    requiredLeaf('ProducerQty', String(rows.length)),
    rows.map((row, index) =>
      requiredBranch(
        'Producer',
        requiredLeaf('ProducerOrderNo', String(index + 1)),
        requiredLeaf('ProducerExporter', row.value('ProducerExporter') || 'MISMO'),
        leaf('ProducerCountry', row.value('Country')),
        leaf('ProducerBusinessName', row.value('BusinessName')),
        leaf('ProducerAddress', row.value('Address')),
        leaf('ProducerTaxIdentification', row.value('TaxIdentification')),
      ),
    ),
  );
}

function goodsElement(row: DraftGroup, order: number, blocks: Blocks, version: CodVersion): WrittenElement {
  const value = row.value;
  return requiredBranch(
    'Goods',
    requiredLeaf('GoodsOrderNo', String(order)),
    requiredLeaf('GoodsInvoiceOrderNo', value('GoodsInvoiceOrderNo') || '1'),
    requiredLeaf('GoodsItemCode', value('GoodsItemCode')),
    requiredLeaf('GoodsItemName', value('GoodsItemName')),
    leaf('GoodsItemWeightAmount', value('GoodsItemWeightAmount')),
    leaf('GoodsItemMeasureUnit', value('GoodsItemMeasureUnit')),
    blocks.value ? leaf('GoodsItemValue', value('GoodsItemValue')) : null,
    blocks.criteria ? leaf('GoodsItemRVC', value('GoodsItemRVC') || 'NO') : null,
    requiredLeaf('GoodsItemOriginRules', value('GoodsItemOriginRules')),
    blocks.criteria ? instances(value('GoodsItemOtherInstances') || 'NO', version) : null,
  );
}

/** 2.0.0 put the instances into a list. */
function instances(code: string, version: CodVersion): WrittenElement | null {
  const held = leaf('GoodsItemOtherInstances', code);
  return version.style === '2.0' ? branch('GoodsItemOtherInstancesList', held) : held;
}

/** Dates are xs:dateTime; a day alone becomes its first moment, the offset the user wrote stays. */
function moment(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text;
}
