import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SignaturePlan } from '#core/documents/document-type.ts';
import type { Result } from '#core/failure.ts';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { origin, phytosanitary, signed, signedOrigin } from './certificates.ts';
import { signWith, testKey, type KeyName } from './keys.ts';

const signing = createXmlSigning();
const verification = createXmlVerification();
const whole: SignaturePlan = { kind: 'enveloped' };

function expectOk<T>(result: Result<T>): { readonly value: T } {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result;
}

const keys: readonly (readonly [KeyName, SignatureAlgorithm])[] = [
  ['rsa-2048', 'rsa-sha256'],
  ['rsa-3072', 'rsa-sha384'],
  ['rsa-4096', 'rsa-sha512'],
  ['rsa-2048', 'rsa-pss-sha256'],
  ['rsa-2048', 'rsa-pss-sha384'],
  ['rsa-4096', 'rsa-pss-sha512'],
  ['p256', 'ecdsa-sha256'],
  ['p384', 'ecdsa-sha384'],
  ['p521', 'ecdsa-sha512'],
  ['p256', 'ecdsa-sha512'],
];

describe('signing', () => {
  it.each(keys)('with %s and %s makes a document both implementations find valid', (name, algorithm) => {
    const { bytes, digest, certificate } = signed(phytosanitary(), whole, name, algorithm);
    expect(verification.verify(bytes)).toMatchObject({
      verdict: 'valid',
      reasons: [],
      signatures: [{ covers: 'document', algorithm, digest }],
    });
    expect(verification.verifyOwn(bytes, { digest, certificate, plan: whole })).toEqual({ ok: true, value: null });
  });

  it('changes not one other byte, whatever the document looks like', () => {
    const odd = phytosanitary()
      .replaceAll('\n', '\r\n')
      .replaceAll('"KGM"', "'KGM'")
      .replace('<ram:ID>', '<ram:ID  >')
      .replace('más', 'm&#xE1;s');
    const text = Buffer.from(signed(odd).bytes).toString();
    expect(text.replace(/<ds:Signature.*<\/ds:Signature>/, '')).toBe(odd);
    expect(text).toMatch(/<\/ds:Signature><\/rsm:SPSCertificate>\r\n$/);
  });

  it('covers the digest that was shown at review, which is that of the canonical bytes', () => {
    const digest = signing.digest(Buffer.from(phytosanitary()), whole);
    expect(digest).toEqual({ ok: true, value: signed(phytosanitary()).digest });
    const simple = signing.digest(Buffer.from("<a  b='1'/>".replace('/>', '></a>')), whole);
    expect(simple).toEqual({ ok: true, value: `sha256:${createHash('sha256').update('<a b="1"></a>').digest('hex')}` });
  });

  it.each([
    ['white space behind it', '<a>1', '</a>\r\n\t '],
    ['white space in it', '<a>1', '</a \n>'],
    ['comments with markup behind it', '<a><!-- </a> --><b>1</b>', '</a><!-- </a> --> <!--<b>--><!---->\n'],
    ['a name like the end of a comment', '<a--><b>1</b><!-- b -->', '</a-->'],
    ['such a name and a comment', '<a-->1', '</a--><!-- </a> -->'],
    ['no content', '<a>', '</a>'],
  ])('stands before the root’s end tag with %s', (_, before, after) => {
    const { key, der: certificate } = testKey('p256');
    const text = Buffer.from(before + after);
    const { value: digest } = expectOk(signing.digest(text, whole));
    // what was reviewed is not read again for its place
    const { value: prepared } = expectOk(signing.prepare(text, whole, certificate, 'ecdsa-sha256', digest));
    const bytes = prepared.assemble(signWith(prepared.toBeSigned, key, 'ecdsa-sha256'));
    const pieces = Buffer.from(bytes)
      .toString()
      .split(/<ds:Signature.*<\/ds:Signature>/);
    expect(pieces).toEqual([before, after]);
    expect(verification.verifyOwn(bytes, { digest, certificate, plan: whole })).toEqual({ ok: true, value: null });
  });

  it('stands there too in a document that nobody reviewed, whose text looks like a comment up to a name like its end', () => {
    const text = Buffer.from(signed('<r--><x></x><![CDATA[<!-- ]]></r-->', whole).bytes).toString();
    expect(text).toMatch(/^<r--><x><\/x><!\[CDATA\[<!-- \]\]><ds:Signature.*<\/ds:Signature><\/r-->$/);
  });

  it('leaves out a byte order mark', () => {
    const text = Buffer.from(signed('\ufeff<a>1</a>', whole).bytes).toString();
    expect(text.startsWith('<a>1<ds:Signature')).toBe(true);
  });

  it('makes what was reviewed, and no result stands whose bytes give another digest', () => {
    const { key, der } = testKey('p256');
    const reviewed = signed(phytosanitary()).digest;
    const changed = Buffer.from(phytosanitary().replace('851', '657'));
    const { value: prepared } = expectOk(signing.prepare(changed, whole, der, 'ecdsa-sha256', reviewed));
    const result = prepared.assemble(signWith(prepared.toBeSigned, key, 'ecdsa-sha256'));
    expect(verification.verifyOwn(result, { digest: reviewed, certificate: der, plan: whole })).toEqual({
      ok: false,
      failure: { code: 'ownSignatureRejected', reason: 'digest-mismatch' },
    });
  });

  it('puts the exporter’s signature after COD and the official’s after CODEH', () => {
    const text = Buffer.from(signedOrigin()).toString();
    expect(text).toMatch(/<\/COD><ds:Signature[^]*<\/CODEH><ds:Signature/);
    expect(verification.verify(Buffer.from(text))).toMatchObject({
      verdict: 'valid',
      signatures: [{ covers: 'COD' }, { covers: 'CODEH' }],
    });
    const exporter = signed(origin(), { kind: 'sibling', id: 'COD' });
    expect(
      verification.verifyOwn(exporter.bytes, {
        digest: exporter.digest,
        certificate: exporter.certificate,
        plan: { kind: 'sibling', id: 'COD' },
      }).ok,
    ).toBe(true);
  });

  const empty = '<rsm:SPSCertificate xmlns:rsm="urn:a"/>';
  it.each([
    ['what the gate refuses', 'doctype', '<!DOCTYPE a><a></a>', whole],
    ['what is signed already', 'several-signatures', Buffer.from(signed(phytosanitary()).bytes).toString(), whole],
    [
      'an element that is signed already',
      'several-signatures',
      Buffer.from(signedOrigin()).toString(),
      { kind: 'sibling', id: 'COD' } as const,
    ],
    ['an Id that is not there', 'reference-not-document', phytosanitary(), { kind: 'sibling', id: 'COD' } as const],
    [
      'an Id that is there twice',
      'duplicate-id',
      origin().replace('<CODExporter>', '<CODExporter id="COD">'),
      { kind: 'sibling', id: 'COD' } as const,
    ],
    ['a root with no inside', 'reference-not-document', empty, whole],
    ['a value in pieces', 'comment-in-value', '<a><b>1<!-- -->0</b></a>', whole],
  ])('refuses %s', (_, reason, text, plan) => {
    expect(signing.prepare(Buffer.from(text), plan, testKey('p256').der, 'ecdsa-sha256')).toMatchObject({
      ok: false,
      failure: { code: 'documentRefused', reason },
    });
  });
});

