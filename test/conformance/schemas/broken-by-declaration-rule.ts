import { swap, type Broken } from '#test/conformance/schemas/broken-document.ts';

/** What schema and rules say of a customs declaration. */
export const unrulyDeclaration: readonly Broken[] = [
  {
    name: 'a declaration of a kind that is none',
    sample: 'declaration',
    breakIt: swap('<dec:TypeCode>830<', '<dec:TypeCode>851<'),
    code: 'dec-type-unknown',
    says: '851',
  },
  {
    name: 'a declaration that counts more items than it has',
    sample: 'declaration',
    breakIt: swap('<dec:GoodsItemQuantity>2<', '<dec:GoodsItemQuantity>3<'),
    code: 'dec-item-count-differs',
    says: '3',
  },
  {
    name: 'a declaration whose weights do not add up',
    sample: 'declaration',
    breakIt: swap('>29808<', '>29809<'),
    code: 'dec-mass-total-differs',
    says: '29808',
  },
  {
    name: 'two items of one number',
    sample: 'declaration',
    breakIt: swap('<dec:SequenceNumeric>2<', '<dec:SequenceNumeric>1<'),
    code: 'dec-item-number-repeated',
    says: '1',
  },
  {
    name: 'a declaration without its customs office',
    sample: 'declaration',
    breakIt: swap(/\s*<dec:DeclarationOfficeID>.*?<\/dec:DeclarationOfficeID>/, ''),
    code: 'element-not-expected',
    says: 'DeclarationOfficeID',
  },
  {
    name: 'a declared weight heavier without its packing than with it',
    sample: 'declaration',
    breakIt: swap('>18400<', '>28400<'),
    code: 'dec-net-over-gross',
    says: '28400',
  },
];
