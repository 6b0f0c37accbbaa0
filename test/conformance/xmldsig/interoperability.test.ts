import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SignatureAlgorithm } from '#main/ports/xml.ts';
import { signatureUris } from '#main/xml/signature/algorithms.ts';
import { createXmlVerification } from '#main/xml/verification.ts';
import { origin, phytosanitary, signed, signedOrigin } from '#test/adapters/xml/certificates.ts';
import { enveloped, exclusive, forge } from '#test/adapters/xml/forge.ts';
import { testKey, type KeyName } from '#test/adapters/xml/keys.ts';
import { has, jdk, temporaryFolder, xmlsec1, xmlsec1Sign } from './other-signers.ts';

const verification = createXmlVerification();
const file = temporaryFolder();
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const exclusiveUri = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const keys: readonly (readonly [KeyName, SignatureAlgorithm])[] = [
  ['rsa-2048', 'rsa-sha256'],
  ['rsa-3072', 'rsa-sha384'],
  ['rsa-4096', 'rsa-sha512'],
  ['p256', 'ecdsa-sha256'],
  ['p384', 'ecdsa-sha384'],
  ['p521', 'ecdsa-sha512'],
];

function template(algorithm: SignatureAlgorithm, canonical: string, uri = ''): string {
  return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
    <ds:CanonicalizationMethod Algorithm="${canonical}"/><ds:SignatureMethod Algorithm="${signatureUris[algorithm]}"/>
    <ds:Reference URI="${uri}"><ds:Transforms>${enveloped}<ds:Transform Algorithm="${canonical}"/></ds:Transforms>
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>
    <ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>`;
}

const withTemplate = (algorithm: SignatureAlgorithm, canonical: string): string =>
  phytosanitary().replace('</rsm:SPSCertificate>', `${template(algorithm, canonical)}</rsm:SPSCertificate>`);

describe.runIf(has('xmlsec1'))('xmlsec1 (skipped where it is not installed)', () => {
  it.each(keys)('verifies what we sign with %s, %s', (name, algorithm) => {
    const { certificateFile } = testKey(name);
    const path = file(`${name}.xml`, signed(phytosanitary(), { kind: 'enveloped' }, name, algorithm).bytes);
    expect(xmlsec1('--verify', '--trusted-pem', certificateFile, path)).toMatchObject({ isValid: true });
  });

  it.each(
    keys.flatMap(([name, algorithm]) =>
      [inclusive, exclusiveUri, `${inclusive}#WithComments`, 'http://www.w3.org/2006/12/xml-c14n11'].map(
        (uri) => [name, algorithm, uri] as const,
      ),
    ),
  )('signs what we accept: %s, %s, %s', (name, algorithm, canonical) => {
    const { keyFile, certificateFile } = testKey(name);
    const path = file(`${name}-template.xml`, withTemplate(algorithm, canonical));
    const bytes = xmlsec1Sign(path, file(`${name}-out.xml`, ''), keyFile, certificateFile);
    expect(verification.verify(bytes)).toMatchObject({ verdict: 'valid', reasons: [], signatures: [{ covers: 'document', algorithm }] });
  });

  it('verifies both our signatures of a certificate of origin', () => {
    const path = file('origin.xml', signedOrigin());
    const ids = ['--id-attr:id', 'COD', '--id-attr:id', 'CODEH'];
    const trusted = ['--trusted-pem', testKey('rsa-2048').certificateFile, '--trusted-pem', testKey('p256').certificateFile];
    const official = xmlsec1(
      '--verify',
      ...trusted,
      ...ids,
      '--node-xpath',
      "//*[local-name()='CertOrigin']/*[local-name()='Signature']",
      path,
    );
    const exporter = xmlsec1(
      '--verify',
      ...trusted,
      ...ids,
      '--node-xpath',
      "//*[local-name()='CODExporter']/*[local-name()='Signature']",
      path,
    );
    expect([official.isValid, exporter.isValid]).toEqual([true, true]);
  });

  it('signs as an exporter, and we add the official’s signature without moving a byte', () => {
    const { keyFile, certificateFile } = testKey('p256');
    const path = file('exporter.xml', origin().replace('</COD>', `</COD>${template('ecdsa-sha256', `${inclusive}#WithComments`, '#COD')}`));
    const exporters = xmlsec1Sign(path, file('exporter-out.xml', ''), keyFile, certificateFile, '--id-attr:id', 'COD');
    expect(verification.verify(exporters)).toMatchObject({ verdict: 'valid', signatures: [{ covers: 'COD', verdict: 'valid' }] });
    const { bytes } = signed(exporters, { kind: 'sibling', id: 'CODEH' });
    expect(verification.verify(bytes)).toMatchObject({ verdict: 'valid', signatures: [{ covers: 'COD' }, { covers: 'CODEH' }] });
    const [before = '', after = ''] = Buffer.from(bytes)
      .toString()
      .split(/(?<=<\/CODEH>)<ds:Signature.*?<\/ds:Signature>/);
    expect(before + after).toBe(Buffer.from(exporters).toString());
  });
});

