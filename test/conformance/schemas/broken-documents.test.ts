import { describe, expect, it } from 'vitest';
import { allRules } from '#core/documents/all-rules.ts';
import { recognise } from '#core/documents/types.ts';
import type { Finding } from '#core/finding.ts';
import { createXmlDocuments } from '#main/xml/documents.ts';
import { misshapen, unreadable } from '#test/conformance/schemas/broken-by-form.ts';
import { unrulyDeclaration } from '#test/conformance/schemas/broken-by-declaration-rule.ts';
import { unrulyLines } from '#test/conformance/schemas/broken-by-line-rule.ts';
import { unrulyOrigin } from '#test/conformance/schemas/broken-by-origin-rule.ts';
import { unruly } from '#test/conformance/schemas/broken-by-rule.ts';
import { soundDocument, type Broken } from '#test/conformance/schemas/broken-document.ts';
import { schemaFolder } from '#test/conformance/schemas/xsd.ts';

const brokenDocuments: readonly Broken[] = [...unreadable, ...misshapen, ...unruly, ...unrulyLines, ...unrulyOrigin, ...unrulyDeclaration];
const documents = createXmlDocuments({ schemaFolder });

/** Schema and rules together, as an official sees them. */
function findingsOf(bytes: Uint8Array, sound: string): readonly Finding[] {
  const read = documents.read(bytes);
  const tree = read.ok ? read.value : documents.read(new TextEncoder().encode(sound));
  const known = 'ok' in tree ? (tree.ok ? recognise(tree.value) : null) : recognise(tree);
  const schema = documents.validate(bytes, known?.version.schema ?? '');
  return read.ok && known ? [...schema, ...allRules(known.type, read.value)] : schema;
}

describe('a broken document', () => {
  it('comes in at least sixty kinds, each broken in its own way', () => {
    expect(brokenDocuments.length).toBeGreaterThanOrEqual(60);
    expect(new Set(brokenDocuments.map(({ name }) => name)).size).toBe(brokenDocuments.length);
  });

  it('was sound before it was broken: no error, and not the finding it is to have', () => {
    for (const { sample, code, name } of brokenDocuments) {
      const sound = soundDocument(sample);
      const findings = findingsOf(new TextEncoder().encode(sound), sound);
      expect(
        findings.filter(({ level }) => level === 'error'),
        name,
      ).toEqual([]);
      expect(
        findings.map((finding) => finding.code),
        name,
      ).not.toContain(code);
    }
  });

  it.each(brokenDocuments.map((broken): [string, string, Broken] => [broken.name, broken.code, broken]))(
    'with %s is found %s, in Spanish and English',
    (_, code, { sample, breakIt, says }) => {
      const sound = soundDocument(sample);
      const broken = breakIt(sound);
      const findings = findingsOf(typeof broken === 'string' ? new TextEncoder().encode(broken) : broken, sound);
      const found = findings.filter((finding) => finding.code === code);
      expect(findings.map((finding) => finding.code)).toContain(code);
      for (const { sentence, line } of found) {
        expect(sentence.es).not.toBe('');
        expect(sentence.en).not.toBe(sentence.es);
        if (line !== null) expect(line).toBeGreaterThan(0);
      }
      if (says !== undefined) {
        expect(found.some(({ sentence }) => sentence.es.includes(says))).toBe(true);
        expect(found.some(({ sentence }) => sentence.en.includes(says))).toBe(true);
      }
    },
  );

  it('with Windows line ends is not broken at all', () => {
    const sound = soundDocument('phytosanitary');
    const findings = findingsOf(new TextEncoder().encode(sound.replaceAll('\n', '\r\n')), sound);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
