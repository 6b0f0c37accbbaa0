import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomFrom, schemaReader } from '#test/conformance/schemas/document-generator.ts';
import { hasStandards, openSchema, schemaFolder, standardsFolder } from '#test/conformance/schemas/xsd.ts';

const officialRoot = `${standardsFolder}intercom-can-sps-17A/data/standard/SPSCertificate_17p0.xsd`;
const whereOfficial = hasStandards ? '' : ' (skipped: ../shared/standards is not here)';
const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/><ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAEC</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAEC</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAEC</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;

describe('our profiles of the SPS certificate', () => {
  const files = ['SPSCertificate.xsd', 'components.xsd', 'codes.xsd', 'data-types.xsd'];

  it.runIf(hasStandards)(`1,000 documents drawn from the 17A profile are valid in the official set${whereOfficial}`, () => {
    const ours = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    const official = openSchema(officialRoot);
    const reader = schemaReader(`${schemaFolder}sps-17A`, files, 'SPSCertificate');
    for (let seed = 1; seed <= 1000; seed++) {
      const drawn = reader.draw(randomFrom(seed));
      const xml = seed % 4 === 0 ? drawn.replace('</root:SPSCertificate>', `${signature}</root:SPSCertificate>`) : drawn;
      expect(ours.errorsOf(xml), `seed ${seed} in our profile`).toEqual([]);
      expect(official.errorsOf(xml), `seed ${seed} in the official set`).toEqual([]);
    }
    ours.close();
    official.close();
  });

  it('documents drawn from the 13B profile are valid in it, and in 17A once their namespaces are', () => {
    const ours = openSchema(`${schemaFolder}sps-13B/SPSCertificate.xsd`);
    const newer = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    const reader = schemaReader(`${schemaFolder}sps-13B`, files, 'SPSCertificate');
    for (let seed = 1; seed <= 100; seed++) {
      const xml = reader.draw(randomFrom(seed));
      expect(ours.errorsOf(xml), `seed ${seed}`).toEqual([]);
      const as17A = xml
        .replaceAll('SPSCertificate:11', 'SPSCertificate:17')
        .replaceAll('BusinessInformationEntity:14', 'BusinessInformationEntity:21')
        .replaceAll('UnqualifiedDataType:15', 'UnqualifiedDataType:21')
        .replaceAll('listVersionID="D13A"', 'listVersionID="D16B"');
      expect(newer.errorsOf(as17A), `seed ${seed} as 17A`).toEqual([]);
    }
    ours.close();
    newer.close();
  });

  it.runIf(hasStandards)(`the official samples that are valid are accepted, signed and unsigned${whereOfficial}`, () => {
    const ours = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    for (const name of ['sps-17-intercom-can-unsigned', 'sps-17-intercom-can-signed']) {
      expect(ours.errorsOf(readFileSync(`${standardsFolder}samples/${name}.xml`)), name).toEqual([]);
    }
    ours.close();
  });

  it.runIf(hasStandards)(`the IPPC's own example has its two order errors, told with line and element${whereOfficial}`, () => {
    const ours = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    const errors = ours.errorsOf(readFileSync(`${standardsFolder}samples/sps-17-ippc-full-example.xml`));
    expect(errors.map(({ line, message }) => [line, /\}(\w+)'/.exec(message)?.[1]])).toEqual([
      [84, 'ReferenceSPSReferencedDocument'],
      [127, 'TransitSPSCountry'],
    ]);
    ours.close();
  });

  it('the same two order errors in a document of our own are told with line and element', () => {
    const ours = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    const fixture = (name: string): Uint8Array => readFileSync(new URL(`../../fixtures/documents/${name}.xml`, import.meta.url));
    expect(ours.errorsOf(fixture('sps-17A-with-attachment'))).toEqual([]);
    const broken = fixture('sps-17A-two-order-errors');
    const lineOf = (text: string): number => Buffer.from(broken).toString().split(text)[0]?.split('\n').length ?? 0;
    expect(ours.errorsOf(broken).map(({ line, message }) => [line, /\}(\w+)'/.exec(message)?.[1]])).toEqual([
      [lineOf('<ram:ReferenceSPSReferencedDocument>'), 'ReferenceSPSReferencedDocument'],
      [lineOf('<ram:TransitSPSCountry>'), 'TransitSPSCountry'],
    ]);
    ours.close();
  });

  it('a signature anywhere but last, or a second one, is not accepted', () => {
    const ours = openSchema(`${schemaFolder}sps-17A/SPSCertificate.xsd`);
    const xml = schemaReader(`${schemaFolder}sps-17A`, files, 'SPSCertificate').draw(randomFrom(7));
    expect(ours.errorsOf(xml.replace(/(<root:SPSCertificate[^>]*>)/, `$1${signature}`))).not.toEqual([]);
    expect(ours.errorsOf(xml.replace('</root:SPSCertificate>', `${signature}${signature}</root:SPSCertificate>`))).not.toEqual([]);
    ours.close();
  });
});
