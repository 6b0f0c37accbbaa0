import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRules } from '#core/documents/all-rules.ts';
import type { DraftValues } from '#core/documents/document-type.ts';
import { customsDeclaration } from '#core/documents/customs-declaration/type.ts';
import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import { recognise } from '#core/documents/types.ts';
import { openSchema, schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfTree, valuesOfView } from '#test/core/documents/values.ts';

const samples = `${schemaFolder}samples/customs-declaration/`;

const draft: DraftValues = {
  'declaration.number': 'PRUEBA-DUA-0001',
  'declaration.type': '830',
  'declaration.function': '9',
  'declaration.issuedAt': '2026-11-22T10:30:00-05:00',
  'declaration.office': 'PE-118',
  'declarant.name': 'Agencia de Ensayo S.A.C.',
  'declarant.registration': '00000000031',
  'agent.name': 'Agente de Ensayo E.I.R.L.',
  'agent.country': 'PE',
  'exporter.name': 'Exportadora de Ensayo S.A.C.',
  'exporter.address': 'Jirón de Ensayo 21',
  'exporter.country': 'PE',
  'importer.name': 'Importadora de Ensayo Ltda.',
  'importer.country': 'CL',
  'shipment.exportCountry': 'PE',
  'shipment.destinationCountry': 'CL',
  'shipment.tradeTerm': 'FOB',
  'invoices[0].number': 'F001-77',
  'invoices[1].number': 'F001-78',
  'shipment.mode': '1',
  'shipment.means': 'Nave de Ensayo',
  'items[0].description': 'Uva fresca',
  'items[0].tariff': '08061000',
  'items[0].originCountry': 'PE',
  'items[0].netWeight': '18400',
  'items[0].grossWeight': '19800',
  'items[0].value': '36800.50',
  'items[0].currency': 'USD',
  'items[0].packageCount': '2300',
  'items[0].packageType': 'CT',
  'items[0].marks': 'LOTE 21',
  'items[0].documentType': '851',
  'items[0].documentNumber': 'PRUEBA-PE-0001',
  'items[1].description': 'Mango fresco',
  'items[1].tariff': '08045020',
  'items[1].originCountry': 'PE',
  'items[1].netWeight': '0.1',
  'items[1].grossWeight': '0.2',
  'items[1].value': '12.40',
  'items[1].currency': 'USD',
};
const whole = customsDeclaration.compose(draft, declarationVersion);
const codesOf = (xml: string) => allRules(customsDeclaration, readTree(xml)).map(({ code }) => code);

