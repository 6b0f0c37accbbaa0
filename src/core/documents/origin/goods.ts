import { meaningOf } from '#core/documents/code-lists/code-list.ts';
import type { ViewField, ViewRow, ViewTable } from '#core/documents/document-type.ts';
import { fieldOf } from '#core/documents/fields.ts';
import { listOfField, wordsOfField } from '#core/documents/origin/element-words.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

type Column = { readonly name: string; readonly align?: 'end'; readonly isOfSome?: true };

/** Columns of the paper form, those of some agreements only where a line has them; what else a line says stands below it. */
const paperColumns: readonly Column[] = [
  { name: 'GoodsOrderNo', align: 'end' },
  { name: 'GoodsItemCode' },
  { name: 'GoodsItemName' },
  { name: 'GoodsItemWeightAmount', align: 'end' },
  { name: 'GoodsItemMeasureUnit' },
  { name: 'GoodsItemValue', align: 'end', isOfSome: true },
  { name: 'GoodsInvoiceOrderNo', align: 'end', isOfSome: true },
  { name: 'GoodsItemOriginRules' },
];

export function goodsTable(goods: readonly XmlElement[], reading: Reading): ViewTable {
  const columns = paperColumns.filter(({ name, isOfSome }) => !isOfSome || goods.some((each) => reading.child(each, name)));
  return {
    columns: columns.map(({ name, align }) => ({
      id: name,
      label: wordsOfField(name) ?? { es: name, en: name },
      ...(align ? { align } : {}),
    })),
    rows: goods.map((each) => goodsRow(each, columns, reading)),
  };
}

function goodsRow(goods: XmlElement, columns: readonly Column[], reading: Reading): ViewRow {
  const shown = columns.map(({ name }) => name);
  return {
    path: goods.path,
    line: goods.line,
    cells: shown.map((name) => {
      const element = reading.child(goods, name);
      return { value: reading.text(element), path: element?.path ?? goods.path };
    }),
    more: goods.children.flatMap((child) => (shown.includes(child.name) ? [] : moreFields(goods, child, reading))),
  };
}

function moreFields(goods: XmlElement, child: XmlElement, reading: Reading): readonly ViewField[] {
  if (child.namespace !== '') return [];
  if (child.name === 'GoodsAR' || child.name === 'GoodsItemOtherInstancesList') {
    reading.children(goods, child.name);
    return child.children.flatMap((inner) => moreFields(child, inner, reading));
  }
  const label = wordsOfField(child.name);
  if (!label) return [];
  reading.children(goods, child.name);
  const value = reading.text(child);
  const list = listOfField(child.name);
  return fieldOf(child.name, label, value, child, list ? meaningOf(list, value) : undefined);
}
