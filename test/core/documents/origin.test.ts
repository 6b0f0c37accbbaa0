import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRules } from '#core/documents/all-rules.ts';
import type { OfficialIdentity } from '#core/documents/document-type.ts';
import { readCertificateId } from '#core/documents/origin/certificate-id.ts';
import { origin } from '#core/documents/origin/type.ts';
import { cod182, codAlliance } from '#core/documents/origin/versions.ts';
import { recognise } from '#core/documents/types.ts';
import { officialCodErrors } from '#test/conformance/schemas/aladi.ts';
import { hasStandards, openSchema, schemaFolder, standardsFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfTree, valuesOfView } from '#test/core/documents/values.ts';

const samples = `${schemaFolder}samples/origin/`;
const read = (name: string): string => readFileSync(`${samples}${name}.xml`, 'utf8');
const official: OfficialIdentity = {
  name: 'Oficial de Ensayo',
  country: 'PE',
  entityId: 'P01',
  entityName: 'Entidad Habilitada de Ensayo & Cía.',
  entityAddress: 'Avenida de Ensayo 55',
  entityCity: 'Lima',
  entityUrl: 'http://www.ensayo.invalid',
};
const at = '2026-11-22T15:04:05.678Z';
const codesOf = (xml: string) => allRules(origin, readTree(xml)).map(({ code }) => code);
const absent = hasStandards ? '' : ' (skipped: ../shared/standards is not here)';

