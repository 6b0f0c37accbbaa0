import { describe, expect, it } from 'vitest';
import { phytosanitary, signed, signedOrigin } from './certificates.ts';
import { forge } from './forge.ts';
import { forged, judged, origin1, verification } from './judged.ts';

const genuine = Buffer.from(signed(phytosanitary()).bytes).toString();
const signature = /<ds:Signature[^]*<\/ds:Signature>/.exec(genuine)?.[0] ?? '';

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

describe('wrapping attacks on a signature over the whole document, which has no Id (XSW 1 to 8)', () => {
  const original = genuine.replace(/^<\?xml.*\n/, '');
  const unsigned = original.replace(signature, '');
  const evil = unsigned.replace('>1000<', '>9000<');
  const end = '</rsm:SPSCertificate>';
  const into = (outer: string, content: string): string => outer.replace(end, `${content}${end}`);
  const holding = (content: string, before: string): string => signature.replace(before, `${content}${before}`);
  it.each([
    [
      'XSW1: evil around the signature that holds the original',
      into(evil, holding(`<ds:Object>${unsigned}</ds:Object>`, '</ds:Signature>')),
    ],
    ['XSW2: the signature and the original beside it inside evil', into(evil, unsigned + signature)],
    ['XSW3: evil inside the original, before its signature', into(unsigned, evil + signature)],
    ['XSW4: the original with its signature inside the evil one', into(evil, original)],
    ['XSW5: evil with the signature, the original after it', into(evil, signature + unsigned)],
    ['XSW6: the original inside KeyInfo of the signature', into(evil, holding(unsigned, '</ds:KeyInfo>'))],
    ['XSW7: the original with its signature in an extension of evil', into(evil, `<ram:Extensions>${original}</ram:Extensions>`)],
    ['XSW8: evil in an Object of the signature', into(unsigned, holding(`<ds:Object>${evil}</ds:Object>`, '</ds:Signature>'))],
  ])('%s', (_, attack) => {
    expect(attack).toContain('>9000<');
    expect(verification.verify(Buffer.from(attack)).verdict).toBe('invalid');
    expect(verification.verify(Buffer.from(attack), { isOurs: () => false }).verdict).toBe('invalid');
  });
});

describe('wrapping attacks on signatures by Id (XSW 1 to 8)', () => {
  const text = Buffer.from(signedOrigin()).toString();
  const [exporter = '', official = ''] = text.match(/<ds:Signature.*?<\/ds:Signature>/g) ?? [];
  const codeh = /<CODEH [^]*<\/CODEH>/.exec(text)?.[0] ?? '';
  const evil = codeh.replace('1000.00', '9000.00');
  const evilAnonymous = evil.replace(' id="CODEH"', '').replace(' id="COD"', '').replace(exporter, '');
  const evilRenamed = evil.replace('id="CODEH"', 'id="evil"').replace('id="COD"', 'id="evil2"').replace(exporter, '');
  const evilTwin = evil.replace(exporter, '');
  const wrap = (content: string): string => text.replace(codeh + official, content);

  it('are not what the genuine document is', () => {
    expect(judged(text)).toBe('valid');
    expect(verification.verify(Buffer.from(text)).signatures.map(({ covers }) => covers)).toEqual(['COD', 'CODEH']);
  });

  /** The official's signature with more inside, before the end of one of its elements. */
  const holding = (content: string, end: string): string => official.replace(end, `${content}${end}`);
  const inObject = holding(`<ds:Object>${codeh}</ds:Object>`, '</ds:Signature>');
  const evils: Readonly<Record<string, string>> = { 'no Id': evilAnonymous, 'an Id of its own': evilRenamed, 'the same Id': evilTwin };
  const attacks = (bad: string): readonly (readonly [string, string])[] => [
    ['XSW1: evil around the signature that holds the original', wrap(bad.replace('</CODEH>', `${inObject}</CODEH>`))],
    ['XSW2: original beside the signature, evil first', wrap(bad + codeh + official)],
    ['XSW3: evil, then the original with the signature inside it', wrap(bad + codeh.replace('</CODEH>', `${official}</CODEH>`))],
    ['XSW4: the original with its signature inside the evil one', wrap(bad.replace('</CODEH>', `${codeh}${official}</CODEH>`))],
    ['XSW5: evil in place, the original after the signature', wrap(bad + official + codeh)],
    ['XSW6: the original inside the signature, beside evil', wrap(bad + holding(codeh, '</ds:KeyInfo>'))],
    ['XSW7: the original in an extension beside', wrap(`<Extensions>${codeh}${official}</Extensions>${bad}`)],
    ['XSW8: the original in an Object of the signature', wrap(bad + inObject)],
  ];

  it.each(Object.entries(evils).flatMap(([id, bad]) => attacks(bad).map(([name, attack]) => [name, id, attack] as const)))(
    '%s, the evil one with %s',
    (_, _id, attack) => {
      expect(attack).toContain('9000.00');
      expect(attack).toContain('1000.00');
      expect(verification.verify(Buffer.from(attack)).verdict).toBe('invalid');
      expect(verification.verify(Buffer.from(attack), { isOurs: () => false }).verdict).toBe('invalid');
    },
  );

  it.each([
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

  it('of a certificate of origin belong to the elements of that name', () => {
    const target = { kind: 'element', id: 'COD' } as const;
    const other = origin1.replace('</COD>', '</Otro><!--SIGNATURE-->').replace('<COD ', '<Otro ');
    expect(judged(forge(other, { uri: '#COD', target }))).toBe('invalid reference-not-document');
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
