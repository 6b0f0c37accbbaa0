import { describe, expect, it } from 'vitest';
import { enveloped, exclusive, forge, inclusiveForm, type Forgery } from './forge.ts';
import { body, judged, verification } from './judged.ts';
import { seeded } from './seeded.ts';

/** Of a document that is of none of our types the command line asks no more than XMLDSig does. */
function anyForm(bytes: Uint8Array | string): string {
  const { verdict, reasons } = verification.verify(Buffer.from(bytes), { isOurs: () => false });
  return [verdict, ...reasons].join(' ');
}

const transform = (uri: string): string => `<ds:Transform Algorithm="${uri}"/>`;
const object = '<ds:Object Id="object"><a xmlns="urn:a">one</a></ds:Object>';
const enveloping = (forgery: Forgery = {}): Buffer =>
  Buffer.from(
    forge('<!--SIGNATURE-->', {
      uri: '#object',
      transforms: [exclusive],
      target: { kind: 'element', id: 'object' },
      moreInSignature: object,
      ...forgery,
    }),
  );

describe('a signature in a form that none of our documents has', () => {
  it('may carry what it signs', () => {
    expect(anyForm(enveloping())).toBe('valid');
    expect(anyForm(enveloping({ transforms: [], referenceForm: inclusiveForm }))).toBe('valid');
    expect(judged(enveloping())).toBe('undecided unsupported-form');
  });

  it('may stand anywhere when it signs the whole document', () => {
    const first = body.replace('<!--SIGNATURE-->', '').replace('<rsm:SPSExchangedDocument>', '<!--SIGNATURE--><rsm:SPSExchangedDocument>');
    expect(anyForm(forge(first))).toBe('valid');
    expect(judged(forge(first))).toBe('invalid signature-misplaced');
    const deep = body.replace('<!--SIGNATURE-->', '').replace('<ram:TypeCode>', '<!--SIGNATURE--><ram:TypeCode>');
    expect(anyForm(forge(deep))).toBe('valid');
    expect(judged(forge(deep))).toBe('invalid signature-misplaced');
    const text = Buffer.from(forge(deep)).toString();
    expect(anyForm(text.replace('Persea', 'Vitis'))).toBe('invalid digest-mismatch');
    expect(anyForm(text.replace('</ds:Signature>', '<ds:Object><evil/></ds:Object></ds:Signature>'))).toBe('invalid transform-refused');
  });
});

