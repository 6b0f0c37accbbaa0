import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FormField } from '#core/documents/document-type.ts';
import { meaningOf, searchCodes } from '#core/documents/code-lists/code-list.ts';
import { countries } from '#core/documents/code-lists/countries.ts';
import { codeListById, codeLists } from '#core/documents/code-lists/lists.ts';
import { packages } from '#core/documents/code-lists/packages.ts';
import { ports } from '#core/documents/code-lists/ports.ts';
import { tariff } from '#core/documents/code-lists/tariff.ts';
import { documentTypes } from '#core/documents/types.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

const codes = (list: (typeof codeLists)[number], query: string) => searchCodes(list, query).map(({ code }) => code);

describe('code lists', () => {
  it('say where they come from and of when, and hold each code once, in both languages', () => {
    for (const list of codeLists) {
      expect(list.source, list.id).not.toBe('');
      expect(list.date, list.id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(new Set(list.entries.map(({ code }) => code)).size, list.id).toBe(list.entries.length);
      for (const { code, words } of list.entries) expect([words.es, words.en].includes(''), `${list.id} ${code}`).toBe(false);
    }
  });

  it('are found by code and by word in either language, without accents or case', () => {
    expect(codes(countries, 'pe')[0]).toBe('PE');
    expect(codes(countries, 'mexico')).toContain('MX');
    expect(codes(countries, 'GERMANY')).toContain('DE');
    expect(codes(countries, 'alemania')).toEqual(['DE']);
    expect(codes(tariff, 'palta')).toEqual(['080440']);
    expect(codes(tariff, 'avocados')).toEqual(['080440']);
    expect(codes(tariff, '0806')).toEqual(['0806', '080610', '080620']);
    expect(codes(packages, 'cajas carton')).toEqual(['CT', '4G']);
    expect(codes(packages, 'zapato')).toEqual([]);
  });

  it('hold every chapter of the Harmonized System, and the ports of the eight countries', () => {
    const chapters = tariff.entries.filter(({ code }) => code.length === 2).map(({ code }) => Number(code));
    expect(chapters).toEqual(Array.from({ length: 97 }, (_, index) => index + 1).filter((chapter) => chapter !== 77));
    const countriesOfPorts = new Set(ports.entries.map(({ code }) => code.slice(0, 2)));
    expect([...countriesOfPorts].sort()).toEqual(['AR', 'BO', 'BR', 'CL', 'CO', 'EC', 'MX', 'PE']);
    expect(codes(ports, 'mejillones')).toEqual(['CLMJS']);
  });

  it('name every package that the schemas take, none like another', () => {
    for (const version of ['sps-13B', 'sps-17A']) {
      const schema = readFileSync(`${schemaFolder}${version}/codes.xsd`, 'utf8');
      const taken = /<xs:simpleType name="PackageTypeCodeValue">.*?<\/xs:simpleType>/s.exec(schema)?.[0] ?? '';
      const unnamed = [...taken.matchAll(/enumeration value="(\w+)"/g)]
        .map(([, code = '']) => code)
        .filter((code) => !meaningOf(packages, code));
      expect(unnamed, version).toEqual([]);
    }
    expect(packages.entries).toHaveLength(377);
    for (const language of ['es', 'en'] as const) {
      const names = packages.entries.map(({ words }) => words[language]);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  it('put the exact code first, then what starts with the words', () => {
    expect(codes(countries, 'CO')[0]).toBe('CO');
    expect(codes(countries, 'chi').slice(0, 2)).toEqual(['CL', 'CN']);
  });

  it('give the first entries when nothing is asked', () => {
    expect(searchCodes(countries, ' ', 3)).toHaveLength(3);
    expect(meaningOf(countries, 'CL')).toEqual({ es: 'Chile', en: 'Chile' });
  });

  it('named by a form field exist, and so does every default', () => {
    const fields = documentTypes.flatMap((type) => type.form.groups.flatMap((group) => group.fields));
    for (const field of fields.filter(({ kind }) => kind === 'code')) {
      const list = codeListById(field.codeList ?? '');
      expect(list, field.id).toBeDefined();
      if (field.defaultValue && list) expect(meaningOf(list, field.defaultValue), field.id).toBeDefined();
    }
    for (const field of fields.filter(({ kind }) => kind === 'choice')) expect(field.choices?.length, field.id).toBeGreaterThan(1);
  });

  it('let a field depend only on a field that exists', () => {
    for (const type of documentTypes) {
      const known = new Set(type.form.groups.flatMap((group) => group.fields.map(({ id }) => `${group.id}.${id}`)));
      for (const group of type.form.groups) {
        const isLost = ({ dependsOn }: FormField): boolean =>
          dependsOn !== undefined && !known.has(dependsOn.field.replace(/^\./, `${group.id}.`));
        expect(group.fields.filter(isLost)).toEqual([]);
      }
    }
  });
});
