import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at, attributeOf } from '#core/xml-tree.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { createXmlSigning } from '#main/xml/signing.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { phytosanitary, signed } from './certificates.ts';
import { fixtures, signWith, testKey } from './keys.ts';

const documents = createXmlDocuments({ schemaFolder: `${fixtures}schemas` });

describe('a document is read', () => {
  it('with values as they are signed, and lines and paths as they are written', () => {
    const read = documents.read(Buffer.from(phytosanitary(2).replace('<ram:TypeCode>851<', '<ram:TypeCode ><![CDATA[851]]><')));
    if (!read.ok) throw new Error(read.failure.code);
    expect(read.value).toMatchObject({ name: 'SPSCertificate', prefix: 'rsm', line: 2, path: '/rsm:SPSCertificate[1]' });
    expect(at(read.value, 'SPSExchangedDocument', 'TypeCode')?.text).toBe('851');
    const second = at(read.value, 'SPSConsignment')?.children[1];
    expect(second).toMatchObject({ path: '/rsm:SPSCertificate[1]/rsm:SPSConsignment[1]/ram:IncludedSPSTradeLineItem[2]', line: 15 });
    const description = second && at(second, 'Description');
    expect(description?.text).toBe('Paltas «Hass» & más');
    expect(description && attributeOf(description, 'languageID')).toBe('es');
  });

  it('with line ends made one, references resolved and attributes in the order written', () => {
    const read = documents.read(Buffer.from('<a z="1" xml:lang="es" b="&#x41;\tC">x\r\ny&#xD;</a>'));
    expect(read).toMatchObject({ ok: true, value: { text: 'x\ny\r' } });
    if (read.ok)
      expect(read.value.attributes.map(({ name, value }) => [name, value])).toEqual([
        ['z', '1'],
        ['lang', 'es'],
        ['b', 'A C'],
      ]);
  });

  it('or refused with a reason and a line', () => {
    expect(documents.read(Buffer.from('<a>\n<!DOCTYPE b></a>'))).toEqual({
      ok: false,
      failure: { code: 'documentRefused', reason: 'doctype', line: 2 },
    });
    expect(documents.read(Buffer.from('<a xmlns="urn: not a name"/>'))).toMatchObject({
      ok: false,
      failure: { code: 'documentRefused', reason: 'not-xml' },
    });
  });
});

const good = `<Certificado xmlns="urn:test:certificado">
  <Numero>CL-001</Numero>
  <Fecha>2026-03-01T10:15:00Z</Fecha>
  <Pais>CL</Pais>
  <Linea unidad="KGM">1000.50</Linea>
</Certificado>`;

function found(text: string): readonly (readonly [string, string, number | null])[] {
  return documents.validate(Buffer.from(text), 'certificado.xsd').map(({ code, path, line }) => [code, path, line]);
}

