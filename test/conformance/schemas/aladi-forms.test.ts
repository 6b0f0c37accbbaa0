import { readFileSync } from 'node:fs';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { formFields } from '#core/documents/origin/form-fields.ts';
import { cod180, cod182, cod200 } from '#core/documents/origin/versions.ts';
import { hasStandards, standardsFolder } from '#test/conformance/schemas/xsd.ts';

type Block = { readonly mandatory: string[]; readonly taken: string[] };

/** Every block of every form of an ALADI XSD: what it must hold and what it may. */
function formsOf(name: string): ReadonlyMap<string, ReadonlyMap<string, Block>> {
  const { root } = XmlDocument.fromBuffer(readFileSync(`${standardsFolder}aladi-cod/${name}.xsd`));
  const types = new Map(elementsOf(root).map((each) => [each.attr('name')?.content ?? '', each]));
  const forms = new Map<string, Map<string, Block>>();
  const typeOf = (element: XmlElement): XmlElement | undefined => {
    const inline = elementsOf(element).find(({ name: kind }) => kind === 'complexType');
    const named = types.get((element.attr('type')?.content ?? '').replace('tns:', ''));
    return inline ?? (named?.name === 'complexType' ? named : undefined);
  };
  const read = (type: XmlElement, block: string, into: Map<string, Block>): void => {
    const here = into.get(block) ?? { mandatory: [], taken: [] };
    into.set(block, here);
    for (const each of elementsOf(type)) {
      if (each.name !== 'element') {
        const base = types.get((each.attr('base')?.content ?? '').replace('tns:', ''));
        if (base?.name === 'complexType') read(base, block, into);
        read(each, block, into);
        continue;
      }
      if (each.attr('maxOccurs')?.content === '0') continue;
      const child = each.attr('name')?.content ?? '';
      here.taken.push(child);
      if (each.attr('minOccurs')?.content !== '0') here.mandatory.push(child);
      const inner = typeOf(each);
      if (inner) read(inner, child, into);
    }
  };
  const find = (element: XmlElement): void => {
    for (const each of elementsOf(element)) {
      const form = /^Form([AR]\d+)$/.exec(each.attr('name')?.content ?? '')?.[1];
      const type = form && typeOf(each);
      if (form && type) read(type, 'Form', forms.set(form, new Map()).get(form) ?? new Map<string, Block>());
      else find(each);
    }
  };
  find(root);
  return forms;
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

describe.runIf(hasStandards)('what each agreement asks of its form (skipped where ../shared/standards is not)', () => {
  it.each([
    ['cod_ver_1.8.0', cod180],
    ['cod_ver_1.8.2', cod182],
    ['cod_ver_1.8.2_exporter_unsigned', cod182],
    ['cod_ver_2.0.0', cod200],
  ] as const)("is what ALADI's %s says, field by field", (name, version) => {
    const forms = formsOf(name);
    expect([...forms.keys()].sort()).toEqual([...version.agreements].sort());
    for (const [agreement, blocks] of forms) {
      for (const [block, { mandatory, taken }] of blocks) {
        const ours = formFields(version, agreement, block);
        expect(ours && [[...ours.mandatory], [...ours.taken].sort()], `${agreement} ${block}`).toEqual([mandatory, taken.sort()]);
      }
    }
  });
});