describe('a certificate of origin', () => {
  it('of every practice sample is valid in its schema, shown whole and free of errors', () => {
    for (const file of readdirSync(samples)) {
      const xml = readFileSync(samples + file, 'utf8');
      const tree = readTree(xml);
      const version = recognise(tree)?.version;
      const schema = openSchema(`${schemaFolder}${version?.schema}`);
      expect(schema.errorsOf(xml), file).toEqual([]);
      schema.close();
      const view = origin.view(tree);
      expect(view.notUnderstood, file).toEqual([]);
      expect(
        origin.rules(tree).filter(({ level }) => level === 'error'),
        file,
      ).toEqual([]);
    }
  });

  it('shows every value of its form', () => {
    const tree = readTree(read('mx-pe-aguacates-alianza'));
    const shown = valuesOfView(origin.view(tree)).join('\n');
    for (const value of valuesOfTree(tree)) {
      if (value !== 'COD' && value !== 'CODEH') expect(shown).toContain(value);
    }
  });

  it('is of the day and the year that the official’s own clock shows: the evening of 31 December is not next year’s', () => {
    const tree = readTree(origin.complete?.(read('pe-cl-uvas-a38'), official, '2026-12-31T22:10:11.123-03:00') ?? '');
    const { number, issuedAt } = origin.summarise(tree);
    expect(issuedAt).toBe('2026-12-31T22:10:11-03:00');
    expect(number.slice(8, 10)).toBe('26');
    expect(origin.rules(tree).filter(({ code }) => code === 'cod-certificate-id-differs')).toEqual([]);
  });

  it('completed by the official keeps every byte the exporter signed', () => {
    const before = read('pe-cl-uvas-a38');
    const after = origin.complete?.(before, official, at) ?? '';
    const signed = (xml: string): string => xml.slice(0, xml.indexOf('</CODExporter>') + '</CODExporter>'.length);
    expect(signed(after)).toBe(signed(before));
    expect(after.replace(/<EH>.*<\/CertificationEH>/s, '').replaceAll(/\s+$/gm, '')).toBe(before.replaceAll(/\s+$/gm, ''));
  });

  it('completed carries the entity, a date with offset and a number that says who, what and when', () => {
    const after = origin.complete?.(read('pe-cl-uvas-a38'), official, at) ?? '';
    const tree = readTree(after);
    const schema = openSchema(`${schemaFolder}${cod182.schema}`);
    expect(schema.errorsOf(after)).toEqual([]);
    schema.close();
    expect(origin.rules(tree).filter(({ level }) => level === 'error')).toEqual([]);
    const { number, issuedAt, issuingBody, issuerCountry } = origin.summarise(tree);
    expect(issuedAt).toBe('2026-11-22T15:04:05Z');
    expect([issuingBody, issuerCountry]).toEqual(['Entidad Habilitada de Ensayo & Cía.', 'PE']);
    expect(number).toHaveLength(20);
    expect(readCertificateId(number)).toMatchObject({ country: 'PE', entityId: 'P01', agreement: 'A38', year: '26', rectification: '00' });
  });

  it('of the Alliance is numbered with the 26 characters of Rev. 13', () => {
    const after = origin.complete?.(read('mx-pe-aguacates-alianza'), { ...official, country: 'MX', entityId: 'M01' }, at) ?? '';
    expect(origin.summarise(readTree(after)).number).toMatch(/^MXM01PAP26\d{14}00$/);
    const schema = openSchema(`${schemaFolder}${codAlliance.schema}`);
    expect(schema.errorsOf(after)).toEqual([]);
    schema.close();
  });

  it('is completed once, and never with a byte order mark', () => {
    const once = origin.complete?.(`\uFEFF${read('pe-cl-uvas-a38')}`, official, at) ?? '';
    expect(once.startsWith('<?xml')).toBe(true);
    expect(origin.complete?.(once, official, '1970-01-01T00:00:00Z')).toBe(once);
  });

  it('is completed after CODExporter itself, whatever comments and attributes pretend', () => {
    const tricky = read('pe-cl-uvas-a38')
      .replace('<CODExporter>', '<CODExporter ><!-- </CODExporter> --><!--x-->')
      .replace('</AgreementName>', '<![CDATA[</CODExporter>]]></AgreementName>');
    const after = origin.complete?.(tricky, official, at) ?? '';
    expect(after.indexOf('<EH>')).toBeGreaterThan(after.lastIndexOf('</CODExporter>'));
    expect(readTree(after).name).toBe('Envelope');
  });

  it('drafted from an earlier one is that one, but for the signatures', () => {
    for (const file of readdirSync(samples)) {
      const xml = readFileSync(samples + file, 'utf8');
      const tree = readTree(xml);
      const version = recognise(tree)?.version ?? cod182;
      const drafted = readTree(origin.compose(origin.draftFrom?.(tree) ?? {}, version));
      const unsigned = readTree(xml.replace(/<ds:Signature.*?<\/ds:Signature>/s, ''));
      expect(valuesOfTree(drafted), file).toEqual(valuesOfTree(unsigned));
    }
  });

  it.each(['pe-cl-uvas-a38', 'mx-pe-aguacates-alianza'])(
    'that replaces another (%s) says so where its exporter signs, and takes the next rectification',
    (name) => {
      const country = name.slice(0, 2).toUpperCase();
      const ours = { ...official, country };
      const before = readTree(origin.complete?.(read(name), ours, at) ?? '');
      const { number } = origin.summarise(before);
      const version = recognise(before)?.version ?? cod182;
      const draft = origin.replacementFrom?.(before) ?? {};
      expect(draft['declaration.GeneralComments']).toMatch(new RegExp(`^Reemplaza al certificado ${number}\\. `));
      const composed = origin.compose(draft, version);
      expect(origin.summarise(readTree(composed)).replaces).toBe(number);
      const after = readTree(origin.complete?.(composed, ours, '2027-01-02T00:00:00Z') ?? '');
      expect(origin.summarise(after)).toMatchObject({ number: number.replace(/00$/, '01'), replaces: number });
      expect(
        origin
          .rules(after)
          .filter(({ level }) => level === 'error')
          .map(({ code }) => code),
      ).toEqual([]);
      const third = origin.complete?.(origin.compose(origin.replacementFrom?.(after) ?? {}, version), ours, at) ?? '';
      expect(origin.summarise(readTree(third)).number).toBe(number.replace(/00$/, '02'));
      // another entity's number is no number of ours
      const elsewhere = origin.complete?.(composed, { ...ours, entityId: 'Z99' }, at) ?? '';
      expect(origin.summarise(readTree(elsewhere)).number).toMatch(/00$/);
    },
  );

  it('says when it replaces an earlier rectification', () => {
    const after = origin.complete?.(read('pe-cl-uvas-a38'), official, at) ?? '';
    const second = after.replace(/00<\/CertificateID>/, '01</CertificateID>');
    expect(origin.summarise(readTree(second)).replaces).toBe(origin.summarise(readTree(after)).number);
  });

  it.each([
    ['cod-draft', (xml: string) => xml.replace(/<ds:Signature.*<\/ds:Signature>/s, '')],
    ['cod-field-missing', (xml: string) => xml.replace(/<ExporterAddress>[^<]*/, '<ExporterAddress>')],
    ['cod-field-missing', (xml: string) => xml.replace(/<InvoiceQty>.*?<\/InvoiceQty>/, '')],
    [
      'cod-field-not-of-form',
      (xml: string) => xml.replace('</GoodsItemMeasureUnit>', '</GoodsItemMeasureUnit><GoodsItemValue>1</GoodsItemValue>'),
    ],
    ['cod-field-empty', (xml: string) => xml.replace(/<ExporterTelephone>[^<]*/, '<ExporterTelephone>')],
    ['cod-contact-invalid', (xml: string) => xml.replace(/<ExporterTelephone>[^<]*/, '<ExporterTelephone>no tiene')],
    ['cod-agreement-name-missing', (xml: string) => xml.replace(/<AgreementName>[^<]*/, '<AgreementName>38')],
    [
      'signature-misplaced',
      (xml: string) => xml.replace('<FormA38>', '<FormA38><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'),
    ],
    ['cod-count-differs', (xml: string) => xml.replace('<GoodsQty>1<', '<GoodsQty>2<')],
    ['cod-reference-unknown', (xml: string) => xml.replace('<GoodsInvoiceOrderNo>1<', '<GoodsInvoiceOrderNo>9<')],
    ['cod-item-code-invalid', (xml: string) => xml.replace('0806.10.00', '08061000')],
    ['cod-origin-criterion-missing', (xml: string) => xml.replace('Totalmente obtenidas', '')],
    ['cod-agreement-other-form', (xml: string) => xml.replaceAll('FormA38', 'FormA24')],
    ['cod-declaration-date-invalid', (xml: string) => xml.replace('<DeclarationDate>2026-11-20', '<DeclarationDate>2026-13-20')],
    ['cod-country-unknown', (xml: string) => xml.replace('<ImporterCountry>CL<', '<ImporterCountry>ZZ<')],
    ['cod-amount-invalid', (xml: string) => xml.replace('>18400.00<', '>0<')],
    ['cod-id-missing', (xml: string) => xml.replace('<COD id="COD">', '<COD>')],
    ['element-not-understood', (xml: string) => xml.replace('</Exporter>', '<ExporterMood>bueno</ExporterMood></Exporter>')],
  ])('is found %s', (code, breakIt) => {
    const whole = read('pe-cl-uvas-a38');
    expect(codesOf(whole)).not.toContain(code);
    expect(codesOf(breakIt(whole))).toContain(code);
  });

  it('not signed by its exporter is right as a draft, and not ready for the official', () => {
    const unsigned = (name: string) => readTree(read(name).replace(/<ds:Signature.*<\/ds:Signature>/s, ''));
    const ready = (tree: ReturnType<typeof readTree>) => origin.readyToSign?.(tree).map(({ code, level }) => [code, level]);
    expect(origin.rules(unsigned('pe-cl-uvas-a38')).filter(({ level }) => level === 'error')).toEqual([]);
    expect(ready(unsigned('pe-cl-uvas-a38'))).toEqual([['cod-exporter-signature-missing', 'error']]);
    expect(ready(unsigned('mx-pe-aguacates-alianza'))).toEqual([['cod-exporter-signature-missing', 'warning']]);
    expect(ready(readTree(read('pe-cl-uvas-a38')))).toEqual([]);
  });

  it.each([
    ['another country', 'PE', 'CL'],
    ['another entity', 'P01', 'P02'],
    ['another agreement', 'A38', 'A24'],
    ['another year', '26', '25'],
  ])('is refused when its number names %s', (_, was, is) => {
    const after = origin.complete?.(read('pe-cl-uvas-a38'), official, at) ?? '';
    const broken = after.replace(/<CertificateID>[^<]*/, (id) => id.replace(was, is));
    expect(codesOf(broken)).toContain('cod-certificate-id-differs');
  });
});