describe('a document is held against its schema', () => {
  it('whose imports come from the folder, also where they name a remote address with a blank behind it', () => {
    expect(found(good)).toEqual([]);
  });

  const top = '/Certificado[1]';
  it.each([
    ['an element out of order', good.replace(/(.*<Fecha.*\n)(.*<Pais.*\n)/, '$2$1'), ['element-not-expected', `${top}/Pais[1]`, 3]],
    ['an element too many', good.replace('</Certificado>', '<Nota/><Nota/></Certificado>'), ['element-not-expected', `${top}/Nota[2]`, 6]],
    ['an element missing at the end', good.replace(/ *<Linea.*\n/, ''), ['element-missing', top, 1]],
    ['another namespace', good.replace('urn:test:certificado', 'urn:test:otro'), ['element-unknown', top, 1]],
    ['a date in another form', good.replace('2026-03-01T10:15:00Z', '01/03/2026'), ['value-not-valid', `${top}/Fecha[1]`, 3]],
    ['a code not in the list', good.replace('>CL<', '>XX<'), ['value-not-in-list', `${top}/Pais[1]`, 4]],
    ['a value too long', good.replace('CL-001', 'CL-00100000000'), ['value-too-long', `${top}/Numero[1]`, 2]],
    ['a value too short', good.replace('CL-001', 'C'), ['value-too-short', `${top}/Numero[1]`, 2]],
    ['a value of another form', good.replace('CL-001', 'cl 001'), ['value-wrong-form', `${top}/Numero[1]`, 2]],
    ['a number below its limit', good.replace('1000.50', '-1'), ['value-out-of-range', `${top}/Linea[1]`, 5]],
    ['too many decimals', good.replace('1000.50', '1.123'), ['value-too-many-digits', `${top}/Linea[1]`, 5]],
    ['no number', good.replace('1000.50', 'mil'), ['value-not-valid', `${top}/Linea[1]`, 5]],
    ['an attribute missing', good.replace(' unidad="KGM"', ''), ['attribute-missing', `${top}/Linea[1]`, 5]],
    ['an attribute too many', good.replace('unidad=', 'color="rojo" unidad='), ['attribute-not-allowed', `${top}/Linea[1]/@color`, 5]],
    ['text between elements', good.replace('<Pais>', 'texto<Pais>'), ['content-not-allowed', top, 1]],
  ])('%s', (_, text, expected) => {
    expect(text).not.toBe(good);
    expect(found(text)).toEqual([expected]);
  });

  it('and each finding is a sentence in Spanish and in English, never the schema processor’s', () => {
    const [finding] = documents.validate(Buffer.from(good.replace('>CL<', '>XX<')), 'certificado.xsd');
    expect(finding?.sentence).toEqual({
      es: '«XX» no está en la lista de «Pais» (valen: CL, CO, MX, PE).',
      en: '“XX” is not in the list of “Pais” (allowed: CL, CO, MX, PE).',
    });
  });

  it('which stays short when the value is not', () => {
    const [finding] = documents.validate(Buffer.from(good.replace('>CL<', `>${'X'.repeat(5000)}<`)), 'certificado.xsd');
    expect(finding?.sentence.es.length).toBeLessThan(200);
  });

  it('and names a few of many elements that could stand there', () => {
    const product = createXmlDocuments({ schemaFolder });
    const [finding] = product.validate(
      readFileSync(`${schemaFolder}samples/phytosanitary/pe-mx-arandanos-desconocido.xml`),
      'sps-13B/SPSCertificate.xsd',
    );
    expect(finding?.sentence.es).toMatch(/corresponde «IntendedUse», .*«GrossVolumeMeasure» u otro\. /);
    expect(finding?.sentence.en).toMatch(/“IntendedUse”, .*“GrossVolumeMeasure” or another belongs here\. /);
  });

  it('without the signature, where the schema has no place for one', () => {
    expect(found(Buffer.from(signed(good).bytes).toString())).toEqual([]);
    const broken = Buffer.from(signed(good.replace('>CL<', '>XX<')).bytes).toString();
    expect(found(broken)).toEqual([['value-not-in-list', '/Certificado[1]/Pais[1]', 4]]);
  });

  it('and a byte order mark is told, and left behind by signing', () => {
    expect(found(`\ufeff${good}`)).toEqual([['byte-order-mark', '', 1]]);
    const { key, der } = testKey('rsa-2048');
    const prepared = createXmlSigning().prepare(Buffer.from(`\ufeff${good}`), { kind: 'enveloped' }, der, 'rsa-sha256');
    if (!prepared.ok) throw new Error(prepared.failure.code);
    expect(prepared.value.assemble(signWith(prepared.value.toBeSigned, key, 'rsa-sha256'))[0]).toBe(0x3c);
  });

  it('five hundred of them where 70,000 elements are wrong, and as quickly as of one', () => {
    const sample = readFileSync(`${schemaFolder}samples/phytosanitary/co-pe-aguacate.xml`, 'utf8');
    const wrong = sample.replace('<ram:Description', `${'<ram:Description otro="">x</ram:Description>'.repeat(70_000)}<ram:Description`);
    const findings = createXmlDocuments({ schemaFolder }).validate(Buffer.from(wrong), 'sps-17A/SPSCertificate.xsd');
    expect(findings).toHaveLength(500);
    expect(findings[499]?.code).toBe('attribute-not-allowed');
    expect(findings[499]?.path).toMatch(/ram:Description\[500\]\/@otro$/);
  }, 12_000);

  it('or whether there are any at all, for whoever asks no more', () => {
    const follows = (text: string | Uint8Array): boolean => documents.follows(Buffer.from(text), 'certificado.xsd');
    expect([good, `\ufeff${good}`, signed(good).bytes].map(follows)).toEqual([true, true, true]);
    const broken = good.replace('>CL<', '>XX<');
    expect([broken, signed(broken).bytes, '<Certificado', good.replace('<Pais>', 'texto<Pais>')].map(follows)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('which must lie in the folder', () => {
    expect(() => documents.validate(Buffer.from(good), '../keys/p256.crt')).toThrow(/outside/);
  });
});

const standards = '../shared/standards/';
describe.runIf(existsSync(standards))('the official schemas and samples (skipped where ../shared is not there)', () => {
  const official = createXmlDocuments({ schemaFolder: standards });
  const sps = 'intercom-can-sps-17A/data/standard/SPSCertificate_17p0.xsd';
  const check = (sample: string, schema: string): readonly (readonly [string, number | null])[] =>
    official.validate(readFileSync(`${standards}samples/${sample}`), schema).map(({ code, line }) => [code, line]);

  it('agree as their publishers say', () => {
    expect(check('sps-17-intercom-can-unsigned.xml', sps)).toEqual([]);
    expect(check('sps-17-intercom-can-signed.xml', sps)).toEqual([]);
    expect(check('sps-17-ippc-full-example.xml', sps)).toEqual([
      ['element-not-expected', 84],
      ['element-not-expected', 127],
    ]);
    expect(check('cod-1.8.0-FormA18-unsigned.xml', 'aladi-cod/cod_ver_1.8.2_exporter_unsigned.xsd')).toEqual([['byte-order-mark', 1]]);
  });
});
