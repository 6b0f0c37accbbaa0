import type { DocumentVersion, DraftValues } from '#core/documents/document-type.ts';
import { groupOf, rowsOf, type DraftGroup } from '#core/documents/draft-values.ts';
import { formFields } from '#core/documents/origin/form-fields.ts';
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

/** A form holds what its agreement takes (annexes 5 and 6); what else the draft says is left out. */
function taken(element: WrittenElement, block: string, agreement: string, version: CodVersion): WrittenElement {
  const fields = formFields(version, agreement, block);
  if (!fields || typeof element.content === 'string') return element;
  const content = element.content
    .filter(({ name }) => fields.taken.has(name))
    .map((child) => taken(child, child.name, agreement, version))
    .filter(({ name, content: held }) => held.length > 0 || fields.mandatory.includes(name));
  return { ...element, content };
}

function form(draft: DraftValues, acronym: string, version: CodVersion): WrittenElement {
  const declaration = groupOf(draft, 'declaration');
  const invoices = rowsOf(draft, 'invoices');
  const goods = rowsOf(draft, 'goods');
  const whole = requiredBranch(
    version.isProvisional ? 'FormAP' : `Form${acronym}`,
    party('Exporter', groupOf(draft, 'exporter')),
    producers(draft),
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
      goods.map((row, index) => goodsElement(row, index + 1, version)),
    ),
    party('Importer', groupOf(draft, 'importer')),
    branch('Comments', leaf('GeneralComments', declaration.value('GeneralComments'))),
    requiredBranch(
      'Declaration',
      leaf('CountryOfOrigin', declaration.value('CountryOfOrigin')),
      requiredLeaf('DeclarationDate', moment(declaration.value('DeclarationDate'))),
      leaf('DeclarationRequestNo', declaration.value('DeclarationRequestNo')),
      version.style === '2.0' ? requiredLeaf('Affidavit', declaration.value('Affidavit') || affidavit) : null,
    ),
  );
  return taken(whole, 'Form', acronym, version);
}

const affidavit = 'Declaro bajo juramento que los datos de este certificado son ciertos y que las mercancías cumplen las reglas de origen.';

function party(prefix: 'Exporter' | 'Importer', values: DraftGroup): WrittenElement {
  return requiredBranch(
    prefix,
    requiredLeaf(`${prefix}Country`, values.value('Country')),
    requiredLeaf(`${prefix}BusinessName`, values.value('BusinessName')),
    leaf(`${prefix}Address`, values.value('Address')),
    leaf(`${prefix}City`, values.value('City')),
    leaf(`${prefix}TaxIdentification`, values.value('TaxIdentification')),
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

function goodsElement(row: DraftGroup, order: number, version: CodVersion): WrittenElement {
  const value = row.value;
  return requiredBranch(
    'Goods',
    requiredLeaf('GoodsOrderNo', String(order)),
    requiredLeaf('GoodsInvoiceOrderNo', value('GoodsInvoiceOrderNo') || '1'),
    requiredLeaf('GoodsItemCode', value('GoodsItemCode')),
    requiredLeaf('GoodsItemName', value('GoodsItemName')),
    leaf('GoodsItemWeightAmount', value('GoodsItemWeightAmount')),
    leaf('GoodsItemMeasureUnit', value('GoodsItemMeasureUnit')),
    leaf('GoodsItemValue', value('GoodsItemValue')),
    leaf('GoodsItemRVC', value('GoodsItemRVC') || 'NO'),
    requiredLeaf('GoodsItemOriginRules', value('GoodsItemOriginRules')),
    instances(value('GoodsItemOtherInstances') || 'NO', version),
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
