import { describe, expect, it } from 'vitest';
import type { DraftValues } from '#core/documents/document-type.ts';
import { customsDeclaration } from '#core/documents/customs-declaration/type.ts';
import { declarationVersion } from '#core/documents/customs-declaration/version.ts';
import { recognise } from '#core/documents/types.ts';
import { openSchema, schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfTree, valuesOfView } from '#test/core/documents/values.ts';

const draft: DraftValues = {
  'declaration.number': 'PRUEBA-DUA-0001',
  'declaration.type': '830',
  'declaration.issuedAt': '2026-11-22T10:30:00-05:00',
  'declaration.office': 'PE-118',
  'declarant.name': 'Agencia de Ensayo S.A.C.',
  'declarant.registration': '00000000031',
  'exporter.name': 'Exportadora de Ensayo S.A.C.',
  'exporter.address': 'Jirón de Ensayo 21',
  'exporter.country': 'PE',
  'importer.name': 'Importadora de Ensayo Ltda.',
  'importer.country': 'CL',
  'shipment.exportCountry': 'PE',
  'shipment.destinationCountry': 'CL',
  'shipment.tradeTerm': 'FOB',
  'shipment.invoice': 'F001-77',
  'shipment.mode': '1',
  'shipment.means': 'Nave de Ensayo',
  'items[0].description': 'Uva fresca',
  'items[0].tariff': '08061000',
  'items[0].originCountry': 'PE',
  'items[0].netWeight': '18400',
  'items[0].grossWeight': '19800',
  'items[0].value': '36800.50',
  'items[0].packageCount': '2300',
  'items[0].packageType': 'CT',
  'items[0].documentType': '851',
  'items[0].documentNumber': 'PRUEBA-PE-0001',
};
const whole = customsDeclaration.compose(draft, declarationVersion);
const codesOf = (xml: string) => customsDeclaration.rules(readTree(xml)).map(({ code }) => code);

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
    ['dec-item-count-differs', (xml: string) => xml.replace('<dec:GoodsItemQuantity>1<', '<dec:GoodsItemQuantity>4<')],
    ['dec-package-total-differs', (xml: string) => xml.replace('<dec:TotalPackageQuantity>2300<', '<dec:TotalPackageQuantity>23<')],
    ['dec-country-unknown', (xml: string) => xml.replace('<dec:OriginCountryCode>PE<', '<dec:OriginCountryCode>ZZ<')],
    ['dec-net-over-gross', (xml: string) => xml.replace('>18400<', '>28400<')],
    ['element-not-understood', (xml: string) => xml.replace('<dec:Description>', '<dec:Colour>verde</dec:Colour><dec:Description>')],
  ])('is found %s', (code, breakIt) => {
    expect(codesOf(breakIt(whole))).toContain(code);
  });
});
