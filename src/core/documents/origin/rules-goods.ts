import { countRule } from '#core/documents/origin/rules-parties.ts';
import type { Reading } from '#core/documents/reading.ts';
import type { Rulebook } from '#core/documents/rulebook.ts';
import type { XmlElement } from '#core/xml-tree.ts';

export function goodsRules(form: XmlElement, reading: Reading, book: Rulebook): void {
  countRule(form, 'GoodsList', 'GoodsQty', 'Goods', { es: 'mercancías', en: 'goods' }, reading, book);
  countRule(form, 'Invoices', 'InvoiceQty', 'Invoice', { es: 'facturas', en: 'invoices' }, reading, book);
  const list = reading.child(form, 'GoodsList');
  const goods = reading.children(list, 'Goods');
  if (goods.length === 0) {
    book.error('cod-goods-missing', list ?? form, {
      es: 'El certificado no describe ninguna mercancía. Agregue al menos una.',
      en: 'The certificate describes no goods. Add at least one.',
    });
  }
  const invoices = orderNumbers(reading.children(reading.child(form, 'Invoices'), 'Invoice'), 'InvoiceOrderNo', reading);
  const producers = orderNumbers(reading.children(reading.child(form, 'Producers'), 'Producer'), 'ProducerOrderNo', reading);
  const seen = new Set<string>();
  for (const each of goods) {
    orderRule(each, seen, reading, book);
    contentRules(each, reading, book);
    referenceRule(each, 'GoodsInvoiceOrderNo', invoices, { es: 'la factura', en: 'invoice' }, reading, book);
    referenceRule(each, 'GoodsProducerOrderNo', producers, { es: 'el productor', en: 'producer' }, reading, book);
    amountRules(each, reading, book);
  }
}

function orderNumbers(elements: readonly XmlElement[], name: string, reading: Reading): ReadonlySet<string> {
  return new Set(elements.map((element) => reading.text(reading.child(element, name))));
}

function orderRule(goods: XmlElement, seen: Set<string>, reading: Reading, book: Rulebook): void {
  const order = reading.child(goods, 'GoodsOrderNo');
  const text = reading.text(order);
  if (seen.has(text)) {
    book.error('cod-goods-number-repeated', order ?? goods, {
      es: `El número de orden ${text} está repetido entre las mercancías.`,
      en: `Order number ${text} is repeated among the goods.`,
    });
  }
  seen.add(text);
}

function contentRules(goods: XmlElement, reading: Reading, book: Rulebook): void {
  const code = reading.child(goods, 'GoodsItemCode');
  const text = reading.text(code);
  if (!/^\d{4}\.\d{1,2}(\.\d{1,2}){0,2}$|^\d{2}\.\d{2}\.\d(\.\d{2})?$/.test(text)) {
    book.error('cod-item-code-invalid', code ?? goods, {
      es: `«${text}» no es una clasificación con puntos, por ejemplo 0806.10.00.`,
      en: `"${text}" is no dotted classification, for example 0806.10.00.`,
    });
  }
  const name = reading.child(goods, 'GoodsItemName');
  if (reading.text(name) === '') {
    book.error('cod-item-name-missing', name ?? goods, {
      es: 'Falta la descripción de la mercancía (GoodsItemName).',
      en: 'The description of the goods is missing (GoodsItemName).',
    });
  }
  const criterion = reading.child(goods, 'GoodsItemOriginRules');
  if (reading.text(criterion) === '') {
    book.error('cod-origin-criterion-missing', criterion ?? goods, {
      es: 'Falta el criterio de origen: sin él no hay trato preferente (GoodsItemOriginRules).',
      en: 'The origin criterion is missing: without it there is no preferential treatment (GoodsItemOriginRules).',
    });
  }
}

function referenceRule(
  goods: XmlElement,
  name: string,
  known: ReadonlySet<string>,
  words: { readonly es: string; readonly en: string },
  reading: Reading,
  book: Rulebook,
): void {
  const reference = reading.child(goods, name);
  const text = reading.text(reference);
  if (!reference || text === '' || known.has(text)) return;
  book.error('cod-reference-unknown', reference, {
    es: `La mercancía nombra ${words.es} de orden ${text}, que no está en el certificado.`,
    en: `The goods name ${words.en} number ${text}, which is not in the certificate.`,
  });
}

function amountRules(goods: XmlElement, reading: Reading, book: Rulebook): void {
  for (const name of ['GoodsItemWeightAmount', 'GoodsItemValue', 'GoodsItemFOB']) {
    const element = reading.child(goods, name);
    const text = reading.text(element);
    if (!element || text === '' || Number(text) > 0) continue;
    book.error('cod-amount-invalid', element, {
      es: `«${text}» debe ser un número mayor que cero, con punto decimal.`,
      en: `"${text}" must be a number greater than zero, with a decimal point.`,
    });
  }
  if (
    reading.text(reading.child(goods, 'GoodsItemWeightAmount')) !== '' &&
    reading.text(reading.child(goods, 'GoodsItemMeasureUnit')) === ''
  ) {
    book.warning('cod-unit-missing', goods, {
      es: 'La cantidad no dice su unidad (GoodsItemMeasureUnit).',
      en: 'The quantity does not say its unit (GoodsItemMeasureUnit).',
    });
  }
}
