import { describe, expect, it } from 'vitest';
import { customsDeclaration } from '#core/documents/customs-declaration/type.ts';
import type { DocumentView } from '#core/documents/document-type.ts';
import { phytosanitary } from '#core/documents/phytosanitary/type.ts';
import { origin } from '#core/documents/origin/type.ts';
import type { XmlElement } from '#core/xml-tree.ts';
import { randomFrom, schemaReader } from '#test/conformance/schemas/document-generator.ts';
import { openSchema, schemaFolder } from '#test/conformance/schemas/xsd.ts';
import { readTree } from '#test/core/documents/read-tree.ts';
import { valuesOfView } from '#test/core/documents/values.ts';

/** Whether the view says each text, in its place or under "not understood". */
function dropped(tree: XmlElement, view: DocumentView, structural: ReadonlySet<string>): readonly string[] {
  const shown = `${valuesOfView(view).join('\n')}\n${view.notUnderstood.map(({ value }) => value).join('\n')}`;
  const missing: string[] = [];
  walk(tree);
  return missing;

  function walk(element: XmlElement): void {
    const text = element.text.trim();
    const isSaid = text === '' || structural.has(element.name) || shown.includes(text) || isAttachment(element);
    if (!isSaid) missing.push(`${element.path}: ${text}`);
    for (const child of element.children) walk(child);
  }
}

/** An attachment is told by its name and size; its bytes are no text for people. */
function isAttachment(element: XmlElement): boolean {
  return element.name === 'AttachmentBinaryObject';
}

describe('no document is shown with less than it says', () => {
  it('neither any of 300 phytosanitary certificates drawn from the schema', () => {
    const reader = schemaReader(
      `${schemaFolder}sps-17A`,
      ['SPSCertificate.xsd', 'components.xsd', 'codes.xsd', 'data-types.xsd'],
      'SPSCertificate',
    );
    // they say where a value belongs and become its label; TypeCode ZZZ says "see the characteristics"
    const structural = new Set(['Subject', 'SystemName']);
    for (let seed = 1; seed <= 300; seed++) {
      const tree = readTree(reader.draw(randomFrom(seed)));
      const view = phytosanitary.view(tree);
      const missing = dropped(tree, view, structural).filter((each) => !/ZZZ$|TT\w\w$/.test(each));
      expect(missing, `seed ${seed}`).toEqual([]);
    }
  });

  it('nor any of 300 customs declarations', () => {
    const reader = schemaReader(`${schemaFolder}wco-declaration`, ['declaration.xsd'], 'Declaration');
    for (let seed = 1; seed <= 300; seed++) {
      const tree = readTree(reader.draw(randomFrom(seed)));
      expect(dropped(tree, customsDeclaration.view(tree), new Set()), `seed ${seed}`).toEqual([]);
    }
  });

  it('nor any of 300 certificates of origin', () => {
    for (const folder of ['aladi-cod-1.8', 'aladi-cod-2.0']) {
      const reader = schemaReader(`${schemaFolder}${folder}`, ['cod.xsd'], 'CertOrigin');
      const schema = openSchema(`${schemaFolder}${folder}/cod.xsd`);
      for (let seed = 1; seed <= 150; seed++) {
        const xml = `<e:Envelope xmlns:e="http://www.w3.org/2001/12/soap-envelope">${reader.draw(randomFrom(seed))}</e:Envelope>`;
        expect(schema.errorsOf(xml), `${folder}, seed ${seed}`).toEqual([]);
        const tree = readTree(xml);
        expect(dropped(tree, origin.view(tree), new Set()), `${folder}, seed ${seed}`).toEqual([]);
      }
      schema.close();
    }
  });
});
