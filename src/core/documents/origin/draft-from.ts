import type { DraftValues } from '#core/documents/document-type.ts';
import { partsOf } from '#core/documents/origin/parts.ts';
import { codNamespaces } from '#core/documents/origin/versions.ts';
import { readPlainly, type Reading } from '#core/documents/reading.ts';
import type { XmlElement } from '#core/xml-tree.ts';

/** The form's values of an earlier certificate, whoever signed it: field ids are ALADI's names without the block's prefix. */
export function draftFromOrigin(root: XmlElement): DraftValues {
  const reading = readPlainly(codNamespaces);
  const { cod, form } = partsOf(root, reading);
  const agreement = reading.child(cod, 'Agreement');
  const block = (name: string): XmlElement | undefined => reading.child(form, name);
  const values: Record<string, string> = {
    ...leaves('certificate', agreement, '', reading),
    'certificate.CODSubmitterType': reading.text(reading.child(cod, 'CODSubmitterType')),
    ...leaves('exporter', block('Exporter'), 'Exporter', reading),
    ...leaves('importer', block('Importer'), 'Importer', reading),
    ...leaves('declaration', block('Comments'), '', reading),
    ...leaves('declaration', block('Declaration'), '', reading),
  };
  for (const [group, list, item, prefix] of [
    ['producers', 'Producers', 'Producer', 'Producer'],
    ['invoices', 'Invoices', 'Invoice', ''],
    ['goods', 'GoodsList', 'Goods', ''],
  ] as const) {
    for (const [index, element] of reading.children(block(list), item).entries()) {
      Object.assign(values, leaves(`${group}[${index}]`, element, prefix, reading));
    }
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

/** `ProducerExporter` keeps its name: without the prefix it would be the block's. Lists of one instance give that one. */
function leaves(group: string, block: XmlElement | undefined, prefix: string, reading: Reading): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const child of block?.children ?? []) {
    const held = child.children.length === 0 ? child : (child.children.find(({ name }) => name === 'GoodsItemOtherInstances') ?? null);
    if (held === null) continue;
    const isPrefixed = prefix !== '' && held.name.startsWith(prefix) && held.name !== 'ProducerExporter';
    const name = isPrefixed ? held.name.slice(prefix.length) : held.name;
    values[`${group}.${name}`] = reading.text(held);
  }
  return values;
}
