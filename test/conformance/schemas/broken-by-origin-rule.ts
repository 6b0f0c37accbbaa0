import { swap, type Broken } from '#test/conformance/schemas/broken-document.ts';

/** What the rules say of a certificate of origin. */
export const unrulyOrigin: readonly Broken[] = [
  {
    name: 'an origin certificate the exporter has not signed',
    sample: 'origin',
    breakIt: swap(/<ds:Signature.*<\/ds:Signature>/s, ''),
    code: 'cod-draft',
  },
  {
    name: 'an exporter without the address his agreement asks for',
    sample: 'origin',
    breakIt: swap(/<ExporterAddress>.*?<\/ExporterAddress>/, ''),
    code: 'cod-field-missing',
    says: 'ExporterAddress',
  },
  {
    name: 'a tax number in a form that takes none',
    sample: 'origin',
    breakIt: swap('<ExporterTelephone>', '<ExporterTaxIdentification>1</ExporterTaxIdentification><ExporterTelephone>'),
    code: 'cod-field-not-of-form',
    says: 'A38',
  },
  {
    name: 'an optional field left empty',
    sample: 'origin',
    breakIt: swap(/<ImporterCity>[^<]*/, '<ImporterCity>'),
    code: 'cod-field-empty',
    says: 'ImporterCity',
  },
  {
    name: 'a mail address that is none',
    sample: 'origin',
    breakIt: swap('practica.uno@ejemplo.invalid', 'no usa correo'),
    code: 'cod-contact-invalid',
    says: 'ImporterEmail',
  },
  { name: 'goods lost on the way', sample: 'origin', breakIt: swap('<GoodsQty>1<', '<GoodsQty>2<'), code: 'cod-count-differs', says: '2' },
  { name: 'no origin criterion', sample: 'origin', breakIt: swap('Totalmente obtenidas', ''), code: 'cod-origin-criterion-missing' },
];
