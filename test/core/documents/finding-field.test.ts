import { describe, expect, it } from 'vitest';
import { initialValues } from '#core/documents/check-draft.ts';
import { origin } from '#core/documents/origin/type.ts';
import { codAlliance } from '#core/documents/origin/versions.ts';
import { fieldOfFinding, fieldsByPath } from '#core/documents/finding-field.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { sps17A } from '#core/documents/phytosanitary/versions.ts';
import { fullDraft } from '#test/core/documents/drafts.ts';
import { readTree } from '#test/core/documents/read-tree.ts';

/** The field each finding of this code is about, when the draft is changed so. */
function fieldOf(code: string, change: Readonly<Record<string, string>>): readonly (string | null)[] {
  const values = { ...fullDraft, ...change };
  const fields = fieldsByPath(phytosanitary, sps17A, values);
  return phytosanitary
    .rules(readTree(phytosanitary.compose(values, sps17A)))
    .filter((finding) => finding.code === code)
    .map(({ path }) => fieldOfFinding(path, fields));
}

describe('a finding about a draft', () => {
  it.each([
    ['sps-country-unknown', { 'lines[1].originCountry': 'ZZ' }, 'lines[1].originCountry'],
    ['sps-hs-not-six-digits', { 'lines[0].hsCode': '0806' }, 'lines[0].hsCode'],
    ['sps-issue-date-invalid', { 'certificate.issuedAt': '22/11/2026' }, 'certificate.issuedAt'],
    ['sps-note-too-long', { 'declaration.importPermit': 'x'.repeat(300) }, 'declaration.importPermit'],
    ['sps-entry-not-locode', { 'route.entryCode': 'PE' }, 'route.entryCode'],
    ['sps-net-over-gross', { 'lines[0].netWeight': '99999' }, 'lines[0].netWeight'],
  ])('%s points at its field', (code, change, field) => {
    expect(fieldOf(code, change)).toEqual([field]);
  });

  it('about something missing points at the row it is missing from', () => {
    expect(
      fieldOf('sps-packages-missing', {
        'lines[1].packageCount': '',
        'lines[1].packageType': '',
        'lines[1].innerPackageCount': '',
        'lines[1].innerPackageType': '',
      }),
    ).toEqual(['lines[1]']);
    expect(fieldOf('sps-botanical-name-missing', { 'lines[0].botanicalName': '' })).toEqual(['lines[0]']);
  });

  it('about the whole of a document just begun is about none of its fields, though only one of them holds something', () => {
    const values = initialValues(origin.form);
    const fields = fieldsByPath(origin, codAlliance, values);
    const found = origin.rules(readTree(origin.compose(values, codAlliance)));
    const about = new Map(found.map(({ code, path }) => [code, fieldOfFinding(path, fields)]));
    expect(about.get('cod-draft')).toBeNull();
    expect(about.get('cod-reference-unknown')).toBe('goods[0].GoodsInvoiceOrderNo');
  });

  it('says what is missing in words: the names of the format stand in parentheses, for whoever reads the document itself', () => {
    for (const [type, version] of [
      [phytosanitary, sps17A],
      [origin, codAlliance],
    ] as const) {
      const sentences = type
        .rules(readTree(type.compose(initialValues(type.form), version)))
        .flatMap(({ sentence }) => [sentence.es, sentence.en]);
      const bare = sentences
        .map((sentence) => sentence.replaceAll(/\([^)]*\)|«[^»]*»/g, ''))
        .filter((words) => /[a-z][A-Z]|OPTND/.test(words));
      expect(bare).toEqual([]);
    }
  });

  it('is not that the place of examination, which the schema demands, is not known', () => {
    expect(fieldOf('sps-element-empty', { 'route.examinationPlace': '' })).toEqual([]);
  });

  it('knows the field of nearly every element of a full draft', () => {
    const fields = fieldsByPath(phytosanitary, sps17A, fullDraft);
    const typed = Object.keys(fullDraft).filter((key) => ![...fields.exact.values()].includes(key));
    // choices, and of which line a treatment is, shape the document; units and languages are attributes of something else
    expect(typed.filter((key) => !/type$|status$|isReplacement|language|clause|\.line$/.test(key))).toEqual([]);
  });
});
