import { describe, expect, it } from 'vitest';
import { createXmlVerification } from '#main/xml/verification.ts';
import { phytosanitary, signed, signedOrigin } from './certificates.ts';
import { certificateKeyInfo, ds, enveloped, exclusive, exclusiveForm, forge, inclusiveForm, type Forgery } from './forge.ts';
import { testKey } from './keys.ts';

const verification = createXmlVerification();

function judged(text: string | Uint8Array): string {
  const { verdict, reasons } = verification.verify(typeof text === 'string' ? Buffer.from(text) : text);
  return [verdict, ...reasons].join(' ');
}

const genuine = Buffer.from(signed(phytosanitary()).bytes).toString();
const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(genuine)?.[0] ?? '';
const body = phytosanitary().replace('</rsm:SPSCertificate>', '<!--SIGNATURE--></rsm:SPSCertificate>');
const forged = (forgery: Forgery): string => judged(forge(body, forgery));

describe('a signed certificate', () => {
  it('is valid as it was signed, and as a forger would have to sign it with the real key', () => {
    expect(judged(genuine)).toBe('valid');
    expect(forged({})).toBe('valid');
  });

  it.each([
    ['a changed value', 'digest-mismatch', genuine.replace('>1000<', '>9000<')],
    ['a changed attribute', 'digest-mismatch', genuine.replace('"KGM"', '"TNE"')],
    ['a space more', 'digest-mismatch', genuine.replace('<ram:TypeCode>', '<ram:TypeCode> ')],
    ['another namespace behind the same prefix', 'digest-mismatch', genuine.replace('SPSCertificate:11', 'SPSCertificate:17')],
    ['an element taken out', 'digest-mismatch', genuine.replace('<ram:TypeCode>851</ram:TypeCode>', '')],
    ['a homograph', 'digest-mismatch', genuine.replace('Persea', 'Реrsea')],
    [
      'a changed digest',
      'signature-mismatch',
      genuine.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${Buffer.alloc(32).toString('base64')}`),
    ],
    ['a digest cut short', 'signature-mismatch', genuine.replace(/(<ds:DigestValue>)[^<]*/, '$1AAAA')],
    ['no digest', 'signature-malformed', genuine.replace(/(<ds:DigestValue>)[^<]*/, '$1')],
    ['no signature value', 'signature-malformed', genuine.replace(/(<ds:SignatureValue>)[^<]*/, '$1')],
    [
      'a signature value of zeros',
      'signature-mismatch',
      genuine.replace(/(<ds:SignatureValue>)[^<]*/, `$1${Buffer.alloc(256).toString('base64')}`),
    ],
    ['base64 that decoders mend', 'signature-malformed', genuine.replace('<ds:SignatureValue>', '<ds:SignatureValue>*')],
    ['no signature at all', 'no-signature', phytosanitary()],
    ['a signature in a namespace of its own', 'no-signature', genuine.replaceAll(ds, 'urn:not-xmldsig')],
    ['a comment in a value', 'comment-in-value', genuine.replace('>1000<', '>1<!-- -->000<')],
    ['a comment in the digest', 'comment-in-value', genuine.replace('<ds:DigestValue>', '<ds:DigestValue><!-- -->')],
    ['CDATA in the digest', 'comment-in-value', genuine.replace(/<ds:DigestValue>([^<]*)/, '<ds:DigestValue><![CDATA[$1]]>')],
    ['CDATA in the certificate', 'comment-in-value', genuine.replace(/<ds:X509Certificate>([^<]*)/, '<ds:X509Certificate><![CDATA[$1]]>')],
    [
      'a processing instruction in a value, which xml-crypto reads over',
      'processing-instruction',
      genuine.replace('>1000<', '><?p 1?>000<'),
    ],
    ['a DOCTYPE in front', 'doctype', genuine.replace('<rsm:SPSCertificate', '<!DOCTYPE a [<!ENTITY e "x">]><rsm:SPSCertificate')],
    [
      'a DOCTYPE that makes an attribute an Id',
      'doctype',
      genuine.replace('<rsm:SPSCertificate', '<!DOCTYPE a [<!ATTLIST b c ID #IMPLIED>]><rsm:SPSCertificate'),
    ],
    ['a second root', 'second-root', `${genuine}<evil/>`],
  ])('%s: %s', (_, reason, text) => {
    const { verdict, reasons } = verification.verify(Buffer.from(text));
    expect([verdict, ...reasons]).toEqual(['invalid', ...reasons]);
    expect(reasons).toContain(reason);
  });

  it('has one way only to write its signature value: unused bits of base64 are zero', () => {
    const [, value = ''] = /<ds:SignatureValue>([^<]*)==/.exec(genuine) ?? [];
    const other = value.slice(0, -1) + String.fromCharCode(value.charCodeAt(value.length - 1) + 1);
    expect(Buffer.from(`${other}==`, 'base64').equals(Buffer.from(`${value}==`, 'base64'))).toBe(true);
    expect(judged(genuine.replace(value, other))).toBe('invalid signature-malformed');
  });

  it('may gain what canonical forms leave out: comments between elements, CDATA for a whole value, quotes, order of attributes', () => {
    const same = genuine
      .replace('<ram:TypeCode>851</ram:TypeCode>', '<!-- tipo --><ram:TypeCode ><![CDATA[851]]></ram:TypeCode>')
      .replaceAll('unitCode="KGM"', "unitCode='KGM'")
      .replaceAll('\n', '\r\n');
    const verified = verification.verify(Buffer.from(same));
    expect(verified).toMatchObject({ verdict: 'valid', reasons: [] });
    expect(JSON.stringify(verified.root)).toContain('"text":"851"');
  });
});

describe('wrapping attacks on a signature over the whole document', () => {
  const evil = phytosanitary()
    .replace('>1000<', '>9000<')
    .replace(/^<\?xml.*\n/, '');
  const inner = genuine.replace(/^<\?xml.*\n/, '');
  it.each([
    [
      'the signed document inside an evil root',
      'signature-misplaced',
      evil.replace('</rsm:SPSCertificate>', `${inner}</rsm:SPSCertificate>`),
    ],
    [
      'evil content with the signature moved onto it',
      'digest-mismatch',
      evil.replace('</rsm:SPSCertificate>', `${signature}</rsm:SPSCertificate>`),
    ],
    [
      'the original hidden in an Object of the signature',
      'transform-refused',
      evil.replace(
        '</rsm:SPSCertificate>',
        `${signature.replace('</ds:Signature>', `<ds:Object>${inner.replace(signature, '')}</ds:Object></ds:Signature>`)}</rsm:SPSCertificate>`,
      ),
    ],
    [
      'unsigned content in an Object of the signature',
      'transform-refused',
      genuine.replace('</ds:Signature>', '<ds:Object><ram:Note/></ds:Object></ds:Signature>'),
    ],
    [
      'the signature first',
      'signature-misplaced',
      genuine.replace(signature, '').replace('<rsm:SPSExchangedDocument>', `${signature}<rsm:SPSExchangedDocument>`),
    ],
    [
      'the signature in a child',
      'signature-misplaced',
      genuine.replace(signature, '').replace('</rsm:SPSConsignment>', `${signature}</rsm:SPSConsignment>`),
    ],
    ['text after the signature', 'signature-misplaced', genuine.replace(/<!--.*?-->/, '').replace(signature, `${signature}more`)],
    ['an element after the signature', 'signature-misplaced', genuine.replace(signature, `${signature}<ram:Note/>`)],
    ['the signature twice', 'several-signatures', genuine.replace(signature, signature + signature)],
    [
      'a second signature by another',
      'several-signatures',
      genuine.replace(signature, signature.replace('<ds:SignatureValue>', '<ds:SignatureValue>AAAA') + signature),
    ],
    ['a signature in the KeyInfo of the signature', 'several-signatures', genuine.replace('</ds:KeyInfo>', `${signature}</ds:KeyInfo>`)],
    [
      'two SignedInfo',
      'signature-malformed',
      genuine.replace(
        '<ds:SignedInfo>',
        `<ds:SignedInfo>${/<ds:SignedInfo>([^]*)<\/ds:SignedInfo>/.exec(genuine)?.[1]}</ds:SignedInfo><ds:SignedInfo>`,
      ),
    ],
    [
      'an evil SignedInfo behind the signed one',
      'signature-malformed',
      genuine.replace('</ds:SignedInfo>', '</ds:SignedInfo><ds:SignedInfo/>'),
    ],
    [
      'a foreign element before SignedInfo',
      'signature-malformed',
      genuine.replace('<ds:SignedInfo>', '<evil xmlns="urn:e"/><ds:SignedInfo>'),
    ],
    [
      'two SignatureValue',
      'signature-malformed',
      genuine.replace('<ds:SignatureValue>', '<ds:SignatureValue>AAAA</ds:SignatureValue><ds:SignatureValue>'),
    ],
    [
      'KeyInfo before SignatureValue',
      'signature-malformed',
      genuine.replace(/(<ds:SignatureValue>.*<\/ds:SignatureValue>)(<ds:KeyInfo>.*<\/ds:KeyInfo>)/, '$2$1'),
    ],
  ])('%s: %s', (_, reason, text) => {
    const { verdict, reasons } = verification.verify(Buffer.from(text));
    expect(verdict).toBe('invalid');
    expect(reasons).toContain(reason);
  });
});

describe('wrapping attacks on signatures by Id (XSW 1 to 8)', () => {
  const text = Buffer.from(signedOrigin()).toString();
  const [exporter = '', official = ''] = text.match(/<ds:Signature.*?<\/ds:Signature>/g) ?? [];
  const codeh = /<CODEH [^]*<\/CODEH>/.exec(text)?.[0] ?? '';
  const evil = codeh.replace('1000.00', '9000.00');
  const evilAnonymous = evil.replace(' id="CODEH"', '').replace(' id="COD"', '').replace(exporter, '');
  const evilRenamed = evil.replace('id="CODEH"', 'id="evil"').replace('id="COD"', 'id="evil2"').replace(exporter, '');
  const wrap = (content: string): string => text.replace(codeh + official, content);

  it('are not what the genuine document is', () => {
    expect(judged(text)).toBe('valid');
    expect(verification.verify(Buffer.from(text)).signatures.map(({ covers }) => covers)).toEqual(['COD', 'CODEH']);
  });

  it.each([
    [
      'XSW1: evil around the signature that holds the original',
      wrap(
        evilAnonymous.replace('</CODEH>', official.replace('</ds:Signature>', `<ds:Object>${codeh}</ds:Object></ds:Signature></CODEH>`)),
      ),
    ],
    ['XSW2: original beside the signature, evil first', wrap(evilAnonymous + codeh + official)],
    ['XSW3: evil, then the original with its signature', wrap(evilRenamed + codeh + official)],
    ['XSW4: the original inside the evil one', wrap(evilRenamed.replace('</CODEH>', `${codeh}${official}</CODEH>`))],
    ['XSW5: evil in place, the original after the signature', wrap(evilRenamed + official + codeh)],
    [
      'XSW6: the original inside the signature, beside evil',
      wrap(evilRenamed + official.replace('</ds:KeyInfo>', `${codeh}</ds:KeyInfo>`)),
    ],
    ['XSW7: the original in an extension beside', wrap(`<Extensions>${codeh}${official}</Extensions>${evilAnonymous}`)],
    [
      'XSW8: the original in an Object',
      wrap(evilRenamed + official.replace('</ds:Signature>', `<ds:Object>${codeh}</ds:Object></ds:Signature>`)),
    ],
    [
      'the original moved into the Header',
      text
        .replace(codeh + official, evilAnonymous)
        .replace('<ns1:CertOrigin>', `<ns1:Header>${codeh}${official}</ns1:Header><ns1:CertOrigin>`),
    ],
    ['two with one Id', wrap(evil + codeh + official)],
    ['two with one Id, the other way', wrap(codeh + official + evil)],
    ['the same Id under another attribute', wrap(codeh + official).replace('<ns1:CertOrigin>', '<ns1:CertOrigin ID="CODEH">')],
    ['the same Id as xml:id', wrap(codeh + official).replace('<ns1:CertOrigin>', '<ns1:CertOrigin xml:id="CODEH">')],
    ['content nobody signed beside the signed element', wrap(`${codeh}${official}<Anexo>9000</Anexo>`)],
    ['text nobody signed beside the signed element', wrap(`${codeh}${official}9000`)],
    ['the official signature before what it covers', wrap(official + codeh)],
    ['an element between element and signature', wrap(`${codeh}<x/>${official}`)],
    ['the exporter signature moved away', text.replace(exporter, '').replace('<EH>', `${exporter}<EH>`)],
    ['the official signature twice', wrap(codeh + official + official)],
    ['a changed good', text.replace('1000.00', '9000.00')],
    ['a changed certification', text.replace('CLAAAA38', 'CLBBBA38')],
    ['a changed reference', text.replace('URI="#CODEH"', 'URI="#COD"')],
    ['a reference to nothing', text.replace('URI="#CODEH"', 'URI="#NADA"')],
  ])('%s', (_, attack) => {
    expect(attack).not.toBe(text);
    expect(verification.verify(Buffer.from(attack)).verdict).toBe('invalid');
  });
});

describe('Ids', () => {
  const text = Buffer.from(signedOrigin()).toString();
  it.each(['id', 'Id', 'ID', 'xml:id'])('that two elements carry are refused by name, here as %s', (name) => {
    const { reasons } = verification.verify(Buffer.from(text.replace('<EHId>', `<EHId ${name}="COD">`)));
    expect(reasons[0]).toBe('duplicate-id');
  });

  it('are attributes of the fixed list alone', () => {
    expect(
      judged(
        forge(origin1.replace('</COD>', '</COD><!--SIGNATURE-->').replaceAll('id="COD"', 'id="COD" nombre="COD"'), {
          uri: '#COD',
          target: { kind: 'element', id: 'COD' },
        }),
      ),
    ).toBe('valid');
    expect(forged({ uri: '#SAG' })).toBe('invalid reference-not-document');
  });
});

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

const origin1 = `<e:Envelope xmlns:e="http://www.w3.org/2001/12/soap-envelope"><e:CertOrigin><CODEH id="CODEH"><CODExporter><COD id="COD"><V>1000.00</V></COD></CODExporter></CODEH></e:CertOrigin></e:Envelope>`;

describe('references', () => {
  it.each([
    ['an address outside', 'undecided unsupported-form', 'http://example.org/certificate.xml'],
    ['a file', 'undecided unsupported-form', 'file:///etc/passwd'],
    ['an XPointer', 'undecided unsupported-form', '#xpointer(/)'],
    ['an Id nobody has', 'invalid reference-not-document', '#nobody'],
  ])('%s: %s', (_, expected, uri) => {
    expect(forged({ uri })).toBe(expected);
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

describe('keys', () => {
  const attacker = testKey('rsa-3072');
  const owner = testKey('rsa-2048');
  const keyValue = (name: 'rsa-2048' | 'rsa-3072'): string => {
    const { n = '', e = '' } = testKey(name).key.export({ format: 'jwk' });
    const text = (part: string): string => Buffer.from(part, 'base64url').toString('base64');
    return `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${text(n)}</ds:Modulus><ds:Exponent>${text(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
  };

  it('names the certificate whose key verifies among several', () => {
    const verified = verification.verify(forge(body, { keyInfo: certificateKeyInfo(attacker.der, owner.der) }));
    expect(verified.verdict).toBe('valid');
    expect(Buffer.from(verified.signatures[0]?.certificate ?? []).equals(owner.der)).toBe(true);
    expect(verified.signatures[0]?.otherCertificates.map((der) => Buffer.from(der).equals(attacker.der))).toEqual([true]);
  });

  it('refuses an attacker’s KeyValue beside the owner’s certificate, and the other way round takes the certificate', () => {
    const mixed = certificateKeyInfo(owner.der).replace('</ds:KeyInfo>', `${keyValue('rsa-3072')}</ds:KeyInfo>`);
    expect(forged({ key: 'rsa-3072', keyInfo: mixed })).toBe('invalid signature-mismatch');
    expect(forged({ keyInfo: mixed })).toBe('valid');
  });

  it('takes a KeyValue alone, for form and arithmetic', () => {
    const verified = verification.verify(forge(body, { keyInfo: `<ds:KeyInfo>${keyValue('rsa-2048')}</ds:KeyInfo>` }));
    expect(verified).toMatchObject({ verdict: 'valid', signatures: [{ certificate: null }] });
  });

  it('is undecided without a key until a certificate is given, and then goes by that one alone', () => {
    const nameless = forge(body, { keyInfo: '<ds:KeyInfo><ds:KeyName>firma</ds:KeyName></ds:KeyInfo>' });
    expect(judged(nameless)).toBe('undecided key-absent');
    expect(verification.verify(nameless, { certificate: owner.der }).verdict).toBe('valid');
    expect(verification.verify(nameless, { certificate: attacker.der })).toMatchObject({
      verdict: 'invalid',
      reasons: ['signature-mismatch'],
    });
    expect(verification.verify(forge(body, {}), { certificate: attacker.der })).toMatchObject({
      verdict: 'invalid',
      reasons: ['signature-mismatch'],
    });
  });

  it('fetches nothing that KeyInfo points to', () => {
    const pointed = `<ds:KeyInfo><ds:RetrievalMethod URI="http://example.org/key" Type="${ds}X509Data"/></ds:KeyInfo>`;
    expect(forged({ keyInfo: pointed })).toBe('undecided unsupported-form key-absent');
  });

  it('reads r and s that an older Java wrote too short or too long, and no others', () => {
    const text = Buffer.from(forge(body, { key: 'p521', algorithm: 'ecdsa-sha512' })).toString();
    const [, encoded = ''] = /<ds:SignatureValue>([^<]*)/.exec(text) ?? [];
    const value = Buffer.from(encoded, 'base64');
    const [r, s] = [value.subarray(0, 66), value.subarray(66)];
    const written = (...parts: readonly Uint8Array[]): string => judged(text.replace(encoded, Buffer.concat(parts).toString('base64')));
    const zeros = Buffer.alloc(6);
    expect(written(zeros, r, zeros, s)).toBe('valid');
    expect(written(Buffer.alloc(5), Buffer.from([1]), r, zeros, s)).toBe('invalid signature-mismatch');
    expect(written(r, s, zeros)).toBe('invalid signature-mismatch');
    expect(written(r.subarray(1), s)).toBe('invalid signature-mismatch');
    expect(written(zeros, zeros)).toBe('invalid signature-mismatch');
  });

  it('refuses a certificate with something after it, or that is none', () => {
    expect(forged({ keyInfo: certificateKeyInfo(Buffer.concat([owner.der, Buffer.from('x')])) })).toContain(
      'invalid certificate-malformed',
    );
    expect(forged({ keyInfo: certificateKeyInfo(Buffer.from('no certificate')) })).toContain('invalid certificate-malformed');
  });
});