describe.runIf(has('java', '-version'))('the JDK (skipped where it is not installed)', () => {
  it('verifies what we sign and signs what we accept, in one run of the machine', () => {
    const algorithms: readonly (readonly [KeyName, SignatureAlgorithm])[] = [...keys, ['rsa-2048', 'rsa-pss-sha256']];
    const ours = algorithms.map(([name, algorithm]) => {
      const path = file(`jdk-${name}-${algorithm}.xml`, signed(phytosanitary(), { kind: 'enveloped' }, name, algorithm).bytes);
      return ['verify', path, '-', '-', testKey(name).certificateFile];
    });
    const both = [
      'verify',
      file('jdk-origin.xml', signedOrigin()),
      '-',
      testKey('p256').certificateFile,
      testKey('rsa-2048').certificateFile,
    ];
    const plain = file('jdk-plain.xml', phytosanitary());
    const outputs = algorithms.flatMap(([name, algorithm]) =>
      [inclusive, exclusiveUri].map((canonical, index) => ({
        name,
        algorithm,
        canonical,
        path: file(`jdk-out-${name}-${algorithm}-${index}.xml`, ''),
      })),
    );
    const theirs = outputs.map(({ name, algorithm, canonical, path }) => {
      const { keyFile, certificateFile } = testKey(name);
      return ['sign', plain, path, keyFile, certificateFile, signatureUris[algorithm], canonical];
    });
    const said = jdk([...ours, both, ...theirs]);
    expect(said).toEqual([...ours.map(() => 'valid'), 'valid valid', ...theirs.map(() => 'signed')]);
    const verdicts = outputs.map(({ path, algorithm }) => ({ algorithm, verified: verification.verify(readFileSync(path)) }));
    for (const { algorithm, verified } of verdicts)
      expect(verified).toMatchObject({ verdict: 'valid', reasons: [], signatures: [{ algorithm }] });
  });
});

describe('the form INTERCOM signs: a Reference without URI, no canonicalisation named', () => {
  it('is valid in a document of our own', () => {
    const text = phytosanitary().replace('</rsm:SPSCertificate>', '<!--SIGNATURE--></rsm:SPSCertificate>');
    const bytes = forge(text, {
      uri: null,
      transforms: [enveloped],
      referenceForm: { kind: 'inclusive', withComments: false, prefixes: [] },
    });
    expect(verification.verify(bytes)).toMatchObject({ verdict: 'valid', signatures: [{ covers: 'document' }] });
    expect(exclusive).toContain('exc-c14n');
  });

  const sample = '../shared/standards/samples/sps-17-intercom-can-signed.xml';
  it.runIf(existsSync(sample))('is valid in INTERCOM’s own sample (skipped where ../shared is not there)', () => {
    const verified = verification.verify(readFileSync(sample));
    expect(verified).toMatchObject({ verdict: 'valid', reasons: [], signatures: [{ covers: 'document', algorithm: 'rsa-sha256' }] });
    expect(verified.signatures[0]?.digest).toBe('sha256:0a2607dcecfef883f924ea457bf51c1c6911617b84155b4f325c3ce52ef59f29');
  });
});
