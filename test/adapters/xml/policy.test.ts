import { describe, expect, it } from 'vitest';
import { ds, enveloped, exclusive, exclusiveForm, forge, inclusiveForm, type Forgery } from './forge.ts';
import { body, forged, judged, origin1 } from './judged.ts';
import { testKey } from './keys.ts';

describe('transforms and algorithms', () => {
  const transform = (uri: string, inside = ''): string => `<ds:Transform Algorithm="${uri}">${inside}</ds:Transform>`;
  it.each([
    ['XPath', [transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>')]],
    [
      'XPath that leaves a value out',
      [enveloped, transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>true()</ds:XPath>'), exclusive],
    ],
    ['XPath filter 2.0', [enveloped, transform('http://www.w3.org/2002/06/xmldsig-filter2')]],
    [
      'XSLT',
      [
        enveloped,
        transform('http://www.w3.org/TR/1999/REC-xslt-19991116', '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>'),
      ],
    ],
    ['base64', [transform(`${ds}base64`)]],
    ['decryption', [enveloped, transform('http://www.w3.org/2002/07/decrypt#XML')]],
    ['one nobody knows', [enveloped, transform('urn:unknown')]],
    ['two canonicalisations', [enveloped, exclusive, exclusive]],
    ['canonicalisation before enveloped', [exclusive, enveloped]],
    ['enveloped twice', [enveloped, enveloped]],
    ['none, so the signature would cover itself', [exclusive]],
    ['a parameter nobody reads', [transform(`${ds}enveloped-signature`, '<ds:XPath>x</ds:XPath>'), exclusive]],
  ])('%s is refused', (_, transforms) => {
    expect(forged({ transforms })).toBe('invalid transform-refused');
  });

  it.each([
    ['HMAC', 'invalid algorithm-refused', `${ds}hmac-sha1`],
    ['HMAC-SHA256', 'invalid algorithm-refused', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'],
    ['RSA-SHA1', 'invalid algorithm-refused', `${ds}rsa-sha1`],
    ['RSA-MD5', 'invalid algorithm-refused', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'],
    ['ECDSA-SHA1', 'invalid algorithm-refused', 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1'],
    ['DSA', 'undecided unsupported-algorithm', `${ds}dsa-sha1`],
    ['EdDSA', 'undecided unsupported-algorithm', 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519'],
    ['RSA-SHA224', 'undecided unsupported-algorithm', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha224'],
  ])('%s: %s', (_, expected, signatureMethod) => {
    expect(forged({ signatureMethod })).toBe(expected);
  });

  it('finds a changed document whatever algorithm signed it', () => {
    const bytes = forge(body, { signatureMethod: `${ds}dsa-sha1` });
    expect(judged(Buffer.from(bytes).toString().replace('>1000<', '>9000<'))).toBe('invalid digest-mismatch unsupported-algorithm');
  });

  it('refuses HMAC whose secret is the public key, which confused verifiers take', () => {
    const { der } = testKey('rsa-2048');
    expect(forged({ signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', hmacSecret: der })).toBe(
      'invalid algorithm-refused',
    );
  });

  it('refuses weak digests, and leaves unknown ones undecided', () => {
    expect(forged({ digestMethod: `${ds}sha1`, hash: 'sha1' })).toBe('invalid algorithm-refused');
    expect(forged({ digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#md5', hash: 'md5' })).toBe('invalid algorithm-refused');
    expect(forged({ digestMethod: 'http://www.w3.org/2007/05/xmldsig-more#sha3-256', hash: 'sha3-256' })).toBe(
      'undecided unsupported-algorithm',
    );
  });

  it('takes a SHA-1 signature of an exporter as legacy, not of an official, and never when it is false', () => {
    const text = origin1.replace('</COD>', '</COD><!--SIGNATURE-->');
    const old: Forgery = {
      uri: '#COD',
      target: { kind: 'element', id: 'COD' },
      algorithm: 'rsa-sha1',
      digestMethod: `${ds}sha1`,
      hash: 'sha1',
    };
    const bytes = forge(text, old);
    expect(judged(bytes)).toBe('undecided legacy-algorithm');
    expect(judged(Buffer.from(bytes).toString().replace('1000.00', '9000.00'))).toBe('invalid digest-mismatch legacy-algorithm');
    const official = origin1.replace('</CODEH>', '</CODEH><!--SIGNATURE-->');
    expect(judged(forge(official, { ...old, uri: '#CODEH', target: { kind: 'element', id: 'CODEH' } }))).toBe('invalid algorithm-refused');
  });

  it('refuses keys that are too small or of another kind than the algorithm says', () => {
    expect(forged({ key: 'rsa-1024' })).toBe('invalid key-refused');
    expect(forged({ signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256' })).toBe('invalid key-refused');
    expect(forged({ key: 'p256', algorithm: 'ecdsa-sha256', signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256' })).toBe(
      'invalid key-refused',
    );
  });
});

describe('references', () => {
  it.each([
    ['an address outside', 'undecided unsupported-form', 'http://example.org/certificate.xml'],
    ['a file', 'undecided unsupported-form', 'file:///etc/passwd'],
    ['an XPointer', 'undecided unsupported-form', '#xpointer(/)'],
    ['an Id nobody has', 'invalid reference-not-document', '#nobody'],
  ])('%s: %s', (_, expected, uri) => {
    expect(forged({ uri })).toBe(expected);
  });

  it.each(['', ' raiz', 'ra iz', 'ra%69z', 'raiz#raiz', 'element(/1)'])(
    'names an Id “%s” that readers understand in different ways',
    (id) => {
      const rooted = body.replace('<rsm:SPSCertificate ', `<rsm:SPSCertificate Id="${id}" `);
      expect(judged(forge(rooted, { uri: `#${id}` }))).toBe('undecided unsupported-form');
    },
  );

  it('leaves open what Canonical XML 1.1 does with xml:base in a part, or with an empty one, and takes it elsewhere', () => {
    const transforms = ['<ds:Transform Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>'];
    const referenceForm = { kind: 'inclusive-1.1', withComments: false, prefixes: [] } as const;
    const whole = (text: string): string => judged(forge(text, { transforms: [enveloped, ...transforms], referenceForm }));
    expect(whole('<r xml:base="http://a/"><a>1</a><!--SIGNATURE--></r>')).toBe('valid');
    expect(whole('<r><a xml:base="">1</a><!--SIGNATURE--></r>')).toBe('undecided unsupported-form');
    const part = forge('<r xml:base="http://a/"><a Id="x">1</a><!--SIGNATURE--></r>', {
      uri: '#x',
      target: { kind: 'element', id: 'x' },
      transforms,
      referenceForm,
    });
    expect(judged(part)).toBe('undecided unsupported-form');
    const canonicalisation = 'http://www.w3.org/2006/12/xml-c14n11';
    const signedInfoForm = referenceForm;
    expect(judged(forge('<r xml:base="http://a/"><a>1</a><!--SIGNATURE--></r>', { canonicalisation, signedInfoForm: exclusiveForm }))).toBe(
      'undecided unsupported-form',
    );
    expect(judged(forge('<r><a>1</a><!--SIGNATURE--></r>', { canonicalisation, signedInfoForm }))).toBe('valid');
  });

  it('takes a missing URI as the whole document, and inclusive C14N where none is named, as INTERCOM signs', () => {
    expect(forged({ uri: null, transforms: [enveloped], referenceForm: inclusiveForm })).toBe('valid');
    expect(forged({ uri: null, transforms: [enveloped], referenceForm: exclusiveForm })).toBe('invalid digest-mismatch');
  });

  it('takes a reference to the Id of the root as the whole document', () => {
    const rooted = body.replace('<rsm:SPSCertificate ', '<rsm:SPSCertificate Id="raiz" ');
    expect(judged(forge(rooted, { uri: '#raiz' }))).toBe('valid');
  });

  it('leaves several references and an enveloping signature undecided, and refuses a Manifest', () => {
    const second = `<ds:Reference URI=""><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>`;
    expect(forged({ moreInSignedInfo: second })).toBe('undecided unsupported-form');
    expect(forged({ moreInSignedInfo: second.replace('<ds:Reference', `<ds:Reference Type="${ds}Manifest"`) })).toContain(
      'invalid transform-refused',
    );
    const enveloping = forge('<!--SIGNATURE-->', {
      uri: '#o',
      transforms: [],
      target: { kind: 'element', id: 'o' },
      referenceForm: inclusiveForm,
      moreInSignature: '<ds:Object Id="o">contenido</ds:Object>',
    });
    expect(judged(enveloping)).toBe('undecided unsupported-form');
  });

  it('leaves comments out of a same-document reference, whatever the canonicalisation is called', () => {
    const withComments = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#WithComments"/>';
    expect(forged({ transforms: [enveloped, withComments] })).toBe('valid');
    expect(forged({ transforms: [enveloped, withComments], referenceForm: { ...exclusiveForm, withComments: true } })).toBe(
      'invalid digest-mismatch',
    );
  });

  it('reads PrefixLists', () => {
    const list =
      '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><c:InclusiveNamespaces xmlns:c="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="ram #default"/></ds:Transform>';
    const referenceForm = { kind: 'exclusive', withComments: false, prefixes: ['ram', ''] } as const;
    expect(forged({ transforms: [enveloped, list], referenceForm })).toBe('valid');
  });
});
