import { describe, expect, it } from 'vitest';
import { phytosanitary, signed } from './certificates.ts';
import { ds } from './forge.ts';
import { forged, judged, verification } from './judged.ts';

const genuine = Buffer.from(signed(phytosanitary()).bytes).toString();

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
