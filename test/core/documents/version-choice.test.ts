import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { origin } from '#core/documents/origin/type.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { sps13B, sps17A } from '#core/documents/phytosanitary/versions.ts';
import { expectedVersion, versionFinding } from '#core/documents/version-choice.ts';
import { openSchema, schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfTree } from '#test/core/documents/values.ts';

const chosenFor = (country: string | null, choices = {}) => expectedVersion(phytosanitary, country, choices)?.version.id;

describe('the version of a document', () => {
  it('is what the destination usually takes: 13B within the Alliance, 17A elsewhere', () => {
    expect(['CL', 'CO', 'MX', 'PE', null, 'US', 'EC'].map((country) => chosenFor(country))).toEqual([
      '13B',
      '13B',
      '13B',
      '13B',
      '13B',
      '17A',
      '17A',
    ]);
  });

  it('is what was chosen for that country, then for every other one', () => {
    const choices = { 'phytosanitary/CL': '17A', 'phytosanitary/*': '13B' };
    expect(['CL', 'PE', 'US'].map((country) => chosenFor(country, choices))).toEqual(['17A', '13B', '13B']);
  });

  it('falls back to the usual where a choice names no version of the type', () => {
    expect(chosenFor('US', { 'phytosanitary/US': '99Z' })).toBe('17A');
  });

  it('is not decided by the destination for a certificate of origin', () => {
    expect(expectedVersion(origin, 'CL', { 'origin/CL': '2.0.0' })).toBeNull();
  });

  it('other than its destination takes is told, as a warning where somebody chose', () => {
    const found = (choices = {}) => versionFinding(phytosanitary, sps17A, 'PE', choices);
    expect(found()).toMatchObject({ level: 'info', code: 'version-not-of-destination' });
    expect(found({ 'phytosanitary/PE': '13B' })).toMatchObject({ level: 'warning' });
    expect(found({ 'phytosanitary/PE': '13B' })?.sentence.es).toMatch(/17A.*PE.*13B/);
    expect(found({ 'phytosanitary/PE': '17A' })).toBeNull();
    expect(versionFinding(phytosanitary, sps13B, null, {})).toBeNull();
  });

  it('changes by its namespaces alone, and the document is valid in the other one', () => {
    const xml = readFileSync(`${schemaFolder}samples/phytosanitary/cl-pe-uvas.xml`, 'utf8');
    const newer = phytosanitary.inVersion?.(xml, sps17A) ?? '';
    const schema = openSchema(schemaFolder + sps17A.schema);
    expect(schema.errorsOf(newer)).toEqual([]);
    schema.close();
    expect(valuesOfTree(readTree(newer))).toEqual(valuesOfTree(readTree(xml)));
    expect(phytosanitary.inVersion?.(newer, sps13B)).toBe(xml);
  });
});
