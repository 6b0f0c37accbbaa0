import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import type { DocumentView, ViewField, ViewSection, ViewTable } from '#core/documents/document-type.ts';
import { fieldOf, section } from '#core/documents/fields.ts';
import { listOfField, wordsOfField } from '#core/documents/origin/element-words.ts';
import { goodsTable } from '#core/documents/origin/goods.ts';
import { partsOf, type CodParts } from '#core/documents/origin/parts.ts';
import { codNamespaces, signedElements, versionOfEnvelope } from '#core/documents/origin/versions.ts';
import { startReading, type Reading } from '#core/documents/reading.ts';
import type { Words } from '#core/finding.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The certificate of origin in the order of its paper form: parties, goods, criteria, declaration, certification. */
export function viewOrigin(root: XmlElement): DocumentView {
  const reading = startReading(root, codNamespaces, signedElements);
  const parts = partsOf(root, reading);
  const { form } = parts;
  const block = (name: string): readonly ViewField[] => leafFields(reading.child(form, name), reading);
  const sections: ViewSection[] = [
    section('number', { es: 'Certificado de origen', en: 'Certificate of origin' }, 'whole', headFields(parts, reading)),
    section('exporter', { es: '1. Exportador', en: '1. Exporter' }, 'half', block('Exporter')),
    section('importer', { es: '2. Importador', en: '2. Importer' }, 'half', block('Importer')),
    section(
      'producers',
      { es: '3. Productores', en: '3. Producers' },
      'half',
      repeated(reading.child(form, 'Producers'), 'Producer', reading),
    ),
    section('consignee', { es: 'Destinatario', en: 'Consignee' }, 'half', block('Consignee')),
    section('signatory', { es: 'Quien suscribe', en: 'Signatory' }, 'half', [...block('Representative'), ...block('Subscriber')]),
    section('transport', { es: 'Transporte', en: 'Transport' }, 'half', block('Transport')),
    section(
      'goods',
      { es: '4. Mercancías y criterios de origen', en: '4. Goods and origin criteria' },
      'whole',
      [...count(reading.child(form, 'GoodsList'), 'GoodsQty', reading)],
      goodsOf(form, reading),
    ),
    section('invoices', { es: '5. Facturas', en: '5. Invoices' }, 'whole', repeated(reading.child(form, 'Invoices'), 'Invoice', reading)),
    section(
      'comments',
      { es: '6. Observaciones', en: '6. Observations' },
      'whole',
      commentFields(reading.child(form, 'Comments'), reading),
    ),
    section('declaration', { es: '7. Declaración del exportador', en: '7. Exporter’s declaration' }, 'whole', block('Declaration')),
    section(
      'certification',
      { es: '8. Certificación de la entidad habilitada', en: '8. Certification by the authorised entity' },
      'whole',
      [...leafFields(parts.certification, reading), ...leafFields(parts.entity, reading)],
    ),
  ];
  const version = versionOfEnvelope(root);
  return {
    title: version?.isProvisional
      ? { es: 'Certificado de origen de la Alianza del Pacífico', en: 'Pacific Alliance certificate of origin' }
      : { es: 'Certificado de origen digital', en: 'Digital certificate of origin' },
    sections: sections.filter((each) => each.fields.length > 0 || each.table || each.id === 'certification'),
    notUnderstood: reading.unread(),
  };
}

function headFields(parts: CodParts, reading: Reading): readonly ViewField[] {
  const agreement = reading.child(parts.cod, 'Agreement');
  reading.attribute(parts.codeh, 'id');
  reading.attribute(parts.cod, 'id');
  return [
    ...leaf(reading.child(parts.certification, 'CertificateID'), reading),
    ...['AgreementName', 'AgreementAcronym'].flatMap((name) => leaf(reading.child(agreement, name), reading)),
    ...['CODVer', 'CODSubmitterType'].flatMap((name) => leaf(reading.child(parts.cod, name), reading)),
  ];
}

/** Every field of a block that the annexes know, in the order it was written. */
export function leafFields(block: XmlElement | undefined, reading: Reading): readonly ViewField[] {
  if (!block) return [];
  return block.children.flatMap((child) => {
    if (child.namespace !== '' || child.children.length > 0 || !wordsOfField(child.name)) return [];
    return block.children.find(({ name }) => name === child.name) === child ? leaf(reading.child(block, child.name), reading) : [];
  });
}

function leaf(element: XmlElement | undefined, reading: Reading): readonly ViewField[] {
  if (!element) return [];
  const label: Words = wordsOfField(element.name) ?? { es: element.name, en: element.name };
  const value = reading.text(element);
  const list = listOfField(element.name);
  return fieldOf(element.name, label, value, element, list ? meaningOf(list, value) : undefined);
}

function count(block: XmlElement | undefined, name: string, reading: Reading): readonly ViewField[] {
  return leaf(reading.child(block, name), reading);
}

/** Blocks that repeat (producers, invoices): the fields of each, with its number before the label. */
function repeated(block: XmlElement | undefined, name: string, reading: Reading): readonly ViewField[] {
  const each = reading.children(block, name);
  return [
    ...count(block, `${name}Qty`, reading),
    ...each.flatMap((element, index) =>
      leafFields(element, reading).map((field) => ({
        ...field,
        label: each.length === 1 ? field.label : { es: `${index + 1}. ${field.label.es}`, en: `${index + 1}. ${field.label.en}` },
      })),
    ),
  ];
}

function commentFields(comments: XmlElement | undefined, reading: Reading): readonly ViewField[] {
  return [
    ...leafFields(comments, reading),
    ...['PACComments', 'ThirdOpComments', 'Op3cComments'].flatMap((name) =>
      reading.children(comments, name).flatMap((block) => leafFields(block, reading)),
    ),
  ];
}

function goodsOf(form: XmlElement | undefined, reading: Reading): ViewTable {
  return goodsTable(reading.children(reading.child(form, 'GoodsList'), 'Goods'), reading);
}