describe("ALADI's own schemas", () => {
  it.runIf(hasStandards)(`accept what we complete in 1.8.2 and 2.0.0, once the official's signature is there${absent}`, () => {
    for (const [name, schema, country] of [
      ['pe-cl-uvas-a38', 'cod_ver_1.8.2', 'PE'],
      ['co-mx-rosas-a33', 'cod_ver_1.8.2', 'CO'],
      ['cl-co-manzanas-a24', 'cod_ver_2.0.0', 'CL'],
    ] as const) {
      const after = origin.complete?.(read(name), { ...official, country }, at) ?? '';
      const signature = /<ds:Signature.*<\/ds:Signature>/s.exec(after)?.[0] ?? '';
      const signedTwice = after.replace('</ns1:CertOrigin>', `${signature}</ns1:CertOrigin>`);
      expect(
        officialCodErrors(schema, signedTwice).map(({ message }) => message),
        name,
      ).toEqual([]);
    }
  });

  it.runIf(hasStandards)(`sample of 1.8.0 is accepted by our profile, byte order mark and all${absent}`, () => {
    const bytes = readFileSync(`${standardsFolder}samples/cod-1.8.0-FormA18-unsigned.xml`);
    const schema = openSchema(`${schemaFolder}aladi-cod-1.8/cod.xsd`);
    expect(schema.errorsOf(bytes)).toEqual([]);
    schema.close();
    const tree = readTree(bytes);
    expect(recognise(tree)?.version.id).toBe('1.8.0');
    expect(origin.view(tree).notUnderstood).toEqual([]);
    expect(origin.rules(tree).map(({ code }) => code)).toEqual(['cod-agreement-other-form', 'cod-draft']);
  });
});