it('never signs with SHA-1', () => {
  const prepared = signing.prepare(Buffer.from(phytosanitary()), whole, testKey('rsa-2048').der, 'rsa-sha1');
  expect(prepared).toEqual({ ok: false, failure: { code: 'documentRefused', reason: 'algorithm-refused' } });
});

describe('our own result is refused before anything else happens', () => {
  const own = signed(phytosanitary());
  const expected = { digest: own.digest, certificate: own.certificate, plan: whole };
  const text = Buffer.from(own.bytes).toString();
  it.each([
    [
      'when the token returned another signature',
      'signature-mismatch',
      text.replace(/(<ds:SignatureValue>)[^<]*/, `$1${Buffer.alloc(256, 1).toString('base64')}`),
      expected,
    ],
    [
      'when the document changed after review',
      'digest-mismatch',
      Buffer.from(signed(phytosanitary().replace('851', '657')).bytes).toString(),
      expected,
    ],
    [
      'when another certificate signed',
      'signature-mismatch',
      Buffer.from(signed(phytosanitary(), whole, 'rsa-3072').bytes).toString(),
      expected,
    ],
    ['when it is not signed at all', 'no-signature', phytosanitary(), expected],
    ['when the signature covers something else', 'no-signature', text, { ...expected, plan: { kind: 'sibling', id: 'COD' } as const }],
  ])('%s', (_, reason, result, pinned) => {
    expect(verification.verifyOwn(Buffer.from(result), pinned)).toEqual({ ok: false, failure: { code: 'ownSignatureRejected', reason } });
  });
});