describe('a customs declaration', () => {
  it('drafted is valid in its schema, known by its root and breaks no rule', () => {
    const schema = openSchema(`${schemaFolder}${declarationVersion.schema}`);
    expect(schema.errorsOf(whole)).toEqual([]);
    schema.close();
    expect(recognise(readTree(whole))?.type.id).toBe('customs-declaration');
    expect(codesOf(whole)).toEqual([]);
  });

  it('shows every value', () => {
    const tree = readTree(whole);
    const view = customsDeclaration.view(tree);
    expect(view.notUnderstood).toEqual([]);
    const shown = valuesOfView(view).join('\n');
    for (const value of valuesOfTree(tree)) expect(shown).toContain(value);
  });

  it('is written again from itself, replaced under its own number, and cancelled by function 1', () => {
    expect(customsDeclaration.draftFrom?.(readTree(whole))).toEqual(draft);
    const replacement = customsDeclaration.compose(customsDeclaration.replacementFrom?.(readTree(whole)) ?? {}, declarationVersion);
    expect(customsDeclaration.summarise(readTree(replacement))).toMatchObject({ statusCode: '70', replaces: 'PRUEBA-DUA-0001' });
    const cancelled = customsDeclaration.withdrawn?.(whole) ?? '';
    expect(cancelled).toBe(whole.replace('<dec:FunctionCode>9<', '<dec:FunctionCode>1<'));
    expect(customsDeclaration.summarise(readTree(cancelled))).toMatchObject({ statusCode: '40', number: 'PRUEBA-DUA-0001' });
    expect(codesOf(cancelled)).toEqual([]);
  });

  it('of every sample is valid, without a remark, and written again byte for byte from its own form', () => {
    const schema = openSchema(`${schemaFolder}${declarationVersion.schema}`);
    const files = readdirSync(samples);
    expect(files).toHaveLength(2);
    for (const file of files) {
      const xml = readFileSync(samples + file, 'utf8');
      const tree = readTree(xml);
      expect(schema.errorsOf(xml), file).toEqual([]);
      expect(customsDeclaration.rules(tree), file).toEqual([]);
      expect(customsDeclaration.view(tree).notUnderstood, file).toEqual([]);
      expect(customsDeclaration.compose(customsDeclaration.draftFrom?.(tree) ?? {}, declarationVersion), file).toBe(xml);
    }
    schema.close();
  });

  it('says nothing of packages where there are none', () => {
    const {
      'items[0].packageCount': _count,
      'items[0].packageType': _type,
      'items[0].marks': _marks,
      ...bulk
    } = draft as Record<string, string>;
    expect(customsDeclaration.compose(bulk, declarationVersion)).not.toContain('TotalPackageQuantity');
  });

  it('is summed up by the country that takes it: of destination for an import', () => {
    expect(customsDeclaration.summarise(readTree(whole))).toMatchObject({
      number: 'PRUEBA-DUA-0001',
      typeCode: '830',
      issuerCountry: 'PE',
    });
    const asImport = readTree(whole.replace('>830<', '>929<'));
    expect(customsDeclaration.summarise(asImport)).toMatchObject({ typeCode: '929', issuerCountry: 'CL', destinationCountry: 'CL' });
    expect(customsDeclaration.view(asImport).title.en).toBe('Import declaration');
  });

  it.each([
    ['dec-type-unknown', (xml: string) => xml.replace('>830<', '>851<')],
    ['dec-date-invalid', (xml: string) => xml.replace('2026-11-22T', '2026-11-31T')],
    ['dec-item-count-differs', (xml: string) => xml.replace('<dec:GoodsItemQuantity>2<', '<dec:GoodsItemQuantity>4<')],
    ['dec-package-total-differs', (xml: string) => xml.replace('<dec:TotalPackageQuantity>2300<', '<dec:TotalPackageQuantity>23<')],
    ['dec-country-unknown', (xml: string) => xml.replace('<dec:OriginCountryCode>PE<', '<dec:OriginCountryCode>ZZ<')],
    ['dec-net-over-gross', (xml: string) => xml.replace('>18400<', '>28400<')],
    ['dec-mass-total-differs', (xml: string) => xml.replace('>19800.2<', '>19800<')],
    ['dec-same-country', (xml: string) => xml.replace('<dec:DestinationCountryCode>CL<', '<dec:DestinationCountryCode>PE<')],
    ['dec-country-unknown', (xml: string) => xml.replace('<dec:CountryCode>PE<', '<dec:CountryCode>ZZ<')],
    ['dec-item-number-repeated', (xml: string) => xml.replace('<dec:SequenceNumeric>2<', '<dec:SequenceNumeric>1<')],
    ['dec-several-currencies', (xml: string) => xml.replace('currencyID="USD"', 'currencyID="PEN"')],
    ['dec-unit-missing', (xml: string) => xml.replace('<dec:NetNetWeightMeasure unitCode="KGM">', '<dec:NetNetWeightMeasure>')],
    ['dec-package-type-unknown', (xml: string) => xml.replace('<dec:TypeCode>CT<', '<dec:TypeCode>Q9<')],
    ['dec-document-kind-unknown', (xml: string) => xml.replace('<dec:TypeCode>851<', '<dec:TypeCode>999<')],
    ['element-not-understood', (xml: string) => xml.replace('<dec:Description>', '<dec:Colour>verde</dec:Colour><dec:Description>')],
  ])('is found %s', (code, breakIt) => {
    expect(codesOf(breakIt(whole))).toContain(code);
  });
});