describe('a signature over a part of a document of none of our types', () => {
  const signedPart = (beside: string, forgery: Forgery = {}): string => {
    const text = `<r:Response xmlns:r="urn:r">${beside}<r:Assertion ID="a1"><r:Subject>Ana</r:Subject><!--SIGNATURE--></r:Assertion></r:Response>`;
    return Buffer.from(forge(text, { uri: '#a1', target: { kind: 'element', id: 'a1', without: 0 }, ...forgery })).toString();
  };

  it('is valid inside what it signs where nothing else is said', () => {
    expect(anyForm(signedPart(''))).toBe('valid');
    expect(judged(signedPart(''))).toBe('invalid signature-misplaced');
  });

  it('is left open where something is said beside it, for only who knows such documents knows what that means', () => {
    expect(anyForm(signedPart('<r:Status>ok</r:Status>'))).toBe('undecided unsupported-form');
    expect(anyForm(signedPart('').replace('<r:Assertion', 'text<r:Assertion'))).toBe('undecided unsupported-form');
  });

  it.each<[string, string, string]>([
    ['its text was changed', 'invalid digest-mismatch', signedPart('').replace('Ana', 'Eva')],
    ['another of its name stands beside it', 'invalid reference-not-document', signedPart('<r:Assertion ID="a2"/>')],
    ['another of its name in another namespace', 'invalid reference-not-document', signedPart('<Assertion/>')],
    ['its Id is given twice', 'invalid duplicate-id', signedPart('<r:Status ID="a1"/>')],
    ['it does not take itself out', 'invalid transform-refused', signedPart('', { transforms: [exclusive] })],
  ])('is not valid where %s', (_, expected, text) => {
    expect(anyForm(text)).toBe(expected);
  });

  it('is invalid where the original was moved aside and another put in its place, with its signature or without', () => {
    const genuine = signedPart('');
    const [original = ''] = /<r:Assertion[^]*<\/r:Assertion>/.exec(genuine) ?? [];
    const [signature = ''] = /<ds:Signature[^]*<\/ds:Signature>/.exec(genuine) ?? [];
    const evil = original.replace('a1', 'evil').replace('Ana', 'Eva');
    const bare = original.replace(signature, '');
    const attacks = [
      genuine.replace(original, `${original}${evil.replace(signature, '')}`),
      genuine.replace(original, `<r:Extensions>${original}</r:Extensions>${evil.replace(signature, '')}`),
      genuine.replace(original, evil.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`)),
      genuine.replace(original, evil.replace('</r:Assertion>', `${bare}</r:Assertion>`)),
      genuine.replace(original, `${evil}${bare}`),
    ];
    for (const attack of attacks) expect(anyForm(attack)).toMatch(/^invalid /);
  });

  it('is left open by an Id that only a schema nobody gave could name, and among several signatures in one another', () => {
    const other = signedPart('').replace('Assertion ID="a1"', 'Assertion AssertionID="a1"');
    expect(anyForm(other)).toBe('undecided unsupported-form');
    expect(anyForm(other.replace('AssertionID="a1"', 'AssertionID="a2"'))).toBe('invalid reference-not-document');
    const [signature = ''] = /<ds:Signature[^]*<\/ds:Signature>/.exec(signedPart('')) ?? [];
    const both = signedPart('').replace('</r:Response>', `${signature.replace('URI="#a1"', 'URI=""')}</r:Response>`);
    expect(anyForm(both)).toBe('invalid signature-mismatch unsupported-form');
    expect(judged(both)).toMatch(/^invalid several-signatures/);
  });
});

describe('a transform that decides by program what is signed', () => {
  const own =
    '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath></ds:Transform>';
  it.each<[string, Forgery]>([
    ['XPath', { transforms: [enveloped, own] }],
    ['XPath alone', { transforms: [own] }],
    ['XPath Filter 2.0', { transforms: [enveloped, transform('http://www.w3.org/2002/06/xmldsig-filter2')] }],
    ['XSLT', { transforms: [enveloped, transform('http://www.w3.org/TR/1999/REC-xslt-19991116'), exclusive] }],
    ['base64', { transforms: [transform('http://www.w3.org/2000/09/xmldsig#base64')] }],
  ])('leaves the verdict open where it is the standard’s and the document none of ours: %s', (_, forgery) => {
    expect(anyForm(forge(body, forgery))).toBe('undecided unsupported-form');
    expect(judged(forge(body, forgery))).toBe('invalid transform-refused');
  });

  it('is refused everywhere when no standard knows it, and hides no signature that does not match', () => {
    expect(anyForm(forge(body, { transforms: [enveloped, transform('urn:anything')] }))).toBe('invalid transform-refused');
    const text = Buffer.from(forge(body, { transforms: [enveloped, own] })).toString();
    expect(anyForm(text.replace('ancestor-or-self', 'ancestor'))).toBe('invalid signature-mismatch unsupported-form');
  });
});

describe('an enveloping signature that an attacker bent', () => {
  const genuine = enveloping().toString();
  it.each<[string, string, string | Uint8Array]>([
    ['what it carries was changed', 'invalid digest-mismatch', genuine.replace('>one<', '>two<')],
    ['it carries more than it signs', 'undecided unsupported-form', genuine.replace(object, `${object}<ds:Object><b/></ds:Object>`)],
    ['it carries something else of the same Id', 'invalid duplicate-id', genuine.replace('<ds:KeyInfo>', '<ds:KeyInfo Id="object">')],
    [
      'the original is moved beside it',
      'undecided unsupported-form',
      genuine.replace(object, `<ds:Object Id="x"><b/>${object}</ds:Object>`),
    ],
    ['it takes itself out of what it signs', 'invalid transform-refused', enveloping({ transforms: [enveloped, exclusive] })],
    ['it is put into a document', 'undecided unsupported-form', `<root>${genuine.replace(/^<\?xml.*\n/, '')}<evil/></root>`],
    ['it signs the whole that it is', 'invalid', enveloping({ uri: '' })],
    ['a second one hides in the first', 'invalid', genuine.replace('>one<', `>${genuine.replaceAll('object', 'other')}<`)],
  ])('%s', (_, expected, bytes) => {
    const found = anyForm(bytes);
    expect(found.startsWith(expected) ? expected : found).toBe(expected);
    expect(judged(bytes)).not.toBe('valid');
  });

  it('is not taken for one with two references', () => {
    const second = `<ds:Reference URI="#object"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>`;
    expect(anyForm(enveloping({ moreInSignedInfo: second }))).toBe('undecided unsupported-form');
  });

  it('is valid after none of a thousand random changes that reach what it signs', () => {
    const signedPart = (text: string): string => /<ds:Object[^]*<\/ds:Object>/.exec(text)?.[0] ?? '';
    let stillValid = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const random = seeded(seed);
      const at = random.below(genuine.length);
      const text = genuine.slice(0, at) + random.pick(['', ' ', '<!-- -->', 'A', '&#65;', '<a/>']) + genuine.slice(at + random.below(2));
      if (anyForm(text) !== 'valid') continue;
      stillValid++;
      // white space in a tag, and a comment the canonical form leaves out between elements, are no change
      const canonical = signedPart(text)
        .replaceAll('<!-- -->', '')
        .replaceAll(/ +(?=[ >])|(?<== ?) /g, '');
      expect(canonical, `seed ${seed}`).toBe(signedPart(genuine));
    }
    expect(stillValid).toBeGreaterThan(0);
    expect(stillValid).toBeLessThan(300);
  });
});
